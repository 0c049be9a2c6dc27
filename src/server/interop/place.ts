import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { ownCertificate } from '../../tls/own-certificate.ts';
import { TEST_CERTIFICATE, TEST_KEY } from '../../user-client/tls-fixture.ts';
import { ReferenceServer, type ServerParts } from '../reference-server.ts';
import { TLS_DEFAULTS, type TlsSettings } from '../tls-settings.ts';
import { run, type Ran } from './program.ts';

/** What a client meets. */
export interface PlaceOptions {
  readonly host?: string;
  /** TLS, and logins and data in clear refused; null has no TLS. */
  readonly tls?: Partial<TlsSettings> | null;
  /** Clients have to show a certificate. */
  readonly clientCertificate?: boolean;
  /** Bytes a second of each transfer. */
  readonly rateLimit?: number;
  readonly parts?: Partial<ServerParts>;
}

/** One thing that the server was told, with its answer. */
export interface Said { readonly verb: string; readonly argument: string; readonly code: number }

/** A server, its directory, a directory for the client, and what the client needs to know. */
export interface Place {
  readonly host: string;
  readonly port: number;
  /** Where TLS begins with the connection; 0 without TLS. */
  readonly tlsPort: number;
  /** The served directory. */
  readonly root: string;
  /** The client's working directory and home. */
  readonly here: string;
  /** Files in PEM: who vouches for the server, who does not, and who the client is. */
  readonly authority: string;
  readonly stranger: string;
  readonly certificate: string;
  readonly key: string;
  /** The commands that the server has answered so far. */
  readonly said: () => readonly Said[];
  readonly run: (program: string, args: readonly string[], input?: string) => Promise<Ran>;
  readonly close: () => Promise<void>;
}

/** When every file of the server was changed, so that a kept time can be told from one that is new. */
export const CHANGED = new Date('2020-02-02T02:02:02Z');

/** Client certificates: made once a process, as that takes time. */
let identity: Promise<{ certificate: string; key: string }> | null = null;

export async function openPlace(options: PlaceOptions = {}): Promise<Place> {
  const top = await mkdtemp(join(tmpdir(), 'ftpspec-interop-'));
  const [root, here] = [join(top, 'served'), join(top, 'client')];
  await Promise.all([mkdir(root), mkdir(here)]);
  identity ??= ownCertificate(await mkdtemp(join(top, 'identity-')));
  const { certificate, key } = await identity;
  const pem = async (name: string, text: string): Promise<string> => {
    await writeFile(join(top, name), `${text}\n`, { mode: 0o600 });
    return join(top, name);
  };
  const said: Said[] = [];
  const listener = new Writable({
    write: (chunk: Buffer, _, done) => {
      const { msg, on, argument, code } = JSON.parse(chunk.toString()) as { msg: string; on: string; argument: string; code: number };
      if (msg === 'answered' && !on.startsWith('[')) said.push({ verb: on, argument, code });
      done();
    },
  });
  const tls: TlsSettings | null = options.tls === undefined || options.tls === null ? null
    : { ...TLS_DEFAULTS, certificate: TEST_CERTIFICATE, key: TEST_KEY, implicitPort: 0, required: true, clientAuthorities: options.clientCertificate === true ? certificate : null, ...options.tls };
  const server = await ReferenceServer.start({
    root, host: options.host ?? '127.0.0.1', users: [{ name: 'tester', password: 'secret', readOnly: false }], tls, dataLimit: 10_000, rateLimit: options.rateLimit ?? null,
    log: pino({ level: 'debug' }, listener),
  }, options.parts);
  return {
    ...server.address, tlsPort: server.implicitAddress?.port ?? 0, root, here,
    authority: await pem('authority.pem', TEST_CERTIFICATE), stranger: await pem('stranger.pem', certificate),
    certificate: await pem('client.pem', certificate), key: await pem('client.key', key),
    said: () => said,
    run: (program, args, input) => run(program, args, here, input),
    close: async () => {
      await server.stop(0);
      await rm(top, { recursive: true, force: true });
    },
  };
}

/** Writes a file, and its directories where they are missing. */
export async function put(folder: string, name: string, content: string | Buffer, changed = CHANGED): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await utimes(path, changed, changed);
}

/** What a file holds, as text of one character a byte; null when there is none. */
export function held(folder: string, name: string): Promise<string | null> {
  return readFile(join(folder, name), 'latin1').catch(() => null);
}
