import { createHash } from 'node:crypto';
import { ClientError } from '../../../src/client/client-error.ts';
import { DataConnection } from '../../../src/client/data-connection.ts';
import { formatRequest } from '../../../src/dialects/length-prefixed/request-reader.ts';
import type { Answers } from '../../../src/machine/decide.ts';
import { Observer } from '../../../src/machine/observer.ts';
import { levelOf } from '../../../src/spec/rule-text.ts';
import { escapeBytes } from '../../../src/wire/escape.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

/** Bytes of a text after ERROR (LEN-PRO-R10). */
const TEXT = 1024;
/** Bytes of a base name (LEN-PRO-R13). */
const NAME = 4096;

const visits = new WeakMap<Tester, number>();

/** What stands before the data. */
export interface Head { readonly name: Buffer; readonly size: number; readonly checksum: string }

/**
 * One connection to the server under test, followed by the observer: the words of the wire are told to it as the codes that stand for
 * them in the specification. Whatever is not as it has to be is recorded and ends the check.
 */
export class Visit {
  readonly connection: DataConnection;
  protected readonly tester: Tester;
  protected readonly observer: Observer;
  private sent = '';

  protected constructor(tester: Tester, connection: DataConnection) {
    this.tester = tester;
    this.connection = connection;
    this.observer = new Observer(tester.table);
  }

  static async open(tester: Tester): Promise<Visit> {
    return new Visit(tester, await Visit.connect(tester));
  }

  protected static async connect(tester: Tester): Promise<DataConnection> {
    const session = (visits.get(tester) ?? 0) + 1;
    visits.set(tester, session);
    const { host, port } = tester.testee;
    try {
      const connection = await DataConnection.connect({ host, port, timeout: tester.timeout, transcript: tester.transcript, session });
      tester.adopt(connection);
      return connection;
    } catch (error) {
      if (error instanceof ClientError) throw new Stop('gone', error.message);
      throw error;
    }
  }

  /** Sends a request whole. `facts` are what the name is chosen for; nothing else stands against it. */
  async ask(name: string | Buffer, facts: Answers = {}): Promise<void> {
    this.announce(name, facts);
    await this.write(formatRequest(name));
  }

  /** Tells the observer of a request whose bytes are sent by `write`. */
  announce(name: string | Buffer, facts: Answers = {}): void {
    const against: Record<string, boolean> = {};
    for (const { phrase, kind } of this.tester.table.protocol.conditions) if (kind === 'session' || kind === 'attempt') against[phrase] = false;
    this.observer.sent('GET', Buffer.from(name as string).toString('latin1'), { ...against, ...facts });
  }

  /** Tells the observer of a length that no name has. */
  announceTooLong(): void { this.observer.sent('[name too long]', ''); }

  async write(bytes: Buffer): Promise<void> {
    this.sent = bytes.length > 300 ? `${escapeBytes(bytes.subarray(0, 100))}… (${bytes.length} bytes)` : escapeBytes(bytes);
    await this.connection.send(bytes, { deadline: this.tester.timeout });
  }

  /** The head of an answer, which has to be OK. */
  async granted(): Promise<Head> {
    await this.word(150);
    const length = (await this.exactly(4, 'the length of the base name')).readUInt32BE();
    this.require(length <= NAME, 'LEN-PRO-R3', `a base name of at most ${NAME} bytes`, `one of ${length} bytes`);
    const name = await this.exactly(length, 'the base name');
    const size = (await this.exactly(8, 'the size')).readBigUInt64BE();
    this.require(size < 2n ** 53n, 'LEN-PRO-R3', 'the size of a file', `${size} bytes`);
    const checksum = (await this.exactly(32, 'the checksum')).toString('latin1');
    this.require(/^[0-9a-f]{32}$/i.test(checksum), 'LEN-PRO-R3', '32 hexadecimal digits', escapeBytes(Buffer.from(checksum, 'latin1')));
    return { name, size: Number(size), checksum };
  }

  /** The data, of as many bytes as it has to have, and the end of the connection. */
  async data(size: number): Promise<Buffer> {
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: size + 1 });
    this.require(bytes.length <= size, 'LEN-PRO-R9', `the end of the connection after ${size} bytes of data`, `${bytes.length - size} bytes more: ${escapeBytes(bytes.subarray(size))}`);
    if (bytes.length < size) {
      if (how !== 'silence') this.observe(426, '');
      this.fail('LEN-PRO-R5', [`${size} bytes of data`], `${bytes.length} bytes, then ${ENDS[how]}`);
    }
    this.require(how === 'end', 'LEN-PRO-R9', 'the server closes the connection after the data', ENDS[how]);
    this.observe(226, 'the connection ends');
    return bytes;
  }

  /** The whole answer to a request for a file with this body and this base name. */
  async complete(base: string | Buffer, body: Buffer): Promise<void> {
    const head = await this.granted();
    this.require(head.name.equals(Buffer.from(base as string)), 'LEN-PRO-R4', escapeBytes(base), escapeBytes(head.name));
    this.require(head.size === body.length, 'LEN-PRO-R5', `a size of ${body.length} bytes`, `${head.size} bytes`);
    const wanted = createHash('md5').update(body).digest('hex');
    this.require(head.checksum.toLowerCase() === wanted, 'LEN-PRO-R6', wanted, head.checksum);
    this.same(await this.data(body.length), body);
  }

  /** Requires the data to be the bytes of the file, from its first. */
  same(data: Buffer, body: Buffer): void {
    if (data.equals(body)) return;
    const at = data.findIndex((byte, index) => byte !== body[index]);
    this.fail('LEN-PRO-R8', [`${escapeBytes(body.subarray(at, at + 16))} at byte ${at}`], `${escapeBytes(data.subarray(at, at + 16))} at byte ${at}`);
  }

  /** The text of an answer that has to be ERROR, and the end of the connection. */
  async refused(): Promise<Buffer> {
    await this.word(550);
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: TEXT + 1 });
    this.require(bytes.length <= TEXT, 'LEN-PRO-R10', `a text of at most ${TEXT} bytes`, 'a longer one');
    this.require(how === 'end', 'LEN-PRO-R9', 'the server closes the connection after ERROR and its text', ENDS[how]);
    return bytes;
  }

  /** Everything that the server says, unjudged. */
  async everything(): Promise<Buffer> {
    return (await this.connection.receive({ deadline: this.tester.timeout })).bytes;
  }

  require(holds: boolean, rule: string, expected: string, actual: string): void {
    if (!holds) this.fail(rule, [expected], actual);
  }

  fail(rule: string, expected: readonly string[], actual: string): never {
    this.tester.ledger.add(levelOf(this.tester.table.protocol, rule) === 'MUST' ? 'fail' : 'warn', rule, { sent: this.sent, expected, actual });
    throw new Stop('judged', actual);
  }

  /** The first word of the answer, judged; one that is not wanted ends the check where a rule allows it, too. */
  private async word(wanted: 150 | 550): Promise<void> {
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: 2 });
    if (bytes.equals(Buffer.from('OK'))) this.observe(150, 'OK', wanted);
    else if (bytes.equals(Buffer.from('ER'))) {
      const rest = await this.exactly(3, 'the word ERROR');
      this.require(rest.equals(Buffer.from('ROR')), 'LEN-PRO-R2', 'OK or ERROR', escapeBytes(Buffer.concat([bytes, rest])));
      this.observe(550, 'ERROR', wanted);
    } else this.fail('LEN-PRO-R2', ['OK or ERROR'], bytes.length === 0 ? ENDS[how] : escapeBytes(bytes));
  }

  protected async exactly(length: number, what: string): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: length });
    this.require(bytes.length === length, what.startsWith('the word') ? 'LEN-PRO-R2' : 'LEN-PRO-R3', `${what} in ${length} bytes`, `${bytes.length} bytes, then ${ENDS[how]}`);
    return bytes;
  }

  protected observe(code: number, actual: string, wanted = code): void {
    const { grade, rules, expected } = this.observer.reply(code);
    if (grade === 'violation') this.fail(rules[0] ?? 'LEN-PRO-R2', expected, actual);
    if (code !== wanted) throw new Stop('judged', actual);
  }
}

/** How a connection ended, in words. */
export const ENDS = { end: 'the server closed the connection', reset: 'the connection was reset', silence: 'nothing more, and the connection stays open', limit: 'time ran out' } as const;
