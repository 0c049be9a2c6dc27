import type { Socket } from 'node:net';
import { reset } from '../../conformance/client/reset.ts';
import type { Wire } from '../../conformance/legal/relay.ts';

const MEGABYTE = 2 ** 20;
/** Milliseconds between the bytes of a reply that drips. */
const DRIP = 5;
/** Pieces that the client is to read one by one, and milliseconds in which it does so. */
const CODE = 4;
const READ = 3;

/** The way of replies to a client, in order, in the pieces and the pace of its server. */
export class Outlet {
  /** Nothing more is sent. */
  over = false;
  private socket: Socket;
  /** What lies beneath, under TLS. */
  private readonly raw: Socket;
  private readonly wire: Wire;
  private queue: Promise<void> = Promise.resolve();

  constructor(socket: Socket, wire: Wire) {
    this.socket = socket;
    this.raw = socket;
    this.wire = wire;
  }

  /** From now on it goes over this, which lies over the connection. */
  goesOver(socket: Socket): void { this.socket = socket; }

  /** Does something when all that was said before is out. */
  after(work: () => Promise<void> | void): Promise<void> {
    this.queue = this.queue.then(() => (this.over ? undefined : work()));
    return this.queue;
  }

  async write(bytes: Buffer): Promise<void> {
    if (this.wire.hold !== undefined) await pause(this.wire.hold);
    for (const [at, piece] of (this.wire.cut?.(bytes) ?? [bytes]).entries()) {
      await this.push(piece);
      // Time between two writes: each becomes a segment of its own. At the beginning, where the code stands, the client has time to read each by itself.
      if (this.wire.cut !== undefined) await (at < CODE ? pause(READ) : new Promise((resolve) => { setImmediate(resolve); }));
    }
  }

  async drip(bytes: Buffer): Promise<void> {
    for (const byte of bytes) {
      await this.push(Buffer.from([byte]));
      await pause(DRIP);
    }
  }

  async flood(text: Buffer, megabytes: number): Promise<void> {
    const piece = Buffer.alloc(Math.max(text.length, Math.floor(MEGABYTE / text.length) * text.length), text);
    for (let sent = 0; sent < megabytes * MEGABYTE && this.socket.writable; sent += piece.length) await this.push(piece);
  }

  async end(how: 'end' | 'reset' | 'silence'): Promise<void> {
    if (this.wire.linger !== undefined && how === 'end') await pause(this.wire.linger);
    this.over = true;
    if (how === 'end') this.socket.end();
    if (how === 'reset') reset(this.raw);
  }

  private async push(bytes: Buffer): Promise<void> {
    const { socket } = this;
    if (!socket.writable || socket.write(bytes)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
  }
}

function pause(milliseconds: number): Promise<void> { return new Promise((resolve) => { setTimeout(resolve, milliseconds); }); }
