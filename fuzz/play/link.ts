import { connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { handshake, secureClient } from '../../src/client/tls-client.ts';
import type { TlsLayer } from '../../src/tls/tls-layer.ts';
import { ReplyReader, type Reply } from '../../src/wire/reply.ts';
import { TelnetFilter } from '../../src/wire/telnet.ts';
import { readBuffer } from './read-buffer.ts';
import type { WireLog } from './wire-log.ts';

/** How a connection stands. */
export type Standing = 'connecting' | 'open' | 'ended' | 'reset' | 'refused';

/** Replies that a server may send in one session; a flood is cut off there. */
const FLOOD = 5000;

/** Who is told of what comes. */
interface Tell { readonly reply: (reply: Reply) => void; readonly changed: () => void }

/** A control connection that tells of everything that comes as it comes. Never throws. */
export class Link {
  standing: Standing = 'connecting';
  /** Bytes received that are no whole reply yet. */
  get rest(): Buffer { return this.reader.rest; }
  /** Answers to Telnet options that were counted: IAC WONT x or IAC DONT x. */
  get refusals(): number { return this.telnet.refusals; }
  private socket: Socket;
  private readonly raw: Socket;
  private layer: TlsLayer | null = null;
  /** Nothing lies over the socket, and it is read here. */
  private bare = true;
  private reader = new ReplyReader();
  private readonly telnet = new TelnetFilter();
  private replies = 0;
  private readonly tell: Tell;
  private readonly number: number;
  private readonly log: WireLog;

  constructor(place: { readonly host: string; readonly port: number; readonly localAddress?: string }, session: number, log: WireLog, tell: Tell) {
    // What lies over the socket reads it as a stream.
    this.raw = connect({ ...place, noDelay: true, onread: readBuffer((chunk) => { if (this.bare) this.arrived(chunk); return this.bare || this.raw.push(chunk); }) });
    this.socket = this.raw;
    this.tell = tell;
    this.number = session;
    this.log = log;
    this.raw.on('connect', () => { this.standing = 'open'; log.add(session, 'control', 'note', 'connected'); tell.changed(); });
    this.listen(this.raw);
  }

  private listen(socket: Socket): void {
    this.bare = socket === this.raw;
    if (!this.bare) socket.on('data', (chunk: Buffer) => this.arrived(chunk));
    socket.on('end', () => { if (this.standing === 'open') this.standing = 'ended'; this.note('closed by the server'); });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.standing !== 'ended') this.standing = this.standing === 'connecting' ? 'refused' : 'reset';
      this.note(`broken: ${error.code ?? error.message}`);
    });
    socket.on('close', () => { if (this.standing === 'open' || this.standing === 'connecting') this.standing = 'ended'; this.tell.changed(); });
  }

  private arrived(chunk: Buffer): void {
    this.log.add(this.number, 'control', 'received', chunk);
    for (const reply of this.reader.push(this.telnet.push(chunk).data)) {
      this.replies += 1;
      if (this.replies <= FLOOD) this.tell.reply(reply);
      else this.socket.destroy();
    }
    this.tell.changed();
  }

  private note(text: string): void {
    this.log.add(this.number, 'control', 'note', text);
    this.tell.changed();
  }

  /** @param text one character a byte */
  write(text: string): void {
    if (!this.socket.writable) return;
    this.log.add(this.number, 'control', 'sent', text);
    this.socket.write(text, 'latin1');
  }

  /** The TLS session, as another connection may resume it; null where there is none. */
  ticket: Buffer | null = null;

  /** Of the server's certificate; null without TLS. */
  get fingerprint(): string | null { return this.layer?.socket.getPeerX509Certificate()?.fingerprint256 ?? null; }

  /** TLS lies over the connection. */
  get secured(): boolean { return this.socket !== this.raw; }

  /** Begins TLS as its client; null when it stands, otherwise why not. */
  async secure(deadline: number): Promise<string | null> {
    for (const event of ['end', 'error', 'close']) this.raw.removeAllListeners(event);
    this.bare = false;
    const layer = secureClient(this.raw, null);
    // What happens before we listen again is told by the end of the connection.
    for (const socket of [this.raw, layer.socket]) socket.on('error', () => {});
    layer.socket.on('session', (ticket: Buffer) => { this.ticket = ticket; });
    const problem = await handshake(layer, deadline);
    this.layer = layer;
    this.socket = layer.socket;
    this.reader = new ReplyReader();
    this.listen(layer.socket);
    this.note(problem === null ? 'TLS' : `no TLS: ${problem}`);
    if (problem !== null) this.raw.destroy();
    return problem;
  }

  /** Takes TLS off, as the server does after the reply that said so. */
  async uncover(): Promise<void> {
    const { layer } = this;
    if (layer === null) return;
    layer.socket.removeAllListeners('close').removeAllListeners('end');
    const rest = await layer.takeOff();
    this.layer = null;
    this.socket = this.raw;
    this.listen(this.raw);
    this.note('TLS is taken off');
    if (rest === null) this.standing = 'ended';
    else if (rest.length > 0) this.arrived(rest);
    this.raw.resume();
    this.tell.changed();
  }

  /** Asks for another handshake (TLS 1.2); whatever comes of it. */
  renegotiate(): void {
    this.note('asks for another handshake');
    if (this.socket instanceof TLSSocket && !this.socket.destroyed) this.socket.renegotiate({ rejectUnauthorized: false }, () => this.tell.changed());
  }

  /** Writes beneath TLS, and ends our side. */
  cut(bytes: Buffer): void {
    this.log.add(this.number, 'control', 'sent', bytes);
    if (this.raw.writable) this.raw.end(bytes);
  }

  get localAddress(): string { return (this.raw.localAddress ?? '127.0.0.1').replace(/^::ffff:/i, ''); }

  /** True while the system has not taken what was written. */
  get blocked(): boolean { return this.socket.writableLength > 0; }

  /** Our end of the connection: nobody listens there. */
  get localPort(): number { return this.raw.localPort ?? 0; }

  end(): void { this.socket.end(); }
  drop(): void { if (!this.raw.destroyed) this.raw.resetAndDestroy(); }
  destroy(): void { this.socket.destroy(); this.raw.destroy(); }
}
