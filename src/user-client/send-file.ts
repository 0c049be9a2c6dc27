import { FTPError, type Client } from 'basic-ftp';
import { interruptible } from './interruptible.ts';
import { refusal } from './ftp-errors.ts';
import { openLocal, type LocalSource } from './local-source.ts';
import { RemoteError } from './remote-error.ts';
import type { TransferOptions, Transferred } from './remote-files.ts';
import { saysNotImplemented } from '../wire/not-implemented.ts';

/**
 * Stores a file as `REMOTE.part` and renames it when it is complete, so that nobody sees half a file under the final name;
 * a part that an earlier upload left is added to where it still fits. Servers that cannot rename get the final name at once.
 * The local file is opened first: where there is none, nothing is said to the server.
 */
export async function sendFile(client: Client, local: string, remote: string, options: TransferOptions): Promise<Transferred> {
  const source = await openLocal(local);
  try {
    const part = `${remote}.part`;
    const stored = await sizeOf(client, part);
    const renames = typeof stored === 'number' || await canRename(client, part);
    const from = options.resume && typeof stored === 'number' && await fits(client, part, stored, source) ? stored : 0;
    const resumedAt = await store(client, source, renames ? part : remote, from, !renames, options);
    const size = await sizeOf(client, renames ? part : remote);
    if (typeof size === 'number' && size !== source.size) throw new RemoteError('INCOMPLETE', `the server has ${size} bytes of a file of ${source.size}`);
    if (renames) await giveName(client, part, remote);
    return { size: source.size, resumedAt };
  } finally {
    await source.close();
  }
}

/** Bytes of a remote file; what kept the server from telling otherwise. */
async function sizeOf(client: Client, path: string): Promise<number | 'missing' | 'unknown'> {
  try {
    return await client.size(path);
  } catch (error) {
    if (!(error instanceof FTPError)) throw error;
    return error.code === 550 ? 'missing' : 'unknown';
  }
}

/** Asks with a file that is most likely not there: only what the reply says of RNFR matters. */
async function canRename(client: Client, part: string): Promise<boolean> {
  const path = await client.protectWhitespace(part);
  const { code } = await client.sendIgnoringError(`RNFR ${path}`);
  // It is there after all: the rename that was begun is ended without effect.
  if (code === 350) await client.sendIgnoringError(`RNTO ${path}`);
  return !saysNotImplemented(code);
}

/** Whether a part on the server may be the beginning of this file. Servers tell whole seconds. */
async function fits(client: Client, part: string, length: number, source: LocalSource): Promise<boolean> {
  if (length === 0 || length > source.size) return false;
  try {
    return (await client.lastMod(part)).getTime() / 1000 >= Math.floor(source.modified.getTime() / 1000);
  } catch (error) {
    if (error instanceof FTPError) return true;
    throw error;
  }
}

async function store(client: Client, source: LocalSource, name: string, from: number, reset: boolean, options: TransferOptions): Promise<number> {
  // Ends the transfer too when the file cannot be read any more.
  const stuck = new AbortController();
  const transfer = (at: number) => interruptible(client, AbortSignal.any([options.signal, stuck.signal]), reset, async () => {
    const stream = source.stream(at, (done) => options.progress(done, source.size), () => stuck.abort());
    await (at > 0 ? client.appendFrom(stream, name) : client.uploadFrom(stream, name));
  }).catch((error: unknown) => {
    source.check();
    throw error;
  });
  options.progress(from, source.size);
  if (from > 0 && from === source.size) return from;
  try {
    await transfer(from);
    return from;
  } catch (error) {
    if (from === 0 || !(error instanceof FTPError) || error.code < 500) throw error;
  }
  // A server that cannot append gets the whole file.
  await transfer(0);
  return 0;
}

async function giveName(client: Client, part: string, remote: string): Promise<void> {
  try {
    await client.rename(part, remote);
    return;
  } catch (error) {
    if (!(error instanceof FTPError) || typeof await sizeOf(client, remote) !== 'number') throw kept(error, part);
  }
  // Some servers do not rename onto an existing file.
  try {
    await client.remove(remote);
    await client.rename(part, remote);
  } catch (error) {
    throw kept(error, part);
  }
}

/** The upload is whole, but under another name. */
function kept(error: unknown, part: string): unknown {
  if (!(error instanceof FTPError)) return error;
  const { message } = refusal(error);
  return new RemoteError('REFUSED', message, { reply: error.code, hint: `The file is complete on the server as ${part}, which could not be renamed.` });
}
