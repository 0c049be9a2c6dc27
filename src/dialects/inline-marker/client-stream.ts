import type { Socket } from 'node:net';
import { startDeadline } from '../../client/deadline.ts';
import { FtpspecError } from '../../ftpspec-error.ts';

/** Bytes of a line that a server may send. */
const LINE_LIMIT = 8192;
const LF = 0x0a;

/** What a client reads: lines and bodies of known length, from one connection, never more than a chunk of it in memory. */
export class ClientStream {
  readonly #socket: Socket;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #timeout: number;
  #held: Buffer = Buffer.alloc(0);

  /** @param timeout milliseconds without a byte after which the server counts as silent */
  constructor(socket: Socket, timeout: number) {
    this.#socket = socket;
    this.#timeout = timeout;
    this.#chunks = (socket as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** The next line without its end, one character a byte. Throws `CONNECTION_LOST`, `SERVER_SILENT`, `BAD_REPLY`. */
  async line(): Promise<string> {
    const parts: Buffer[] = [];
    for (let length = 0; ;) {
      const chunk = await this.#some();
      const lf = chunk.indexOf(LF);
      const part = lf < 0 ? chunk : chunk.subarray(0, lf);
      parts.push(part);
      length += part.length;
      if (length > LINE_LIMIT) throw new FtpspecError('BAD_REPLY', `the server sent a line of more than ${LINE_LIMIT} bytes`);
      if (lf < 0) continue;
      this.#held = chunk.subarray(lf + 1);
      return Buffer.concat(parts).toString('latin1').replace(/\r$/, '');
    }
  }

  /** Gives the next `size` bytes to `sink`, one chunk after the other. */
  async body(size: number, sink: (chunk: Buffer) => Promise<void>): Promise<void> {
    for (let left = size; left > 0;) {
      const chunk = await this.#some();
      const part = chunk.subarray(0, left);
      this.#held = chunk.subarray(part.length);
      left -= part.length;
      await sink(part);
    }
  }

  async #some(): Promise<Buffer> {
    if (this.#held.length > 0) {
      const held = this.#held;
      this.#held = Buffer.alloc(0);
      return held;
    }
    const cancel = startDeadline(this.#timeout, () => this.#socket.destroy(new FtpspecError('SERVER_SILENT', `the server sent nothing for ${this.#timeout} ms`)));
    try {
      const { value, done } = await this.#chunks.next();
      if (done !== true) return value;
    } catch (error) {
      if (error instanceof FtpspecError) throw error;
      throw new FtpspecError('CONNECTION_LOST', `the connection broke: ${(error as Error).message}`, { cause: error });
    } finally {
      cancel();
    }
    throw new FtpspecError('CONNECTION_LOST', 'the server closed the connection');
  }
}
