import { connect, type Socket } from 'node:net';
import { asciiForm, storedForm } from '../../fuzz/oracle/ascii-form.ts';
import { argumentCondition } from '../../src/machine/argument-conditions.ts';
import { settle } from '../../src/machine/consequences.ts';
import type { Row, Vector } from '../../src/machine/table.ts';
import { requestOf, type Request } from '../../src/server/command-line.ts';
import { ControlLineReader } from '../../src/wire/control-line.ts';
import { parseExtendedPort, parseHostPort } from '../../src/wire/host-port.ts';
import { TelnetFilter } from '../../src/wire/telnet.ts';
import { holds } from './conditions.ts';
import type { DataPort } from './data-ports.ts';
import { listingOf } from './listings.ts';
import { nameOf, type MemoryFiles } from './memory-files.ts';
import { LACKING, USED_ONCE } from './offered.ts';
import type { TableServer } from './table-server.ts';
import { valuesOf } from './values.ts';

const LINE_LIMIT = 4096;
const REFUSAL = Buffer.from(LACKING);

/** Where data goes. */
type Source = { readonly kind: 'passive'; readonly port: DataPort; socket: Socket | null } | { readonly kind: 'active'; readonly host: string; readonly port: number };

/** One session that walks the compiled table: no promise, no state machine object, no disk. */
export class TableSession {
  readonly server: TableServer;
  readonly files: MemoryFiles;
  vector: Vector;
  cwd = '/';
  user = '';
  renaming = '';
  restart = 0;
  source: Source | null = null;
  /** The path that the last command named, absolute. */
  path = '';
  private readonly control: Socket;
  private readonly telnet = new TelnetFilter();
  private readonly lines = new ControlLineReader({ limit: LINE_LIMIT });
  private queue: Request[] = [];
  private out: Buffer[] = [];
  private running: { readonly request: Request; readonly path: string; data: Socket | null; readonly received: Buffer[] } | null = null;
  private over = false;

  constructor(server: TableServer, control: Socket) {
    this.server = server;
    this.files = server.files;
    this.control = control;
    this.vector = server.table.initial;
    control.on('data', (chunk: Buffer) => this.arrived(chunk));
    control.on('end', () => this.end());
    control.on('error', () => {});
    control.on('close', () => this.end());
    this.event('[connected]');
    this.flush();
  }

  /** The address that PORT or EPRT names; null where it is not the client's own. */
  addressOf(on: string, argument: string): { readonly address: string; readonly port: number } | null {
    const named = on === 'PORT' ? parseHostPort(argument) : parseExtendedPort(argument);
    return named === null || named.port < 1024 || named.address !== '127.0.0.1' ? null : named;
  }

  private arrived(chunk: Buffer): void {
    const { data, replies } = this.telnet.push(chunk);
    if (replies.length > 0) this.out.push(replies);
    for (const line of this.lines.push(data)) this.queue.push(requestOf(line, (verb) => this.server.table.canonical(verb)));
    this.work();
    this.flush();
  }

  /** Answers what can be answered now. */
  private work(): void {
    while (this.queue.length > 0 && !this.over) {
      const at = this.running === null ? 0 : this.queue.findIndex(({ on }) => this.server.table.commands.get(on)?.duringTransfer === 'at once');
      if (at < 0) return;
      const [request] = this.queue.splice(at, 1);
      this.answer(request!);
    }
  }

  private answer(request: Request): void {
    const { on, argument } = request;
    if (this.server.offered.lacking.has(on)) {
      this.out.push(REFUSAL);
      return;
    }
    const row = this.server.table.rows(on).find((one) => one.rule.level !== 'HABIT' && this.server.table.fits(one, this.vector) && this.condition(one, on, argument));
    if (row === undefined) return;
    this.path = this.files.resolve(this.cwd, argument);
    if (row.rule.reply[0]![0]! < 400 && this.vector !== this.server.table.initial) this.act(on, argument, row);
    this.say(row, request);
    this.enter(row, on, request);
    if (USED_ONCE.has(on)) this.restart = this.running === null ? 0 : this.restart;
  }

  private condition(row: Row, on: string, argument: string): boolean {
    const { when } = row.rule;
    if (when === 'otherwise') return true;
    const kind = this.server.offered.kinds.get(on);
    return (kind === undefined ? null : argumentCondition(when, argument, kind)) ?? holds(when, this, on, argument);
  }

  /** What the command does beside the states that the table sets. */
  private act(on: string, argument: string, row: Row): void {
    const { files, path } = this;
    switch (on) {
      case 'USER': this.user = argument; this.cwd = '/'; break;
      case 'REIN': this.user = ''; this.cwd = '/'; this.release(); break;
      case 'CWD': this.cwd = path; break;
      case 'CDUP': this.cwd = files.resolve(this.cwd, '..'); break;
      case 'MKD': files.make(path); break;
      case 'RMD': case 'DELE': files.remove(path); break;
      case 'RNFR': this.renaming = path; break;
      case 'RNTO': files.move(this.renaming, path); break;
      case 'REST': this.restart = Number(argument); break;
      case 'PORT': case 'EPRT': this.release(); this.source = { kind: 'active', host: '127.0.0.1', port: this.addressOf(on, argument)!.port }; break;
      case 'PASV': case 'EPSV': if (row.rule.reply[0]![0]! > 200) this.listen(); break;
      case 'STOU': this.path = files.resolve(this.cwd, `unique.${this.server.nextName()}`); break;
      default:
    }
  }

  private listen(): void {
    this.release();
    const port = this.server.ports.take((socket) => {
      if (source.socket !== null) return void socket.destroy();
      source.socket = socket;
      socket.pause();
      socket.once('close', () => { if (source.socket === socket && this.running?.data !== socket) source.socket = null; });
      if (this.running !== null && this.running.data === null) this.move();
    });
    if (port === null) throw new Error('more sessions than ports');
    const source = { kind: 'passive' as const, port, socket: null as Socket | null };
    this.source = source;
  }

  private release(): void {
    if (this.source?.kind === 'passive') {
      this.server.ports.give(this.source.port);
      if (this.source.socket !== this.running?.data) this.source.socket?.destroy();
    }
    this.source = null;
  }

  private event(on: string): void {
    const row = this.server.table.rows(on).find((one) => one.rule.when === 'otherwise' && one.rule.level !== 'HABIT' && this.server.table.fits(one, this.vector));
    if (row === undefined) return;
    this.say(row, { on, verb: on, argument: '' });
    this.enter(row, on, null);
  }

  private say(row: Row, request: Request): void { this.out.push(this.server.texts.render(row.rule, request.on, valuesOf(this, request, row.rule.reply[0]![0]!))); }

  private enter(row: Row, on: string, request: Request | null): void {
    const { table } = this.server;
    const before = this.vector;
    this.vector = settle(table, row, on, before);
    if (before === this.vector) return;
    for (const effect of table.effects(before, this.vector)) {
      switch (effect) {
        case 'close the control connection': this.flush(); this.control.end(); this.end(); break;
        case 'send the file': case 'receive the file': case 'send the listing': this.begin(request!); break;
        case 'abort the data connection': this.abort(); break;
        default:
      }
    }
  }

  private begin(request: Request): void {
    this.running = { request, path: this.path, data: null, received: [] };
    const { source } = this;
    if (source?.kind === 'passive') { if (source.socket !== null) this.move(); return; }
    if (source === null) return;
    // The port is given up: it served this transfer.
    const running = this.running;
    const socket = connect({ host: source.host, port: source.port, noDelay: true, allowHalfOpen: true });
    socket.once('connect', () => { if (this.running === running) this.carry(socket); else socket.destroy(); });
    socket.once('error', () => { if (this.running === running && running.data === null) this.ended('[data unopened]'); });
  }

  private move(): void { if (this.source?.kind === 'passive') this.carry(this.source.socket!); }

  private carry(socket: Socket): void {
    const running = this.running!;
    running.data = socket;
    let broken = false;
    socket.on('error', () => { broken = true; });
    socket.once('close', () => { if (this.running === running) this.ended(broken || !finished ? '[data failed]' : '[data done]'); });
    let finished = false;
    if (this.server.table.holds(this.vector, 'receiving')) {
      socket.on('data', (chunk: Buffer) => running.received.push(chunk));
      socket.on('end', () => { finished = true; this.store(running); socket.end(); });
    } else {
      socket.on('data', () => {});
      socket.end(this.content(running), () => { finished = true; socket.destroySoon(); });
    }
    socket.resume();
  }

  private content({ request: { on, argument }, path }: { readonly request: Request; readonly path: string }): Buffer {
    if (on !== 'RETR') return Buffer.from(listingOf(on, argument, path, this.files), 'latin1');
    const node = this.files.at(path);
    if (node?.kind !== 'file') return Buffer.alloc(0);
    return (this.server.table.holds(this.vector, 'ascii') ? asciiForm(node.content) : node.content).subarray(this.restart);
  }

  private store({ request, path, received }: { readonly request: Request; readonly path: string; readonly received: readonly Buffer[] }): void {
    const raw = Buffer.concat(received);
    const body = this.server.table.holds(this.vector, 'ascii') ? storedForm(raw) : raw;
    const node = this.files.at(path);
    const old = node?.kind === 'file' ? node.content : Buffer.alloc(0);
    const kept = request.on === 'APPE' ? old : Buffer.concat([old.subarray(0, this.restart), Buffer.alloc(Math.max(0, this.restart - old.length))]);
    this.files.write(path, kept.length === 0 ? body : Buffer.concat([kept, body]));
  }

  private abort(): void {
    const running = this.running;
    this.running = null;
    running?.data?.destroy();
    this.release();
    setImmediate(() => { this.event('[data closed]'); this.work(); this.flush(); });
  }

  /** The data connection is over. */
  private ended(how: '[data done]' | '[data failed]' | '[data unopened]'): void {
    this.running = null;
    this.restart = 0;
    this.release();
    this.event(how);
    this.work();
    this.flush();
  }

  private flush(): void {
    if (this.out.length === 0) return;
    if (this.control.writable) this.control.write(this.out.length === 1 ? this.out[0]! : Buffer.concat(this.out));
    this.out = [];
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    const running = this.running;
    this.running = null;
    running?.data?.destroy();
    this.release();
    this.control.destroySoon();
  }

  /** The name that the last command named. */
  get name(): string { return nameOf(this.path); }
}
