import { open, rename, rm, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { connectSocket } from '../../client/connect.ts';
import { FtpspecError } from '../../ftpspec-error.ts';
import { ClientTalk, type TalkOptions } from './client-talk.ts';

/** How a file is moved. */
export interface MoveOptions {
  /** Told the bytes moved so far; `total` is null where nobody knows: this protocol declares no size. */
  readonly progress?: (done: number, total: number | null) => void;
  /** Ends the transfer. */
  readonly signal?: AbortSignal;
}

/**
 * A client of ephemeral-port and, with the framing `lines`, of its variant. One call at a time. Throws `FtpspecError`:
 * `REFUSED` with the server's word as its message, `NO_ANSWER`, `CONNECTION_LOST`, `INVALID_NAME`, `LOCAL_FILE`, `ABORTED`.
 */
export class EphemeralPortClient {
  private readonly talk: ClientTalk;

  private constructor(talk: ClientTalk) { this.talk = talk; }

  /** Connects; the protocol has no greeting to wait for. */
  static async connect({ timeout = 10_000, quiet = 200, framing = 'bare', ...address }: Pick<TalkOptions, 'host' | 'port'> & Partial<TalkOptions>): Promise<EphemeralPortClient> {
    return new EphemeralPortClient(await ClientTalk.open({ timeout, quiet, framing, ...address }));
  }

  /** The names in the served directory. */
  async list(): Promise<string[]> {
    this.talk.say('ls');
    const names = await this.talk.names();
    this.talk.say('files-listed');
    return names;
  }

  /** Fetches a file by way of `LOCAL.part`; returns its bytes. Nothing has the final name unless the end of the data was seen. */
  async get(name: string, local: string, options: MoveOptions = {}): Promise<number> {
    this.talk.say('get', checkedName(name));
    const answer = await this.talk.answer();
    const port = answer.kind === 'word' && answer.code < 400 ? await this.talk.answer() : answer;
    if (port.kind !== 'port') {
      this.talk.say('files-not-received');
      throw new FtpspecError('REFUSED', port.text);
    }
    const part = `${local}.part`;
    try {
      const size = await this.receive(port.port, part, options);
      await rename(part, local).catch((error: unknown) => { throw localError(error, `rename ${part}`); });
      this.talk.say('files-received');
      return size;
    } catch (error) {
      await rm(part, { force: true });
      this.talk.say('files-not-received');
      throw error;
    }
  }

  /** Stores a local file; returns its bytes. Where there is no such file, nothing is said to the server. */
  async put(local: string, name: string, options: MoveOptions = {}): Promise<number> {
    checkedName(name);
    const facts = await stat(local).catch((error: unknown) => { throw localError(error, `read ${local}`); });
    if (!facts.isFile()) throw new FtpspecError('LOCAL_FILE', `${local} is not a file`);
    const file = await open(local).catch((error: unknown) => { throw localError(error, `read ${local}`); });
    try {
      this.talk.say('put', name);
      const answer = await this.talk.answer();
      if (answer.kind !== 'port') throw new FtpspecError('REFUSED', answer.text);
      const sent = await this.send(answer.port, file.createReadStream({ autoClose: false }), facts.size, options).catch(async (error: unknown) => {
        // The server says that the upload broke off; unread, that would answer the next command.
        await this.talk.answer().catch(() => null);
        throw error;
      });
      const end = await this.talk.answer();
      if (end.kind !== 'word' || end.code >= 400) throw new FtpspecError('REFUSED', end.text);
      return sent;
    } finally {
      await file.close();
    }
  }

  /** Says `quit` and closes; never throws. */
  async quit(): Promise<void> {
    const { socket } = this.talk;
    if (socket.destroyed) return;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const timer = setTimeout(() => socket.destroy(), this.talk.options.timeout);
    this.talk.say('quit');
    socket.end();
    socket.resume();
    await closed;
    clearTimeout(timer);
  }

  /** Ends everything at once. */
  destroy(): void { this.talk.socket.destroy(); }

  private async receive(port: number, part: string, { progress, signal }: MoveOptions): Promise<number> {
    const socket = await this.data(port);
    const file = await open(part, 'w').catch((error: unknown) => { socket.destroy(); throw localError(error, `write ${part}`); });
    let size = 0;
    const counted = async function* counted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        yield chunk;
        size += chunk.length;
        progress?.(size, null);
      }
    };
    try {
      await pipeline(socket, counted, file.createWriteStream(), { ...(signal && { signal }) });
      return size;
    } catch (error) {
      throw moveError(error, signal);
    } finally {
      socket.destroy();
    }
  }

  private async send(port: number, source: AsyncIterable<Buffer>, total: number, { progress, signal }: MoveOptions): Promise<number> {
    const socket = await this.data(port);
    // The server sends nothing here; reading shows its end.
    socket.resume();
    // Whatever goes wrong ends in a reset: an orderly end would be the end of the file.
    const abort = (): void => { socket.resetAndDestroy(); };
    signal?.addEventListener('abort', abort);
    let size = 0;
    try {
      signal?.throwIfAborted();
      for await (const chunk of source) {
        await new Promise<void>((resolve, reject) => socket.write(chunk, (error) => (error ? reject(error) : resolve())));
        size += chunk.length;
        progress?.(size, total);
      }
      signal?.throwIfAborted();
      await new Promise<void>((resolve, reject) => socket.end((error?: Error | null) => (error ? reject(error) : resolve())));
      return size;
    } catch (error) {
      socket.resetAndDestroy();
      throw moveError(error, signal);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  private async data(port: number): Promise<Socket> {
    const { host, timeout } = this.talk.options;
    const socket = await connectSocket({ host, port, timeout, halfOpen: false });
    socket.setTimeout(timeout, () => socket.destroy(new Error(`nothing moved for ${timeout} ms`)));
    return socket;
  }
}

/** A name with a line end would be two words. */
function checkedName(name: string): string {
  if (name === '' || /[\r\n\0]/.test(name)) throw new FtpspecError('INVALID_NAME', 'a name is not empty and holds neither a line end nor NUL');
  return name;
}

function localError(error: unknown, doing: string): FtpspecError {
  return new FtpspecError('LOCAL_FILE', `cannot ${doing}: ${(error as Error).message}`, { cause: error });
}

function moveError(error: unknown, signal: AbortSignal | undefined): FtpspecError {
  if (signal?.aborted === true) return new FtpspecError('ABORTED', 'the transfer was ended', { cause: error });
  const { message, syscall } = error as NodeJS.ErrnoException;
  return new FtpspecError(syscall === 'write' && (error as NodeJS.ErrnoException).code !== 'EPIPE' ? 'LOCAL_FILE' : 'CONNECTION_LOST', message, { cause: error });
}
