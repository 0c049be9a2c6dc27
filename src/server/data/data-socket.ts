import { Socket } from 'node:net';

/** Takes what a data connection receives, without a copy. */
export interface Reader {
  /** Where the next bytes go; never empty. Asked again after each read. */
  room(): Buffer;
  /** So many bytes are there; false to read no more until the socket is resumed. */
  filled(bytes: number): boolean;
}

/** A data connection, protected or not. */
export interface DataStream extends Socket {
  /** Once the peer has ended its side: whether what came is all that it sent, as far as this can be known. */
  readonly isWhole: boolean;
  /** Chooses the reader of all that comes from now on, until the end of the connection. */
  readInto(reader: Reader): void;
}

/** Where the bytes of all sockets arrive that have no reader; they are taken away at once. */
const arrivals = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * A data connection that can read into memory of its reader's choice. Without a reader it is a socket like any other; but
 * then each segment costs a buffer of 64 KiB, whose collection is most of an upload's processor time.
 */
export class DataSocket extends Socket implements DataStream {
  /** A FIN is all that there is. */
  readonly isWhole = true;
  #reader: Reader | null = null;

  /** @param handle the open connection of another socket; without one it is to be connected. Nothing is read before `resume`. */
  constructor(handle?: unknown) {
    // Called by the constructor too, when there is no reader yet and no `this`.
    let owner: Reader | null = null;
    let room = (): Buffer => arrivals;
    let take = (_bytes: number, _buffer: Uint8Array): boolean => true;
    const options = {
      allowHalfOpen: true, noDelay: true, manualStart: true, ...(handle !== undefined && { handle }),
      onread: { buffer: () => room(), callback: (bytes: number, buffer: Uint8Array) => take(bytes, buffer) },
    };
    super(options);
    // Node asks for the memory of the next read when one has ended, which may be long before there is another reader, or none.
    room = () => {
      owner = this.#reader;
      return owner?.room() ?? arrivals;
    };
    take = (bytes, buffer) => (owner !== null && owner === this.#reader ? owner.filled(bytes) : this.#arrived(Buffer.from(buffer.buffer, buffer.byteOffset, bytes)));
  }

  /** Takes the connection of a socket that was accepted with `pauseOnConnect`, of which nothing else is left. */
  static take(accepted: Socket): DataSocket {
    // Node has no other way to give `onread` to a connection that it accepted.
    const handle: unknown = Reflect.get(accepted, '_handle');
    const socket = new DataSocket(handle);
    Reflect.set(accepted, '_handle', null);
    accepted.destroy();
    return socket;
  }

  /** Chooses the reader of all that comes from now on; null makes it a socket like any other again. No reader twice. */
  readInto(reader: Reader | null): void { this.#reader = reader; }

  /** What was asked for before there was this reader. */
  #arrived(bytes: Buffer): boolean {
    if (this.#reader === null) return this.push(Buffer.from(bytes));
    let more = true;
    for (let at = 0; at < bytes.length;) {
      const copied = bytes.copy(this.#reader.room(), 0, at);
      at += copied;
      more = this.#reader.filled(copied);
    }
    return more;
  }
}
