import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Wire } from '../../conformance/legal/relay.ts';
import { parseCommand } from '../../src/wire/command.ts';
import { formatHostPort } from '../../src/wire/host-port.ts';
import { ReplyReader, type Reply } from '../../src/wire/reply.ts';
import { namedPort } from '../play/named-port.ts';
import type { Cover } from './cover.ts';
import { DataFront } from './data-front.ts';
import type { Exchange } from './exchange.ts';
import { Outlet } from './outlet.ts';
import type { ReplyTrick, Trick } from './scenario.ts';

/** An address of this machine where no server is that the client has spoken to. */
const STRANGER = '127.0.0.9';
/** A port that nobody listens on. */
const CLOSED = 1;
/** Bytes of a command line that are looked at. */
const LINE = 16_384;

/** One control connection. */
interface Line {
  readonly number: number;
  readonly outlet: Outlet;
  /** The last command that came on it, how often that came so far on all, and how many replies it had. */
  last: { readonly verb: string; readonly argument: string; readonly count: number; replies: number };
  /** The client has ended it: what the server does now is no news. */
  left: boolean;
  /** What floods in again and again: an answer to whatever is asked meanwhile. */
  flood: Buffer | null;
  /** The last bytes that the client was told; whether TLS lies over the connection, and is to lie over those for data. */
  told: Buffer;
  secured: boolean;
  privateData: boolean;
}

type AddressTrick = Extract<Trick, { trick: 'address' }>;

/**
 * Where the client connects, for commands and for data: the server's replies pass through here, in the pieces and the pace of its
 * wire, and become what the tricks make of them.
 */
export class Front {
  private readonly server: Server;
  private readonly stranger: Server;
  private readonly sockets = new Set<Socket>();
  private readonly data = new Set<DataFront>();
  private readonly seen = new Map<string, number>();
  private readonly exchange: Exchange;
  private readonly target: number;
  private readonly tricks: readonly Trick[];
  private readonly plain: boolean;
  private readonly cover: Cover | null;
  private connections = 0;
  private passive = 0;

  private constructor(target: number, exchange: Exchange, tricks: readonly Trick[], wire: () => Wire, plain: boolean, cover: Cover | null) {
    this.target = target;
    this.exchange = exchange;
    this.tricks = tricks;
    this.plain = plain;
    this.cover = cover;
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.join(client, wire()));
    this.stranger = createServer((socket) => {
      exchange.strangers += 1;
      exchange.note(this.connections, 'data', `the client connects to ${STRANGER}`);
      socket.on('error', () => {}).destroy();
    });
  }

  /**
   * @param plain an address stands in a reply of one line: RFC 2428 §3 gives 229 as one, and no document says on which of several lines programs look for it
   * @param cover TLS for clients that ask for it; null for none
   */
  static async start(target: number, exchange: Exchange, tricks: readonly Trick[], wire: () => Wire, plain = false, cover: Cover | null = null): Promise<Front> {
    const front = new Front(target, exchange, tricks, wire, plain, cover);
    await new Promise<void>((resolve) => { front.server.listen(0, '127.0.0.1', resolve); });
    // Only where another address of the machine is wanted: not every system has it.
    if (tricks.some((one) => one.trick === 'address' && one.host === 'stranger')) await new Promise<void>((resolve) => { front.stranger.once('error', () => resolve()).listen(0, STRANGER, resolve); });
    return front;
  }

  get port(): number { return (this.server.address() as AddressInfo).port; }

  stop(): void {
    this.server.close();
    this.stranger.close();
    for (const data of this.data) data.stop();
    for (const socket of this.sockets) socket.destroy();
  }

  private join(client: Socket, wire: Wire): void {
    const number = (this.connections += 1);
    this.exchange.connections = number;
    const server = connect({ host: '127.0.0.1', port: this.target, allowHalfOpen: true, noDelay: true });
    for (const socket of [client, server]) this.sockets.add(socket.on('error', () => {}).once('close', () => this.sockets.delete(socket)));
    const outlet = new Outlet(client, wire);
    const on: Line = { number, outlet, last: { verb: '', argument: '', count: this.count(''), replies: 0 }, left: false, flood: null, told: Buffer.alloc(0), secured: false, privateData: false };
    const replies = new ReplyReader();
    let line = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      this.exchange.wire(number, 'control', 'sent', chunk);
      line = Buffer.concat([line, chunk]);
      for (let end = line.indexOf('\n'); end !== -1; end = line.indexOf('\n')) {
        const verb = this.command(line.subarray(0, end), on);
        const own = on.secured && verb === 'AUTH' ? null : (this.cover?.answer(verb) ?? null);
        if (own !== null) void outlet.after(() => this.ofTls(own, on, begin));
        else if (this.cover !== null) server.write(line.subarray(0, end + 1));
        line = line.subarray(end + 1);
      }
      if (line.length > LINE) line = Buffer.alloc(0);
      if (this.cover === null) server.write(chunk);
    };
    const listen = (socket: Socket): void => void socket.on('data', take).on('end', over).on('close', over);
    const over = (): void => { on.left = true; server.end(); if (client.destroyed) { outlet.over = true; server.destroySoon(); } };
    const begin = (): void => {
      client.off('data', take).off('end', over).off('close', over);
      line = Buffer.alloc(0);
      on.secured = true;
      this.exchange.said.push({ what: 'protected', connection: number });
      const { socket } = this.cover!.put(client);
      outlet.goesOver(socket);
      client.once('close', over);
      listen(socket);
    };
    if (this.cover?.implicit === true) begin();
    else listen(client);
    server.on('data', (chunk: Buffer) => { for (const reply of replies.push(chunk)) void outlet.after(() => this.reply(reply, on)); });
    server.on('end', () => void outlet.after(() => this.end(on, 'end'))).on('close', () => { if (server.errored !== null) client.destroy(); });
  }

  /** Answers what belongs to TLS: the server behind knows nothing of it. */
  private async ofTls(reply: Reply, on: Line, begin: () => void): Promise<void> {
    const { verb, argument } = on.last;
    await this.reply(reply, on);
    const done = on.told.toString('latin1', 0, 1) === '2' && !on.outlet.over;
    if (verb === 'AUTH' && done) begin();
    if (verb === 'PROT') on.privateData = done && /^p$/i.test(argument);
  }

  private command(bytes: Buffer, on: Line): string {
    const { verb, argument } = parseCommand(bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes);
    on.last = { verb, argument: argument ?? '', count: this.count(verb), replies: 0 };
    this.exchange.said.push({ what: 'command', connection: on.number, verb, argument: argument ?? '' });
    if (on.flood !== null) this.heard(on.flood, on, false);
    return verb;
  }

  private count(verb: string): number {
    const count = (this.seen.get(verb) ?? 0) + 1;
    this.seen.set(verb, count);
    return count;
  }

  private async reply(reply: Reply, on: Line): Promise<void> {
    const { verb, count } = on.last;
    const first = (on.last.replies += 1) === 1;
    const final = reply.code >= 200;
    const trick = this.tricks.find((one) => one.trick === 'reply' && one.on === verb && (one.nth === 0 || one.nth === count) && (one.turn === 'first' ? first : final));
    const bytes = await this.addressed(reply, on);
    if (trick?.trick === 'reply') return this.play(trick.reply, bytes, on);
    await this.say(bytes, on);
  }

  private async play(trick: ReplyTrick, bytes: Buffer, on: Line): Promise<void> {
    switch (trick.do) {
      case 'code': return this.say(Buffer.from(bytes.toString('latin1').replace(/^\d{3}/gm, String(trick.code).padStart(3, '0')), 'latin1'), on);
      case 'replace': return this.say(Buffer.from(trick.text, 'latin1'), on);
      case 'before': return this.say(Buffer.concat([Buffer.from(trick.text, 'latin1'), bytes]), on);
      case 'behind': return this.say(Buffer.concat([bytes, Buffer.from(trick.text, 'latin1')]), on);
      case 'twice': return this.say(Buffer.concat([bytes, bytes]), on);
      case 'drip':
        this.heard(bytes, on);
        return on.outlet.drip(bytes);
      case 'cut':
        await this.say(bytes.subarray(0, trick.after), on);
        return this.end(on, trick.ending);
      case 'flood':
        this.exchange.note(on.number, 'control', `the server says this for ${trick.megabytes} MiB: ${JSON.stringify(trick.text.slice(0, 80))}`);
        on.flood = Buffer.from(trick.text, 'latin1');
        this.heard(on.flood, on, false);
        await on.outlet.flood(on.flood, trick.megabytes);
        return this.end(on, 'end');
    }
  }

  private async say(bytes: Buffer, on: Line): Promise<void> {
    this.heard(bytes, on);
    if (bytes.length > 0) await on.outlet.write(bytes);
  }

  /** Notes what the client is told, before it can act on it. */
  private heard(bytes: Buffer, on: Line, logged = true): void {
    on.told = bytes;
    if (logged) this.exchange.wire(on.number, 'control', 'received', bytes);
    const reader = new ReplyReader();
    for (const { code, raw } of reader.push(bytes)) this.exchange.said.push({ what: 'reply', connection: on.number, code, text: raw.toString('utf8'), to: on.last.verb });
    if (reader.rest.length > 0) this.exchange.said.push({ what: 'part', connection: on.number });
  }

  private async end(on: Line, how: 'end' | 'reset' | 'silence'): Promise<void> {
    if (!on.left) this.exchange.note(on.number, 'control', how === 'silence' ? 'the server says nothing more' : how === 'end' ? 'the server closes the connection' : 'the server resets the connection');
    if (how !== 'silence' && !on.left) this.exchange.said.push({ what: 'closed', connection: on.number });
    await on.outlet.end(how);
  }

  /** A reply that names a passive port names ours, or what a trick says. */
  private async addressed(reply: Reply, on: Line): Promise<Buffer> {
    const raw = reply.raw.toString('latin1');
    const text = this.plain ? raw.replace(/^(\d{3})-(.*\r\n)[^]*$/, '$1 $2') : raw;
    const port = namedPort(reply);
    if (port === undefined || port === null) return reply.raw;
    this.passive += 1;
    const at = this.passive;
    const asked = this.tricks.find((one): one is AddressTrick => one.trick === 'address' && (one.nth === 0 || one.nth === at));
    const front = await DataFront.open({
      exchange: this.exchange, target: port, verb: () => on.last.verb, cover: () => (on.privateData ? this.cover : null),
      tricks: (which) => this.tricks.filter((one) => (one.trick === 'data' || one.trick === 'listing') && (one.nth === 0 || one.nth === which)),
    });
    this.data.add(front);
    const named = this.named(asked, front.port);
    this.exchange.note(on.number, 'data', `port ${named.port}${named.host === null ? '' : ` of ${named.host}`} is named`);
    if (reply.code === 229) return Buffer.from(text.replace(/(.)\1\1\d+\1/, (_, mark: string) => `${mark}${mark}${mark}${named.port}${mark}`), 'latin1');
    return Buffer.from(text.replace(/(\d{1,3}(?:,\d{1,3}){3})((?:,\d{1,3}){2})/, (_, host: string) => `${named.host === null ? host : named.host.replaceAll('.', ',')}${formatHostPort('', named.port)}`), 'latin1');
  }

  private named(asked: AddressTrick | undefined, own: number): { readonly host: string | null; readonly port: number } {
    const host = asked?.host === 'stranger' ? STRANGER : null;
    switch (asked?.port) {
      case undefined: return { host, port: own };
      case 'own': return { host, port: host === null || !this.stranger.listening ? own : (this.stranger.address() as AddressInfo).port };
      case 'closed': return { host, port: CLOSED };
      case 'control': return { host, port: this.port };
      default: return { host, port: asked!.port };
    }
  }
}
