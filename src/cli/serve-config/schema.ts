import { z } from 'zod';
import { parseHash } from '../../server/password-hash.ts';
import { PERMISSIONS } from '../../server/permissions.ts';
import { bytes, ipv4, portRange, seconds, whole } from '../option-values.ts';
import { LOG_LEVELS } from '../serve-log.ts';

const DAY = 86_400;
const MANY = 1_000_000;

/** A value that is parsed as the one of an option is. */
function parsed<T>(parse: (text: string) => T) {
  return z.union([z.string(), z.number()], 'must be a text or a number').transform((value, context) => {
    try {
      return parse(String(value));
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const hash = z.string().transform((word, context) => {
  const made = parseHash(word);
  if (made !== null) return made;
  context.addIssue({ code: 'custom', message: 'It must be a hash as `ftpspec hash-password` prints it, not the password itself; within { } in quotation marks.' });
  return z.NEVER;
});

const user = z.strictObject({
  // oxlint-disable-next-line no-control-regex
  name: z.string().min(1).regex(/^[^\0\r\n]*$/, 'No FTP command can carry a line end or a NUL.'),
  password: hash,
  root: z.string().min(1).optional(),
  'read-only': z.boolean().default(false),
  permissions: z.array(z.enum(PERMISSIONS)).optional(),
  quota: parsed(bytes).optional(),
  rate: parsed(bytes).optional(),
  sessions: parsed(whole(1, MANY)).optional(),
  account: z.string().min(1).optional(),
  'account-for': z.enum(['login', 'storing']).optional(),
});

const limits = z.strictObject({
  sessions: parsed(whole(1, MANY)),
  'sessions-per-address': parsed(whole(1, MANY)),
  idle: parsed(seconds(0.1, DAY)),
  'login-attempts': parsed(whole(1, 1000)),
  'login-delay': parsed(seconds(0, 60)),
  'failures-per-address': parsed(whole(1, MANY)),
  'failures-forgotten-after': parsed(seconds(1, DAY)),
  rate: parsed(bytes),
  'total-rate': parsed(bytes),
}).partial();

const tls = z.strictObject({
  certificate: z.string().min(1),
  key: z.string().min(1),
  port: parsed(whole(0, 65_535)),
  required: z.boolean(),
  reuse: z.enum(['offered', 'required']),
  'client-ca': z.string().min(1),
  ccc: z.boolean(),
}).partial();

/** What `ftpspec serve --config` reads; examples/serve/ftpspec.yaml says what each key means. */
export const serverSchema = z.strictObject({
  host: z.string().min(1),
  port: parsed(whole(0, 65_535)),
  root: z.string().min(1),
  anonymous: z.boolean(),
  users: z.array(user).superRefine((users, context) => {
    for (const [at, { name }] of users.entries()) {
      if (users.findIndex((other) => other.name === name) < at) context.addIssue({ code: 'custom', path: [at, 'name'], message: `${name} stands here twice` });
    }
  }),
  limits,
  passive: z.strictObject({ ports: parsed(portRange), address: parsed(ipv4) }).partial(),
  tls: z.union([z.boolean(), tls]),
  log: z.strictObject({ file: z.string().min(1), directory: z.string().min(1), level: z.enum(LOG_LEVELS) }).partial(),
  grace: parsed(seconds(0, DAY)),
  'keep-partial': z.boolean(),
  'page-structure': z.boolean(),
  'marker-interval': parsed(bytes),
  hosts: z.array(z.string().regex(/^[A-Za-z0-9.-]{1,255}$/, 'It must be the name of a host.')),
  'media-types': z.record(z.string().regex(/^[a-z0-9]+$/, 'It must be the ending of a name in small letters, without its dot.'), z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, 'It must be a media type such as text/plain.')),
  'names-language': z.string().regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/, 'It must be a language tag such as en.'),
}).partial();

export type ServerSettings = z.output<typeof serverSchema>;
