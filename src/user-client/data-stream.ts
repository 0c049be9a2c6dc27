import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

type Done = (error?: Error | null) => void;

/**
 * A data connection as basic-ftp wants it, which may stand before the server has connected (active mode).
 *
 * It never emits an error: basic-ftp would close the control connection for one, and with it lose the reply that says
 * why the server gave up (RFC 959 §4.1.3 has it sent after the data connection is closed). It only closes.
 */
export class DataStream extends Duplex {
  /** What basic-ftp measures progress by. */
  bytesRead = 0;
  bytesWritten = 0;
  #socket: Socket | null = null;
  #raw: Socket | null = null;
  #waiting: ((socket: Socket) => void) | null = null;
  readonly #onClose: () => void;

  /** `onClose` is called once, when the stream is of no more use. */
  constructor(onClose: () => void = () => {}) {
    super({ autoDestroy: true });
    this.#onClose = onClose;
  }

  /** The connection that stands now; `raw` is what carries it, another one where it is of TLS. */
  carry(socket: Socket, raw: Socket): void {
    if (this.destroyed) {
      socket.destroy();
      return;
    }
    this.#socket = socket;
    this.#raw = raw;
    socket.on('data', (chunk: Buffer) => {
      this.bytesRead += chunk.length;
      if (!this.push(chunk)) socket.pause();
    });
    let whole = false;
    socket.once('end', () => {
      whole = true;
      this.push(null);
    });
    socket.on('error', () => this.destroy());
    socket.once('close', () => { if (!whole) this.destroy(); });
    this.#waiting?.(socket);
    this.#waiting = null;
  }

  /** For basic-ftp, which watches over stalls itself. */
  setTimeout(): this {
    return this;
  }

  /** Closes so that the other side sees a failure, not the end of a file. */
  reset(): void {
    this.#raw?.resetAndDestroy();
    this.destroy();
  }

  override _read(): void {
    this.#socket?.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#once((socket) => socket.write(chunk, (error) => {
      if (error) {
        this.destroy();
        return;
      }
      this.bytesWritten += chunk.length;
      done();
    }));
  }

  override _final(done: Done): void {
    this.#once((socket) => socket.end(() => done()));
  }

  override _destroy(_error: Error | null, done: Done): void {
    this.#socket?.destroy();
    this.#onClose();
    done(null);
  }

  /** Now, or when the server has connected. */
  #once(action: (socket: Socket) => void): void {
    if (this.#socket === null) this.#waiting = action;
    else action(this.#socket);
  }
}
