import { stat } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import { FtpspecError } from '../ftpspec-error.ts';
import type { Clock } from './clock.ts';
import { LocalFileError } from './local-file-error.ts';
import { openLocal } from './local-source.ts';
import { REMOTE_PROTOCOLS } from './open-remote.ts';
import { checkReceivable } from './receive-file.ts';
import type { RemoteEntry, RemoteFiles, TransferOptions, Transferred } from './remote-files.ts';
import type { RemoteUrl } from './remote-url.ts';
import { withRetries } from './with-retries.ts';

/** How a session is had. */
export interface SessionOptions {
  readonly retries: number;
  /** Milliseconds without any sign of the server until it is given up. */
  readonly timeout: number;
  readonly clock: Clock;
  /** Told what goes over the control connection: `> …` and `< …`, without passwords. */
  readonly log: (message: string) => void;
  /** Takes any certificate (ftps, ftpes). */
  readonly insecure: boolean;
  /** Told, as a line, why another attempt is made. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export type OneShotOptions = SessionOptions & TransferOptions;

/** What a one-shot transfer has moved, and where to. */
export interface Moved extends Transferred {
  readonly to: string;
}

/**
 * Fetches the file that a URL names; to its own name in the working directory when `local` is undefined.
 * @throws FtpspecError, also as `RemoteError` and `LocalFileError`
 */
export async function getUrl(url: RemoteUrl, local: string | undefined, overwrite: boolean, options: OneShotOptions): Promise<Moved> {
  const name = posix.basename(url.path);
  if (url.path.endsWith('/') || ['', '.', '..'].includes(name)) throw new FtpspecError('USAGE', 'the URL names no file', { hint: 'Use ls for directories.' });
  const given = local ?? name;
  const isDirectory = given.endsWith('/') || ((await stat(given).catch(() => null))?.isDirectory() ?? false);
  const to = isDirectory ? resolve(given, name) : resolve(given);
  await checkReceivable(to);
  const exists = (await stat(to).catch(() => null)) !== null;
  if (exists && !overwrite) throw new LocalFileError(`${to} exists already`, 'Add -o to overwrite it.');
  return { ...await withSession(url, options, (files) => files.get(url.path, to, options)), to };
}

/**
 * Stores a local file where a URL says; under its own name when the URL names a directory with a `/` at its end.
 * The file is looked at before anything is said to the server. Errors as for `getUrl`.
 */
export async function putUrl(local: string, url: RemoteUrl, options: OneShotOptions): Promise<Moved> {
  await (await openLocal(local)).close();
  const to = url.path === '' || url.path.endsWith('/') ? `${url.path}${posix.basename(resolve(local))}` : url.path;
  return { ...await withSession(url, options, (files) => files.put(local, to, options)), to };
}

/** Lists the directory that a URL names. Errors as for `getUrl`. */
export function listUrl(url: RemoteUrl, options: SessionOptions): Promise<RemoteEntry[]> {
  return withSession(url, options, (files) => files.list(url.path, options.signal));
}

/** Each attempt has a session of its own: what went wrong in the last one is gone with it. */
function withSession<T>(url: RemoteUrl, options: SessionOptions, work: (files: RemoteFiles) => Promise<T>): Promise<T> {
  const { timeout, log, insecure, signal } = options;
  return withRetries(options, async () => {
    const files = await REMOTE_PROTOCOLS[url.protocol]!.open(url, { timeout, log, insecure, tls: url.tls, active: false }, signal);
    try {
      return await work(files);
    } finally {
      await files.quit();
    }
  });
}
