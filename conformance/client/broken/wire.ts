import { connect, type Socket } from 'node:net';

/** A connection for small clients: bytes out, bytes in, each wait with an end. */
export class Wire {
  readonly socket: Socket;
  private readonly patience: number;
  private held = Buffer.alloc(0);
  private over = false;
  private wake: (() => void) | null = null;

  private constructor(socket: Socket, patience: number) {
    this.socket = socket;
    this.patience = patience;
    const end = (): void => { this.over = true; this.wake?.(); };
    // Nothing is read ahead: what a client leaves unread its server sees.
    socket.on('data', (chunk: Buffer) => { socket.pause(); this.held = Buffer.concat([this.held, chunk]); this.wake?.(); });
    socket.on('end', end).on('close', end).on('error', end);
  }

  /** @param patience milliseconds that a wait may take */
  static open(host: string, port: number, patience: number): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      socket.once('error', reject).once('connect', () => { socket.off('error', reject); resolve(new Wire(socket, patience)); });
    });
  }

  write(data: string | Uint8Array): void { if (this.socket.writable) this.socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data); }

  /** Up to and with LF, as text of one character a byte. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.held.indexOf('\n');
      if (end >= 0) return this.cut(end + 1).toString('latin1');
      await this.more();
    }
  }

  async bytes(count: number): Promise<Buffer> {
    while (this.held.length < count) await this.more();
    return this.cut(count);
  }

  /** What is there, once something is, and no more than asked for. */
  async some(most = Infinity): Promise<Buffer> {
    while (this.held.length === 0) await this.more();
    return this.cut(Math.min(most, this.held.length));
  }

  /** Everything up to the end of the connection; a reset is an error. */
  async rest(): Promise<Buffer> {
    while (!this.over) await this.more();
    if (this.socket.errored !== null) throw new Error('the connection was reset');
    return this.cut(this.held.length);
  }

  /** Ends our side once all is sent. */
  finish(): Promise<void> {
    return new Promise((resolve) => { this.socket.resume().end(() => resolve()); this.socket.once('close', () => resolve()); });
  }

  private cut(count: number): Buffer {
    const bytes = this.held.subarray(0, count);
    this.held = this.held.subarray(count);
    return Buffer.from(bytes);
  }

  private more(): Promise<void> {
    if (this.over) return Promise.reject(new Error('the connection was closed'));
    this.socket.resume();
    return new Promise((resolve, reject) => {
      const timer = Number.isFinite(this.patience) ? setTimeout(() => { this.wake = null; reject(new Error('timed out')); }, this.patience) : undefined;
      this.wake = () => { clearTimeout(timer); this.wake = null; resolve(); };
    });
  }
}
