import { connect, type Socket } from 'node:net';
import { Observer } from '../../src/machine/observer.ts';
import { escapeBytes } from '../../src/wire/escape.ts';
import { ruleOf, type Demand } from '../oracle/demands.ts';
import { fileAct } from '../oracle/file-acts.ts';
import { freshPlace, truthOf } from '../oracle/truth.ts';
import type { Stage } from '../play/stage.ts';
import { Waiting, whereOf } from '../play/waiting.ts';
import type { ProblemKind } from '../problem.ts';
import type { Wire, WireReader } from './wire.ts';

/** A session on a wire of its own: what it sent, what came, and what the observer and the file oracle make of it. */
export class OwnSession {
  readonly number: number;
  readonly stage: Stage;
  readonly wire: Wire;
  readonly observer: Observer;
  standing: 'connecting' | 'open' | 'ended' | 'reset' | 'refused' = 'connecting';
  /** The command under way, and the file that has come for it. */
  verb = '';
  path: string | null = null;
  /** Bytes were sent that servers may read differently: nothing more is judged here. */
  blurred = false;
  left = false;
  commands = 0;
  replies = 0;
  lastCode = 0;
  /** The port for the file that was asked for. */
  port: number | null = null;
  data: Socket | null = null;
  listing = '';
  private readonly socket: Socket;
  private readonly reader: WireReader;
  private readonly waiting = new Waiting();

  constructor(number: number, stage: Stage, wire: Wire) {
    this.number = number;
    this.stage = stage;
    this.wire = wire;
    const { table, started: { testee: { host, port } } } = stage.subject;
    this.observer = new Observer(table);
    this.reader = wire.reader({
      reply: (code, text) => this.replied(code, text),
      file: (bytes, whole) => this.delivered(bytes, whole),
      port: (named) => this.open(named),
      malformed: (why) => { if (!this.blurred) this.problem('form', 'one reply', { expected: this.observer.expected(), actual: escapeBytes(Buffer.from(why, 'latin1')), symptom: 'no reply of the protocol' }); },
    });
    this.socket = connect({ host, port, noDelay: true, allowHalfOpen: true });
    this.socket.on('connect', () => { this.standing = 'open'; this.note('connected'); if (wire.silent.has(220)) this.observer.reply(220); this.changed(); });
    this.socket.on('data', (chunk: Buffer) => { stage.log.add(number, 'control', 'received', chunk); if (!this.left) this.reader.push(chunk); this.changed(); });
    this.socket.on('end', () => { if (this.standing === 'open') this.standing = 'ended'; this.note('closed by the server'); if (!this.left) this.reader.ended(); this.socket.end(); this.changed(); });
    this.socket.on('error', (error: NodeJS.ErrnoException) => { if (this.standing !== 'ended') this.standing = this.standing === 'connecting' ? 'refused' : 'reset'; this.note(`broken: ${error.code ?? error.message}`); this.changed(); });
    this.socket.on('close', () => { if (this.standing === 'open') this.standing = 'ended'; this.changed(); });
  }

  until(holds: () => boolean, milliseconds: number): Promise<boolean> { return this.waiting.until(holds, milliseconds, whereOf(this.stage.subject)); }

  changed(): void { this.waiting.look(); }

  /** Sends one command; the observer is told with all that is known of the files. */
  command(verb: string, argument: string, template: string): void {
    const { subject: { table, started: { testee } }, tree } = this.stage;
    const on = table.canonical(verb);
    this.verb = on;
    this.path = tree.resolve('/', argument);
    this.commands += 1;
    const alone = !this.blurred && !this.stage.busyBeside(this);
    const facts = alone ? truthOf({ table, tree, place: freshPlace(), verb: on, argument, template, user: testee.user, password: testee.password, connected: false, readsOnly: false, able: new Set(), bare: false, ipv4: false }) : {};
    this.observer.sent(verb, argument, facts);
    this.reader.sent(on);
    this.write(this.wire.format(verb, argument));
    // What is answered in silence is answered.
    for (const code of this.silentAnswers(on)) this.observer.reply(code);
  }

  write(bytes: Buffer): void {
    if (!this.socket.writable || bytes.length === 0) return;
    this.stage.log.add(this.number, 'control', 'sent', bytes);
    this.socket.write(bytes);
  }

  end(): void { this.left = true; this.socket.end(); }
  drop(): void { this.left = true; this.data?.destroy(); if (!this.socket.destroyed) this.socket.resetAndDestroy(); }
  destroy(): void { this.data?.destroy(); this.socket.destroy(); this.waiting.end(); }

  problem(kind: ProblemKind, demand: Demand | readonly string[], about: { readonly expected: readonly string[]; readonly actual: string; readonly symptom: string }): void {
    const { name } = this.stage.subject.table.protocol;
    const [rule = ruleOf(name, 'one reply'), ...rules] = typeof demand === 'string' ? [ruleOf(name, demand)] : demand;
    this.stage.report({ kind, rule, rules, verb: this.verb === '' ? null : this.verb, sent: this.verb, ...about }, true);
  }

  private silentAnswers(on: string): number[] {
    return this.stage.subject.table.rows(on).flatMap(({ rule }) => (rule.when === 'otherwise' && rule.level === 'MUST' && rule.reply.length === 1 && this.wire.silent.has(rule.reply[0]![0]!) ? [rule.reply[0]![0]!] : [])).slice(0, 1);
  }

  private replied(code: number, text: string): void {
    this.replies += 1;
    this.lastCode = code;
    if (code === 212) this.listing = text;
    const { outside } = this.stage.subject;
    if (outside !== null && text.includes(outside.token)) this.problem('escape', 'jail', { expected: ['nothing from outside the served directory'], actual: text.slice(0, 100), symptom: 'in a reply' });
    if (this.blurred) return;
    const observation = this.observer.reply(code);
    if (observation.grade === 'violation') this.problem('reply', observation.rules, { expected: observation.expected, actual: escapeBytes(Buffer.from(text.slice(0, 200), 'latin1')), symptom: String(code) });
    else if (code < 300 && fileAct(this.verb) === 'delete' && this.path !== null) this.stage.tree.remove(this.path);
  }

  private delivered(bytes: Buffer, whole: boolean): void {
    const { outside } = this.stage.subject;
    if (outside !== null && bytes.includes(outside.token)) this.problem('escape', 'jail', { expected: ['nothing from outside the served directory'], actual: 'a file that lies outside', symptom: 'in data' });
    if (this.blurred || this.left || this.path === null || this.stage.busyBeside(this)) return;
    const node = this.stage.tree.at(this.path);
    if (node.kind !== 'file' || node.content === null || (whole && node.content.equals(bytes))) return;
    this.problem('value', 'bytes', { expected: [`${node.content.length} bytes as they were stored`], actual: `${bytes.length} bytes`, symptom: bytes.length === node.content.length ? 'other bytes' : bytes.length < node.content.length ? 'too few bytes' : 'too many bytes' });
  }

  /** The server has named the port of a file. */
  private open(port: number): void {
    const { subject: { started: { testee: { host } } }, log } = this.stage;
    this.port = port;
    const data = connect({ host, port, noDelay: true, allowHalfOpen: true });
    this.data = data;
    const pieces: Buffer[] = [];
    data.on('connect', () => { log.add(this.number, 'data', 'note', 'connected'); this.changed(); });
    data.on('data', (chunk: Buffer) => { log.add(this.number, 'data', 'received', chunk); pieces.push(chunk); });
    data.on('error', (error: NodeJS.ErrnoException) => {
      log.add(this.number, 'data', 'note', `broken: ${error.code ?? ''}`);
      if (error.code === 'ECONNREFUSED' && !this.blurred && this.standing === 'open') this.problem('value', 'listening', { expected: [`port ${port} accepts a connection`], actual: 'the data connection was refused', symptom: 'refused' });
    });
    data.on('end', () => {
      if (fileAct(this.verb) !== 'retrieve') return;
      data.end();
      this.delivered(Buffer.concat(pieces), true);
      if (!this.blurred && this.wire.silent.has(250)) this.observer.reply(250);
    });
    data.on('close', () => { if (this.data === data) this.data = null; this.changed(); });
  }

  private note(text: string): void { this.stage.log.add(this.number, 'control', 'note', text); }
}
