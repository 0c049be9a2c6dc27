import type { DataConnection } from '../../../src/client/data-connection.ts';
import { Observer } from '../../../src/machine/observer.ts';
import type { Table } from '../../../src/machine/table.ts';
import { levelOf } from '../../../src/spec/rule-text.ts';
import { escapeBytes } from '../../../src/wire/escape.ts';
import type { Ledger } from '../../ledger.ts';
import { nothingAgainst } from '../../nothing-against.ts';
import { Preparation } from '../../preparation.ts';
import { Stop } from '../../stop.ts';

/** What is known of conditions; undefined takes back what would be assumed. */
type Facts = Readonly<Record<string, boolean | undefined>>;

/** A reply: its code, 250 for the word FILE_END, and the text after it, one character a byte. */
export interface InlineReply { readonly code: number; readonly text: string }

const LINE_LIMIT = 16 * 1024;

/** One session with the server under test: raw bytes out, lines and bodies in, every reply judged by the observer as it comes. */
export class Conversation {
  readonly connection: DataConnection;
  private readonly table: Table;
  private readonly ledger: Ledger;
  private readonly observer: Observer;
  private readonly timeout: number;
  private lastSent = '';
  private readonly preparation = new Preparation();

  constructor(parts: { connection: DataConnection; table: Table; ledger: Ledger; timeout: number }) {
    this.connection = parts.connection;
    this.table = parts.table;
    this.ledger = parts.ledger;
    this.timeout = parts.timeout;
    this.observer = new Observer(parts.table);
  }

  /** Runs steps that the check is not about: when one fails the check is blocked, not failed. */
  given<T>(what: string, steps: () => Promise<T>): Promise<T> {
    return this.preparation.during(what, steps);
  }

  /** Tells the observer of a command that is sent by other means. Nothing is known to stand against it but what `facts` says. */
  announce(line: string, facts: Facts = {}): void {
    const [, word = '', argument = ''] = /^([^ ]*) *(.*)$/s.exec(Buffer.from(line).toString('latin1').trim()) ?? [];
    const verb = word === '' ? '[malformed line]' : word.toUpperCase();
    const known = Object.entries({ ...nothingAgainst(this.table, verb), ...facts }).filter((entry): entry is [string, boolean] => entry[1] !== undefined);
    this.observer.sent(verb, argument, Object.fromEntries(known));
  }

  /** Sends bytes as they are; text goes as UTF-8. */
  async send(bytes: Uint8Array | string): Promise<void> {
    const buffer = Buffer.from(bytes as string);
    this.lastSent = buffer.length > 200 ? `${escapeBytes(buffer.subarray(0, 100))}… (${buffer.length} bytes)` : escapeBytes(buffer);
    await this.connection.send(buffer, { deadline: this.timeout });
  }

  /** Sends a command and returns its reply, judged. */
  async ask(line: string, facts: Facts = {}): Promise<InlineReply> {
    this.announce(line, facts);
    await this.send(`${line}\r\n`);
    return this.reply();
  }

  /** Sends a command that must succeed. */
  async succeeds(line: string): Promise<InlineReply> {
    const reply = await this.ask(line);
    if (reply.code >= 400 || reply.code === 221) this.fail('INL-PRO-R8', ['the command succeeds'], `${reply.code} ${reply.text}`);
    return reply;
  }

  /** Sends a command of which a condition is known to hold, and that must be refused. */
  async refused(line: string, condition: string): Promise<InlineReply> {
    const reply = await this.ask(line, { [condition]: true });
    if (reply.code < 400) this.fail('INL-PRO-R8', [`a refusal, because ${condition}`], `${reply.code} ${reply.text}`);
    return reply;
  }

  /** The next reply, judged. */
  async reply(): Promise<InlineReply> {
    const line = await this.line();
    const [, digits, text = ''] = /^(\d{3}) (.*)$/s.exec(line) ?? [];
    if (digits === '250' || (digits === undefined && line !== 'FILE_END')) this.fail('INL-PRO-R1', ['three digits, a space and text', ...this.observer.expected()], escapeBytes(Buffer.from(line, 'latin1')));
    const code = digits === undefined ? 250 : Number(digits);
    const { grade, rules, expected } = this.observer.reply(code);
    if (grade === 'violation' || grade === 'not-implemented') this.fail(rules[0] ?? 'INL-PRO-R1', expected, line);
    if (grade !== 'pass' && !this.preparation.underWay) this.ledger.add(grade, rules[0]!, { sent: this.lastSent, expected, actual: line });
    return { code, text };
  }

  /** The next line without its end. */
  async line(): Promise<string> {
    const parts: Buffer[] = [];
    for (let length = 0; length < LINE_LIMIT; length += 1) {
      const { bytes, how } = await this.connection.receive({ deadline: this.timeout, limit: 1 });
      const sofar = (): string => escapeBytes(Buffer.concat(parts));
      if (how === 'silence') this.fail('INL-PRO-R1', this.observer.expected(), `nothing within ${this.timeout} ms${length > 0 ? ` after ${sofar()}` : ''}`);
      if (bytes.length === 0) this.gone(`the server ${how === 'reset' ? 'reset' : 'closed'} the connection${length > 0 ? ` after ${sofar()}` : ''}`);
      parts.push(bytes);
      if (bytes[0] !== 0x0a) continue;
      const text = Buffer.concat(parts).toString('latin1');
      if (!text.endsWith('\r\n')) this.fail('INL-PRO-R1', ['a line that ends in CR LF'], escapeBytes(Buffer.from(text, 'latin1')));
      return text.slice(0, -2);
    }
    return this.fail('INL-PRO-R1', ['a line'], `${LINE_LIMIT} bytes without a line end`);
  }

  /** The next `size` bytes, all of them. */
  async body(size: number, rule = 'INL-PRO-R21'): Promise<Buffer> {
    if (size === 0) return Buffer.alloc(0);
    const { bytes } = await this.connection.receive({ deadline: this.timeout, limit: size });
    if (bytes.length < size) this.fail(rule, [`${size} bytes`], `${bytes.length} bytes`);
    return bytes;
  }

  /** Requires that the server ends the connection now, whatever it says before. */
  async ended(rule: string): Promise<void> {
    const { how } = await this.connection.receive({ deadline: this.timeout });
    if (how === 'silence' || how === 'limit') this.fail(rule, ['the server closes the connection'], 'it is still open');
  }

  /** Records a violation and stops, or blocks while the check prepares. */
  fail(rule: string, expected: readonly string[], actual: string, hint: string | null = null): never {
    this.preparation.stop(actual);
    this.ledger.add(levelOf(this.table.protocol, rule) === 'MUST' ? 'fail' : 'warn', rule, { sent: this.lastSent, expected, actual, hint });
    throw new Stop('judged', actual);
  }

  require(holds: boolean, rule: string, expected: string, actual: string, hint: string | null = null): void {
    if (!holds) this.fail(rule, [expected], actual, hint);
  }

  private gone(actual: string): never {
    this.preparation.stop(actual);
    this.ledger.add('fail', 'INL-PRO-R1', { sent: this.lastSent, expected: this.observer.expected(), actual });
    throw new Stop('gone', actual);
  }
}
