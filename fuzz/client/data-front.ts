import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { reset } from '../../conformance/client/reset.ts';
import type { Cover } from './cover.ts';
import type { Carried, Exchange } from './exchange.ts';
import { hostileLines } from './hostile-lines.ts';
import type { Trick } from './scenario.ts';

/** Bytes of a transfer that are kept. */
const KEPT = 4 * 2 ** 20;
/** What comes behind a file that has ended already, and how late what is late is, in milliseconds. */
const MORE = Buffer.from('more than there is\r\n');
const LATE = 40;
/** Milliseconds in which the client reads what came before a reset: of both together Node sees an end (libuv reports the hang-up after a partial read as one). */
const READ = 60;

export interface DataFrontOptions {
  readonly exchange: Exchange;
  /** Port of the server itself. */
  readonly target: number;
  /** What to do to the connection of that number. */
  readonly tricks: (number: number) => readonly Trick[];
  /** The command that the client has sent last. */
  readonly verb: () => string;
  /** TLS, where that was agreed on for data. */
  readonly cover: () => Cover | null;
}

/** A passive port between server and client: passes one data connection on, as the tricks will have it, and notes what went over it. */
export class DataFront {
  private readonly server: Server;
  private readonly options: DataFrontOptions;
  private readonly sockets = new Set<Socket>();

  private constructor(options: DataFrontOptions) {
    this.options = options;
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.join(client));
  }

  static async open(options: DataFrontOptions): Promise<DataFront> {
    const front = new DataFront(options);
    await new Promise<void>((resolve) => { front.server.listen(0, '127.0.0.1', resolve); });
    return front;
  }

  get port(): number { return (this.server.address() as AddressInfo).port; }

  stop(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private join(raw: Socket): void {
    this.server.close();
    const { exchange, target, tricks, verb, cover } = this.options;
    const layer = cover()?.put(raw) ?? null;
    const client: Socket = layer?.socket ?? raw;
    const carried: Carried = { verb: '', toClient: [], sent: 0, received: 0, ended: 'open', secured: layer !== null };
    const number = exchange.carried.push(carried);
    const mine = tricks(number);
    const server = connect({ host: '127.0.0.1', port: target, allowHalfOpen: true, noDelay: true });
    exchange.note(number, 'data', 'the client connects');
    for (const socket of [raw, server]) this.sockets.add(socket.on('error', () => {}).once('close', () => this.sockets.delete(socket)));
    const data = mine.find((one) => one.trick === 'data');
    const listing = mine.find((one) => one.trick === 'listing');
    const after = data === undefined || ['stays open', 'more', 'late', 'unannounced'].includes(data.how) ? Infinity : data.after;

    const stop = (): void => {
      if (carried.ended !== 'open' || data === undefined) return;
      // Before the first byte there may be no handshake to wait for.
      if (data.how === 'end') { carried.ended = 'end'; (carried.sent + carried.received === 0 ? raw : client).end(); }
      if (data.how === 'reset') { carried.ended = 'reset'; setTimeout(() => reset(raw), carried.sent > 0 ? READ : 0); }
      exchange.note(number, 'data', data.how === 'silence' ? 'nothing more is sent' : `the server breaks it off (${data.how})`);
      // One that is not told goes on as if all were well.
      if (data.known) reset(server);
      else server.resume();
    };
    const send = (bytes: Buffer): void => {
      carried.verb ||= verb();
      const room = Math.max(0, after - carried.sent);
      const piece = bytes.subarray(0, room);
      if (piece.length > 0 && carried.ended === 'open' && client.writable) {
        carried.sent += piece.length;
        if (carried.sent <= KEPT) carried.toClient.push(piece);
        exchange.wire(number, 'data', 'received', piece);
        if (!client.write(piece)) { server.pause(); client.once('drain', () => server.resume()); }
      }
      if (piece.length < bytes.length || room === bytes.length) if (after !== Infinity) stop();
    };
    const end = (): void => {
      carried.verb ||= verb();
      if (listing !== undefined && isListing(verb())) send(Buffer.from(hostileLines(verb(), listing.entries), 'latin1'));
      if (data?.how === 'more') send(MORE);
      if (data?.how === 'silence' || data?.how === 'stays open') return;
      if (carried.ended !== 'open') return;
      carried.ended = 'end';
      // Without the farewell of TLS, when all that was written is out.
      if (data?.how === 'unannounced' && layer !== null) client.write(Buffer.alloc(0), () => raw.end());
      else client.end();
    };
    const later = (work: () => void): void => { if (data?.how === 'late') setTimeout(work, LATE); else work(); };

    if (after === 0) stop();
    server.on('data', (chunk: Buffer) => later(() => send(chunk)));
    server.on('end', () => later(end));
    server.on('close', () => { if (server.errored !== null && carried.ended === 'open' && data?.how !== 'silence') { carried.ended = 'reset'; reset(raw); } });
    client.on('data', (chunk: Buffer) => {
      carried.verb ||= verb();
      carried.received += chunk.length;
      exchange.wire(number, 'data', 'sent', chunk);
      if (carried.received > after) return stop();
      if (data?.how === 'silence' && after === 0) client.pause();
      else if (server.writable && !server.write(chunk)) { client.pause(); server.once('drain', () => client.resume()); }
    });
    client.on('end', () => server.end());
    client.on('close', () => { if (carried.ended === 'open') exchange.note(number, 'data', 'the client closes'); server.destroySoon(); });
  }
}

function isListing(verb: string): boolean { return ['LIST', 'MLSD', 'NLST'].includes(verb); }
