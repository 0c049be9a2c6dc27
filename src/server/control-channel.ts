import type { Socket } from 'node:net';
import { ControlLineReader } from '../wire/control-line.ts';
import { TelnetFilter } from '../wire/telnet.ts';
import type { Channel } from './channel.ts';
import { requestOf, type Request } from './command-line.ts';

/** More unanswered commands than this, and the server stops reading until it has caught up. */
const AHEAD = 512;
/** Bytes of replies that share a segment when the commands were pipelined. */
const SEGMENT = 16 * 1024;
/** Bytes of replies that a client may leave unread before the server stops reading and answering. */
const UNREAD = 256 * 1024;

/**
 * The server's end of a control connection: bytes in, requests out. Telnet commands are taken out and refused
 * (RFC 1123 §4.1.2.12), lines are cut at their ends whatever the segments were (§4.1.2.10). A client that sends without
 * reading has to wait, so that it costs bounded memory.
 */
export class ControlChannel implements Channel {
  readonly requests: Request[] = [];
  /** Whether the client has to read before anything more is answered. */
  blocked = false;
  private readonly socket: Socket;
  private readonly lineLimit: number;
  private telnet = new TelnetFilter();
  private lines: ControlLineReader;
  private readonly canonical: (verb: string) => string;
  private out: Buffer[] = [];
  private held = 0;

  constructor(socket: Socket, lineLimit: number, canonical: (verb: string) => string) {
    this.socket = socket;
    this.canonical = canonical;
    this.lineLimit = lineLimit;
    this.lines = new ControlLineReader({ limit: lineLimit });
    socket.on('drain', () => this.readOn());
  }

  /** Takes what arrived; the requests that are complete join `requests`. */
  take(chunk: Buffer): void {
    const { data, replies } = this.telnet.push(chunk);
    if (replies.length > 0 && this.socket.writable) this.socket.write(replies);
    for (const line of this.lines.push(data)) this.requests.push(requestOf(line, this.canonical));
    if (this.requests.length > AHEAD || this.unread) this.socket.pause();
  }

  forget(): void {
    this.requests.length = 0;
    this.telnet = new TelnetFilter();
    this.lines = new ControlLineReader({ limit: this.lineLimit });
  }

  /** The next request that `ready` lets through, in order; a slow client is read on once the queue is short. */
  next(ready: (request: Request) => boolean): Request | undefined {
    const at = this.requests.findIndex(ready);
    if (at < 0) return undefined;
    const [request] = this.requests.splice(at, 1);
    this.readOn();
    return request;
  }

  /** Holds a reply until `flush`, so that the answers to pipelined commands share a segment. */
  reply(bytes: Buffer): void {
    this.out.push(bytes);
    this.held += bytes.length;
    if (this.held >= SEGMENT) this.flush();
  }

  flush(): void {
    if (this.out.length === 0) return;
    const bytes = this.out.length === 1 ? this.out[0]! : Buffer.concat(this.out);
    this.out = [];
    this.held = 0;
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** Resolves when the client has read enough to be told more, or is gone. */
  async room(): Promise<void> {
    if (!this.unread) return;
    this.blocked = true;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.socket.off('drain', done).off('close', done);
        resolve();
      };
      this.socket.on('drain', done).on('close', done);
    });
    this.blocked = false;
  }

  private get unread(): boolean { return this.socket.writableLength > UNREAD && !this.socket.destroyed; }

  private readOn(): void {
    if (this.requests.length < AHEAD / 2 && !this.unread && this.socket.isPaused()) this.socket.resume();
  }
}
