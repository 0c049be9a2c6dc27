import { dirname, resolve } from 'node:path';
import type { User } from '../../server/users.ts';
import { byteText } from '../byte-text.ts';
import type { ServeOptions } from '../serve-options.ts';
import type { ServerSettings } from './schema.ts';

/** What a file says in the words of the options; paths are those beside the file. Without a key there is no option. */
export function settingsAsOptions(path: string, settings: ServerSettings): Partial<ServeOptions> {
  const beside = (name: string): string => resolve(dirname(path), name);
  const { limits = {}, passive = {}, log = {} } = settings;
  const tls = settings.tls === undefined || settings.tls === false ? null : settings.tls === true ? {} : settings.tls;
  const all: { [Name in keyof ServeOptions]?: ServeOptions[Name] | undefined } = {
    host: settings.host, port: settings.port === undefined ? undefined : String(settings.port), root: settings.root === undefined ? undefined : beside(settings.root),
    anonymous: settings.anonymous, user: settings.users?.map((user) => userOf(user, beside)),
    maxSessions: limits.sessions, maxSessionsPerAddress: limits['sessions-per-address'], idle: limits.idle, loginAttempts: limits['login-attempts'], loginDelay: limits['login-delay'],
    failuresPerAddress: limits['failures-per-address'], failuresForgottenAfter: limits['failures-forgotten-after'], rateLimit: limits.rate, totalRate: limits['total-rate'],
    passivePorts: passive.ports, passiveAddress: passive.address,
    logFile: log.file === undefined ? undefined : beside(log.file), logDir: log.directory === undefined ? undefined : beside(log.directory), logLevel: log.level,
    grace: settings.grace, keepPartial: settings['keep-partial'], pageStructure: settings['page-structure'], markerInterval: settings['marker-interval'], hosts: settings.hosts, mediaTypes: settings['media-types'], namesLanguage: settings['names-language'],
    ...(tls !== null && {
      tls: true, tlsCert: tls.certificate === undefined ? undefined : beside(tls.certificate), tlsKey: tls.key === undefined ? undefined : beside(tls.key), tlsPort: tls.port,
      tlsRequired: tls.required, tlsReuse: tls.reuse, tlsClientCa: tls['client-ca'] === undefined ? undefined : beside(tls['client-ca']), tlsCcc: tls.ccc,
    }),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function userOf(user: NonNullable<ServerSettings['users']>[number], beside: (name: string) => string): User {
  return {
    name: byteText(user.name), password: user.password, readOnly: user['read-only'], root: user.root === undefined ? undefined : beside(user.root),
    permissions: user.permissions, quota: user.quota, rateLimit: user.rate, sessionLimit: user.sessions,
    account: user.account === undefined ? undefined : byteText(user.account), accountFor: user['account-for'],
  };
}
