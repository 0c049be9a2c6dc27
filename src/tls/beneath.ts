import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

/** Content types of TLS records (RFC 8446 §5.1); no FTP command begins with such a byte. */
const RECORD_TYPES = { first: 20, last: 24 };
const APPLICATION_DATA = 23;
const HEADER = 5;

/**
 * What TLS reads from and writes to, over a socket. It knows when the socket's own end came, so that an end of TLS
 * (close_notify) can be told from one of TCP, which anybody on the way can forge; and TLS can be taken off it again.
 */
export class Beneath extends Duplex {
  /** Whether the end of TCP has been passed on. */
  ended = false;
  readonly #socket: Socket;
  #leaving = false;
  #rest: Buffer = Buffer.alloc(0);
  #wake: (() => void) | null = null;
  /** What waits for our end, and whether it does. */
  #held: Buffer[] = [];
  #quiet: boolean;
  /** Whether the peer has spoken since we last did. */
  #asked = false;

  /**
   * Takes the socket over, with what it has read already.
   * @param quiet keep what TLS 1.3 says unasked after the handshake (session tickets) until our end. A peer that
   * only sends, and closes without having read, would reset the connection, and with it the end of what it sent.
   */
  constructor(socket: Socket, quiet = false) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#quiet = quiet;
    this.once('end', () => { this.ended = true; });
    socket.on('data', this.#onData).on('end', this.#onEnd).on('error', this.#onError).on('close', this.#onClose);
  }

  /**
   * Takes TLS off: from now on nothing is written but TLS's farewell, and records are passed on one by one until `over` says
   * that the peer has said farewell too, or something comes that is no record. Resolves with what came in clear
   * behind it, when the socket is free; null when the connection ended first.
   */
  async leave(over: () => boolean): Promise<Buffer | null> {
    this.#leaving = true;
    while (!over()) {
      const record = recordAt(this.#rest);
      if (record === 'none') break;
      if (record === 'part') {
        if (this.#socket.destroyed || this.#socket.readableEnded) return null;
        await new Promise<void>((resolve) => { this.#wake = resolve; });
        continue;
      }
      this.push(this.#rest.subarray(0, record));
      this.#rest = this.#rest.subarray(record);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
    this.#socket.off('data', this.#onData).off('end', this.#onEnd).off('error', this.#onError).off('close', this.#onClose);
    this.#socket.pause();
    return this.#rest;
  }

  override _read(): void { this.#socket.resume(); }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#send(chunks.length === 1 ? chunks[0]!.chunk : Buffer.concat(chunks.map(({ chunk }) => (typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk))), done);
  }

  #send(chunk: Buffer, done: (error?: Error | null) => void): void {
    if (this.#waits(chunk)) {
      this.#held.push(Buffer.from(chunk));
      done();
    } else this.#socket.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#release();
    if (this.#leaving || this.#socket.destroyed) done();
    else this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#release();
    if (!this.#leaving) this.#socket.destroy();
    this.#wake?.();
    done(error);
  }

  /** Sends what waited; nothing waits any more. */
  #release(): void {
    this.#quiet = false;
    const held = Buffer.concat(this.#held);
    this.#held = [];
    if (held.length > 0 && !this.#socket.destroyed) this.#socket.write(held);
  }

  /** In TLS 1.3 all that a server says after the client's part of the handshake looks like data, and nothing before. */
  #waits(chunk: Buffer): boolean {
    if (!this.#quiet || chunk.length === 0) return false;
    const asked = this.#asked;
    this.#asked = false;
    return this.#held.length > 0 || (asked && chunk[0] === APPLICATION_DATA);
  }

  #onData = (chunk: Buffer): void => {
    this.#asked = true;
    if (this.#leaving) {
      this.#rest = Buffer.concat([this.#rest, chunk]);
      this.#wake?.();
    } else if (!this.push(chunk)) this.#socket.pause();
  };

  #onEnd = (): void => {
    this.#wake?.();
    if (!this.#leaving) this.push(null);
  };

  #onError = (error: Error): void => { this.destroy(error); };

  #onClose = (): void => {
    this.#wake?.();
    this.destroy();
  };
}

/** Bytes of the record that begins here; `part` when more has to come, `none` when this is no record. */
function recordAt(bytes: Buffer): number | 'part' | 'none' {
  if (bytes.length === 0) return 'part';
  if (bytes[0]! < RECORD_TYPES.first || bytes[0]! > RECORD_TYPES.last) return 'none';
  if (bytes.length < HEADER) return 'part';
  const length = HEADER + bytes.readUInt16BE(3);
  return bytes.length < length ? 'part' : length;
}
