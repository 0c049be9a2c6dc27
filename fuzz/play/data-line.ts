import { connect, type Socket } from 'node:net';
import { secureClient } from '../../src/client/tls-client.ts';
import type { TlsLayer } from '../../src/tls/tls-layer.ts';
import { readBuffer } from './read-buffer.ts';
import type { WireLog } from './wire-log.ts';

/** Bytes kept of one data connection; the rest is counted. */
const KEPT = 2 ** 20;

/** One data connection of a session. Never throws. */
export class DataLine {
  standing: 'connecting' | 'open' | 'ended' | 'reset' | 'refused' = 'connecting';
  /** We have stopped reading. */
  stalled = false;
  /** Our side is ended. */
  finished = false;
  /** Bytes received in all. */
  received = 0;
  private readonly chunks: Buffer[] = [];
  /** TLS has begun, or was to begin; why it could not, or null. */
  secured = false;
  unprotected: string | null = null;
  /** The handshake has succeeded; whether a session was offered to be resumed, and was; what the certificate is, where one was shown. */
  shaken = false;
  offered = false;
  resumed = false;
  fingerprint: string | null = null;
  private layer: TlsLayer | null = null;
  /** What our side reads and writes, and what lies beneath it. */
  private socket: Socket;
  private readonly raw: Socket;
  private readonly handed: boolean;
  private readonly tell: { readonly session: number; readonly log: WireLog; readonly changed: () => void };

  /** @param handed what comes is handed over, and not read as a stream */
  private constructor(socket: Socket, session: number, log: WireLog, changed: () => void, handed: boolean) {
    this.socket = socket;
    this.raw = socket;
    this.handed = handed;
    this.tell = { session, log, changed };
    if (!socket.connecting) this.standing = 'open';
    socket.on('connect', () => { this.standing = 'open'; log.add(session, 'data', 'note', 'connected'); changed(); });
    this.listen(socket);
  }

  private listen(socket: Socket): void {
    const { session, log, changed } = this.tell;
    if (socket !== this.raw || !this.handed) socket.on('data', (chunk: Buffer) => this.arrived(chunk));
    socket.on('end', () => {
      if (this.standing === 'open') this.standing = 'ended';
      log.add(session, 'data', 'note', 'closed by the server');
      // To close_notify TLS wants one back (RFC 5246 §7.2.1), and a server may wait for it.
      if (socket !== this.raw && this.shaken) this.end();
      changed();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.standing !== 'ended') this.standing = this.standing === 'connecting' ? 'refused' : 'reset';
      log.add(session, 'data', 'note', `broken: ${error.code ?? error.message}`);
      changed();
    });
    socket.on('close', () => { if (this.standing === 'open' || this.standing === 'connecting') this.standing = 'ended'; this.finished = true; changed(); });
  }

  private arrived(chunk: Buffer): void {
    const { session, log, changed } = this.tell;
    if (this.received < KEPT) this.chunks.push(chunk);
    this.received += chunk.length;
    log.add(session, 'data', 'received', chunk);
    changed();
  }

  static connect(host: string, port: number, session: number, log: WireLog, changed: () => void): DataLine {
    // What lies over the socket reads it as a stream.
    const take = (chunk: Buffer): boolean => { if (!line.secured) line.arrived(chunk); return !line.secured || line.raw.push(chunk); };
    const line: DataLine = new DataLine(connect({ host, port, noDelay: true, allowHalfOpen: true, onread: readBuffer(take) }), session, log, changed, true);
    return line;
  }

  /** A connection that came from the server. */
  static accepted(socket: Socket, session: number, log: WireLog, changed: () => void): DataLine { return new DataLine(socket, session, log, changed, false); }

  /**
   * Begins TLS as its client, as soon as the connection stands.
   * @param ticket of a session to be resumed; null for a handshake in full
   */
  secure(ticket: Buffer | null): void {
    if (this.secured || this.over) return;
    this.secured = true;
    const { session, log, changed } = this.tell;
    for (const event of ['data', 'end', 'error', 'close']) this.raw.removeAllListeners(event);
    this.layer = secureClient(this.raw, ticket);
    const { socket } = this.layer;
    this.offered = ticket !== null;
    socket.once('secureConnect', () => {
      this.shaken = true;
      this.resumed = socket.isSessionReused();
      if (!this.offered) this.fingerprint = socket.getPeerX509Certificate()?.fingerprint256 ?? null;
      log.add(session, 'data', 'note', this.resumed ? 'TLS, resumed' : 'TLS');
      changed();
    });
    socket.on('error', (error: Error) => { if (!this.shaken && /SSL|TLS|wrong version|packet length/i.test(error.message)) this.unprotected = error.message.slice(0, 100); });
    this.socket = socket;
    this.listen(socket);
  }

  /** Ends our side without the farewell of TLS. */
  cut(body: Buffer): void {
    this.finished = true;
    this.socket.write(body, () => this.raw.end());
  }

  /** The server has said close_notify. */
  get saidFarewell(): boolean { return this.layer?.saidFarewell === true; }

  /** Neither side will send any more, or the connection is gone. */
  get over(): boolean { return this.standing !== 'open' && this.standing !== 'connecting'; }

  /** The connection is taken down on this side. */
  get gone(): boolean { return this.raw.destroyed; }

  /** The first MiB of what came. */
  get bytes(): Buffer { return Buffer.concat(this.chunks); }

  send(body: Buffer): void { if (this.socket.writable) this.socket.write(body); }
  end(): void { this.finished = true; if (this.socket.writable) this.socket.end(); }
  stall(): void {
    this.stalled = true;
    this.socket.pause();
  }
  flow(): void { this.socket.resume(); }
  reset(): void { this.finished = true; if (!this.raw.destroyed) this.raw.resetAndDestroy(); }
  destroy(): void { this.finished = true; this.socket.destroy(); this.raw.destroy(); }
}
