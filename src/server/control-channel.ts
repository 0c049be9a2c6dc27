import type { Socket } from 'node:net';
import { ControlLineReader } from '../wire/control-line.ts';
import { TelnetFilter } from '../wire/telnet.ts';
import { requestOf, type Request } from './command-line.ts';

/** More unanswered commands than this, and the server stops reading until it has caught up. */
const AHEAD = 512;

/**
 * The server's end of a control connection: bytes in, requests out. Telnet commands are taken out and refused
 * (RFC 1123 §4.1.2.12), lines are cut at their ends whatever the segments were (§4.1.2.10).
 */
export class ControlChannel {
  readonly requests: Request[] = [];
  private readonly socket: Socket;
  private readonly telnet = new TelnetFilter();
  private readonly lines: ControlLineReader;
  private readonly canonical: (verb: string) => string;
  private out: Buffer[] = [];

  constructor(socket: Socket, lineLimit: number, canonical: (verb: string) => string) {
    this.socket = socket;
    this.canonical = canonical;
    this.lines = new ControlLineReader({ limit: lineLimit });
  }

  /** Takes what arrived; the requests that are complete join `requests`. */
  take(chunk: Buffer): void {
    const { data, replies } = this.telnet.push(chunk);
    if (replies.length > 0) this.socket.write(replies);
    for (const line of this.lines.push(data)) this.requests.push(requestOf(line, this.canonical));
    if (this.requests.length > AHEAD) this.socket.pause();
  }

  /** The next request that `ready` lets through, in order; a slow client is read on once the queue is short. */
  next(ready: (request: Request) => boolean): Request | undefined {
    const at = this.requests.findIndex(ready);
    if (at < 0) return undefined;
    const [request] = this.requests.splice(at, 1);
    if (this.requests.length < AHEAD / 2 && this.socket.isPaused()) this.socket.resume();
    return request;
  }

  /** Holds a reply until `flush`, so that the answers to pipelined commands share a segment. */
  reply(bytes: Buffer): void { this.out.push(bytes); }

  flush(): void {
    if (this.out.length === 0) return;
    const bytes = this.out.length === 1 ? this.out[0]! : Buffer.concat(this.out);
    this.out = [];
    if (this.socket.writable) this.socket.write(bytes);
  }
}
