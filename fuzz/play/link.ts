import { connect, type Socket } from 'node:net';
import { ReplyReader, type Reply } from '../../src/wire/reply.ts';
import { TelnetFilter } from '../../src/wire/telnet.ts';
import type { WireLog } from './wire-log.ts';

/** How a connection stands. */
export type Standing = 'connecting' | 'open' | 'ended' | 'reset' | 'refused';

/** Replies that a server may send in one session; a flood is cut off there. */
const FLOOD = 5000;

/** A control connection that tells of everything that comes as it comes. Never throws. */
export class Link {
  standing: Standing = 'connecting';
  /** Bytes received that are no whole reply yet. */
  get rest(): Buffer { return this.reader.rest; }
  /** Answers to Telnet options that were counted: IAC WONT x or IAC DONT x. */
  refusals = 0;
  private readonly socket: Socket;
  private readonly reader = new ReplyReader();
  private readonly telnet = new TelnetFilter();
  private replies = 0;

  constructor(place: { readonly host: string; readonly port: number; readonly localAddress?: string }, session: number, log: WireLog, tell: { readonly reply: (reply: Reply) => void; readonly changed: () => void }) {
    this.socket = connect({ ...place, noDelay: true });
    this.socket.on('connect', () => { this.standing = 'open'; log.add(session, 'control', 'note', 'connected'); tell.changed(); });
    this.socket.on('data', (chunk: Buffer) => {
      log.add(session, 'control', 'received', chunk);
      let text = chunk;
      if (chunk.includes(0xff)) {
        for (let at = chunk.indexOf(0xff); at >= 0 && at < chunk.length - 1; at = chunk.indexOf(0xff, at + 2)) if (chunk[at + 1] === 0xfc || chunk[at + 1] === 0xfe) this.refusals += 1;
        text = this.telnet.push(chunk).data;
      }
      for (const reply of this.reader.push(text)) {
        this.replies += 1;
        if (this.replies <= FLOOD) tell.reply(reply);
        else this.socket.destroy();
      }
      tell.changed();
    });
    this.socket.on('end', () => { if (this.standing === 'open') this.standing = 'ended'; log.add(session, 'control', 'note', 'closed by the server'); tell.changed(); });
    this.socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.standing !== 'ended') this.standing = this.standing === 'connecting' ? 'refused' : 'reset';
      log.add(session, 'control', 'note', `broken: ${error.code ?? error.message}`);
      tell.changed();
    });
    this.socket.on('close', () => { if (this.standing === 'open' || this.standing === 'connecting') this.standing = 'ended'; tell.changed(); });
    this.write = (bytes) => {
      if (!this.socket.writable) return;
      log.add(session, 'control', 'sent', bytes);
      this.socket.write(bytes);
    };
  }

  readonly write: (bytes: Buffer) => void;

  get localAddress(): string { return (this.socket.localAddress ?? '127.0.0.1').replace(/^::ffff:/i, ''); }

  /** True while the system has not taken what was written. */
  get blocked(): boolean { return this.socket.writableLength > 0; }

  end(): void { this.socket.end(); }
  drop(): void { if (!this.socket.destroyed) this.socket.resetAndDestroy(); }
  destroy(): void { this.socket.destroy(); }
}
