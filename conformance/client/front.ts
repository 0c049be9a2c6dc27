import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Transcript } from '../../src/client/transcript.ts';

/** What happens on the way from the server to the client. */
export interface Way {
  /** `bytes`: each byte is sent by itself; `glued`: what comes within 60 ms is sent together. */
  readonly pace?: 'bytes' | 'glued';
  /** After so many bytes of the connection nothing more is passed on, and the connection ends so. */
  readonly cut?: { readonly after: number; readonly how: 'end' | 'silence' };
  /** Bytes changed as they pass. */
  readonly edit?: (chunk: Buffer) => Buffer;
}

const GLUE = 60;
const DRAIN = 1000;

/**
 * Where the client connects: passes everything on to the server and back, keeps the wire log, and does to the client what
 * a network or a failing server would. Data connections do not come through here.
 */
export class Front {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly ways: Passage[] = [];

  private constructor(server: Server) { this.server = server; }

  /** @param wayOf what happens on the connection of that number, from 1 */
  static async start(target: number, transcript: Transcript, wayOf: (connection: number) => Way): Promise<Front> {
    let connections = 0;
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      connections += 1;
      front.join(client, target, connections, transcript, wayOf(connections));
    });
    const front = new Front(server);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return front;
  }

  get port(): number { return (this.server.address() as AddressInfo).port; }

  /** From now on nothing reaches the client on the connection of that number; it ends so. */
  cut(connection: number, how: 'end' | 'silence'): void { this.ways[connection - 1]?.cut(how); }

  /** Waits until what the client said has reached the server and both have closed, but no longer than a second. */
  async drained(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, DRAIN); });
    const closed = [...this.sockets].map((socket) => new Promise<void>((resolve) => { socket.once('close', () => resolve()); }));
    await Promise.race([Promise.all(closed), late]);
    clearTimeout(timer);
  }

  stop(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private join(client: Socket, target: number, number: number, transcript: Transcript, way: Way): void {
    const server = connect({ host: '127.0.0.1', port: target, allowHalfOpen: true, noDelay: true });
    const passage = new Passage(client, way, (bytes) => transcript.record(number, 'control', 'received', bytes));
    this.ways.push(passage);
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    }
    client.on('data', (chunk: Buffer) => {
      transcript.record(number, 'control', 'sent', chunk);
      if (server.writable && !server.write(chunk)) { client.pause(); server.once('drain', () => client.resume()); }
    });
    client.on('end', () => { server.end(); passage.left(); });
    client.on('error', () => { transcript.record(number, 'control', 'note', 'the client reset the connection'); server.destroy(); });
    client.on('close', () => server.destroySoon());
    server.on('data', (chunk: Buffer) => {
      server.pause();
      void passage.send(chunk).then(() => server.resume());
    });
    server.on('end', () => void passage.end());
    server.on('error', () => client.destroy());
    server.on('close', () => void passage.end());
  }
}

/** Bytes on their way to the client, in order. */
class Passage {
  private readonly client: Socket;
  private readonly way: Way;
  private readonly sent: (bytes: Buffer) => void;
  private queue: Promise<void> = Promise.resolve();
  private passed = 0;
  private closed = false;
  private held: Buffer[] = [];

  constructor(client: Socket, way: Way, sent: (bytes: Buffer) => void) {
    this.client = client;
    this.way = way;
    this.sent = sent;
  }

  send(chunk: Buffer): Promise<void> { return (this.queue = this.queue.then(() => this.pass(this.way.edit?.(chunk) ?? chunk))); }

  async end(): Promise<void> {
    await (this.queue = this.queue.then(async () => {
      await this.release();
      if (!this.closed) this.client.end();
      this.closed = true;
    }));
  }

  cut(how: 'end' | 'silence'): void {
    if (this.closed) return;
    this.closed = true;
    if (how === 'end') this.client.end();
  }

  /** The client has ended its side: a silence need not go on. */
  left(): void { if (this.closed && this.client.writable) this.client.end(); }

  private async pass(chunk: Buffer): Promise<void> {
    const rest = this.way.cut === undefined ? Infinity : this.way.cut.after - this.passed;
    this.passed += chunk.length;
    const bytes = chunk.subarray(0, rest);
    if (this.way.pace === 'glued') this.glue(bytes);
    else await this.write(bytes, this.way.pace === 'bytes');
    if (bytes.length < chunk.length || rest === 0) this.cut(this.way.cut!.how);
  }

  private glue(bytes: Buffer): void {
    this.held.push(bytes);
    if (this.held.length === 1) setTimeout(() => void this.release(), GLUE);
  }

  private async release(): Promise<void> {
    const bytes = Buffer.concat(this.held);
    this.held = [];
    if (bytes.length > 0) await this.write(bytes, false);
  }

  private async write(bytes: Buffer, single: boolean): Promise<void> {
    if (this.closed || bytes.length === 0) return;
    this.sent(bytes);
    for (const piece of single ? bytes : [bytes]) {
      if (!this.client.writable) return;
      const flushed = this.client.write(typeof piece === 'number' ? Buffer.from([piece]) : piece);
      if (single) await new Promise((resolve) => { setImmediate(resolve); });
      if (!flushed) await drained(this.client);
    }
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}
