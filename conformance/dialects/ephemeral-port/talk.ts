import { ClientError } from '../../../src/client/client-error.ts';
import { DataConnection } from '../../../src/client/data-connection.ts';
import { type Answer, AnswerReader, type Framing } from '../../../src/dialects/ephemeral-port/answer-reader.ts';
import { wordOf } from '../../../src/dialects/ephemeral-port/words.ts';
import type { Answers } from '../../../src/machine/decide.ts';
import { Observer } from '../../../src/machine/observer.ts';
import { levelOf } from '../../../src/spec/rule-text.ts';
import { escapeBytes } from '../../../src/wire/escape.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

/** Milliseconds of silence that end what nothing else ends. */
const QUIET = 100;
/** Times that a data port is tried; between two of them the server has its turn. */
const ATTEMPTS = 10;
/** Bytes of a listing that are read. */
const LISTING = 2 ** 20;

/** One session with the server under test: every word is judged by the observer as it comes, and a violation ends the check. */
export class Talk {
  readonly observer: Observer;
  readonly connection: DataConnection;
  private readonly tester: Tester;
  private readonly reader: AnswerReader;
  private readonly framing: Framing;
  private readonly number: number;
  private readonly turn: () => Promise<void>;
  private lastSent = '';

  private constructor(tester: Tester, connection: DataConnection, number: number, framing: Framing, turn: () => Promise<void>) {
    this.turn = turn;
    this.tester = tester;
    this.connection = connection;
    this.number = number;
    this.framing = framing;
    this.reader = new AnswerReader(tester.table.protocol, framing);
    this.observer = new Observer(tester.table);
    this.silently('[connected]');
  }

  /** @param turn lets the server do what it has to do */
  static async open(tester: Tester, number: number, framing: Framing, turn: () => Promise<void>): Promise<Talk> {
    return new Talk(tester, await dataConnection(tester, tester.testee.port, number, (error) => new Stop('gone', error.message)), number, framing, turn);
  }

  /** Sends a command or confirmation, given as a verb of the specification. `facts` are conditions known to hold or not. */
  say(verb: string, argument = '', facts: Answers = {}): void {
    const end = this.framing === 'lines' ? '\n' : '';
    this.raw(`${wordOf(verb, argument)}${end}`, [{ verb, argument, facts }]);
  }

  /** Sends bytes as they are; `commands` tells the observer what they hold. */
  raw(bytes: string | Buffer, commands: readonly { verb: string; argument?: string; facts?: Answers }[]): void {
    this.lastSent = escapeBytes(Buffer.from(bytes).subarray(0, 200));
    for (const { verb, argument, facts } of commands) this.observer.sent(verb, Buffer.from(argument ?? '').toString('latin1'), facts ?? {});
    void this.connection.send(Buffer.from(bytes), { deadline: this.tester.timeout });
  }

  /** The next word, judged. `rule` is what its absence would violate. */
  async answer(rule = 'EPH-PRO-R10'): Promise<Answer> {
    for (;;) {
      const settles = this.reader.endsBySilence;
      const deadline = settles ? Math.min(QUIET, this.tester.timeout) : this.tester.timeout;
      const { bytes, how } = await this.connection.receive({ limit: 1, deadline, halfOpen: true });
      const answer = bytes.length > 0 ? this.reader.push(bytes[0]!) : settles ? this.reader.settle() : null;
      if (answer !== null) return this.judged(answer);
      if (bytes.length === 0) this.missing(how === 'silence' ? `no word within ${this.tester.timeout} ms` : `the server ${how === 'reset' ? 'reset' : 'closed'} the connection`, rule);
    }
  }

  /** The next word, which has to be this one. */
  async expect(code: number, rule: string): Promise<Answer> {
    const answer = await this.answer(rule);
    const words = this.tester.table.protocol.texts.filter((text) => text.code === code).map(({ lines }) => lines[0]!);
    if (answer.kind === 'unknown' || answer.code !== code) this.fail(rule, words, answer.text);
    return answer;
  }

  /** Tells the observer of a step that puts nothing on the wire: what an event or verb leads to without a word. */
  silently(on: string): void {
    const silent = new Set(this.tester.table.protocol.texts.filter(({ lines }) => lines[0] === '(nothing)').map(({ code }) => code));
    for (const { rule } of this.tester.table.rows(on)) {
      const code = rule.reply[0]![0]!;
      if (rule.when !== 'otherwise' || !silent.has(code)) continue;
      this.observer.reply(code);
      return;
    }
  }

  /** Asks for a file that nobody has, and has the answer: so nothing else is on its way. */
  async nothingElse(rule: string): Promise<void> {
    this.say('get', 'ftpspec-never-made', { 'file missing': true });
    await this.expect(550, rule);
    await this.confirm('files-not-received');
  }

  /** Sends a confirmation, and has the server read it before anything else is sent: glued words are another matter. */
  async confirm(verb: string): Promise<void> {
    this.say(verb);
    this.silently(verb);
    await this.turn();
  }

  /** Begins a download; the connection on which the file comes. */
  async beginGet(name: string, facts: Answers = {}): Promise<DataConnection> {
    this.say('get', name, { 'no plain name': false, 'file missing': false, 'not a plain file': false, 'cannot be opened': false, 'no port to listen on': false, ...facts });
    await this.expect(150, 'EPH-PRO-13');
    return this.data(await this.expect(229, 'EPH-PRO-13'));
  }

  /** Downloads a file and confirms it. */
  async get(name: string): Promise<Buffer> {
    const data = await this.beginGet(name);
    const { bytes, how } = await data.receive({ deadline: this.tester.timeout });
    if (how !== 'end') this.fail('EPH-PRO-R18', ['the data connection ends after the last byte'], `${bytes.length} bytes, then ${how === 'reset' ? 'a reset' : 'no end'}`);
    this.silently('[data done]');
    await this.confirm('files-received');
    return bytes;
  }

  /** Begins an upload; the connection on which the file is to be sent. */
  async beginPut(name: string): Promise<DataConnection> {
    this.say('put', name, { 'no plain name': false, 'cannot be stored': false, 'no port to listen on': false });
    return this.data(await this.expect(229, 'EPH-PRO-14'));
  }

  async put(name: string, body: Uint8Array): Promise<void> {
    const data = await this.beginPut(name);
    await data.send(body, { deadline: this.tester.timeout });
    data.end();
    await this.expect(226, 'EPH-PRO-19');
  }

  /** A listing, as it came: so many bytes, or where nobody knows how many, up to a silence. Its end is confirmed. */
  async listing(length: number | null, rule = 'EPH-PRO-3'): Promise<Buffer> {
    this.say('ls', '', { 'cannot be listed': false });
    const first = await this.connection.receive({ limit: 1, deadline: this.tester.timeout, halfOpen: true });
    if (first.bytes.length === 0) this.missing(first.how === 'silence' ? `no listing within ${this.tester.timeout} ms` : 'the server closed the connection', rule);
    const rest = length === 1 ? Buffer.alloc(0) : (await this.connection.receive({ limit: length === null ? LISTING : length - 1, deadline: length === null ? QUIET : this.tester.timeout, halfOpen: true })).bytes;
    this.observer.reply(212);
    await this.confirm('files-listed');
    return Buffer.concat([first.bytes, rest]);
  }

  /** Whether the server closes now, without another byte. */
  async closes(rule: string): Promise<void> {
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout });
    if (bytes.length > 0) this.fail(rule, ['nothing, and the end of the connection'], escapeBytes(bytes.subarray(0, 200)));
    if (how !== 'end') this.fail(rule, ['the server closes the connection'], how === 'reset' ? 'the connection was reset' : `the connection is open after ${this.tester.timeout} ms`);
  }

  /** Records a violation and ends the check. */
  fail(rule: string, expected: readonly string[], actual: string): never {
    const level = levelOf(this.tester.table.protocol, rule);
    this.tester.ledger.add(level === 'MUST' ? 'fail' : 'warn', rule, { sent: this.lastSent, expected, actual: escapeBytes(Buffer.from(actual, 'latin1')) });
    throw new Stop('judged', actual);
  }

  /** Connects to a port that the server has named; one that listens a moment late is another check's matter, unless `attempts` is 1. */
  async data(answer: Answer, attempts = ATTEMPTS): Promise<DataConnection> {
    if (answer.kind !== 'port') return this.fail('EPH-PRO-R11', ['DATA_PORT and a port'], answer.text);
    const told = (error: ClientError): Stop => {
      this.tester.ledger.add('fail', 'EPH-PRO-R11', { sent: this.lastSent, expected: ['a listener on the port that was named'], actual: error.message });
      return new Stop('judged', error.message);
    };
    for (let attempt = 1; attempt < attempts; attempt += 1) {
      const connection = await this.dataAgain(answer);
      if (connection !== null) return connection;
      await this.turn();
    }
    return dataConnection(this.tester, answer.port, this.number, told);
  }

  /** A connection to a port, used or not; null when it is refused. */
  async dataAgain(answer: Answer): Promise<DataConnection | null> {
    try {
      return await dataConnection(this.tester, answer.kind === 'port' ? answer.port : 0, this.number, (error) => new Stop('gone', error.message));
    } catch (error) {
      if (error instanceof Stop) return null;
      throw error;
    }
  }

  private judged(answer: Answer): Answer {
    if (answer.kind === 'unknown') this.fail('EPH-PRO-R10', this.observer.expected(), answer.text);
    const observation = this.observer.reply(answer.code);
    if (observation.grade === 'violation') this.fail(observation.rules[0] ?? 'EPH-PRO-R9', observation.expected, answer.text);
    if (observation.grade === 'not-implemented') throw new Stop('not-implemented', answer.text);
    return answer;
  }

  private missing(actual: string, rule: string): never {
    const partial = this.reader.partial === '' ? '' : ` after ${this.reader.partial}`;
    return this.fail(rule, this.observer.expected(), `${actual}${partial}`);
  }
}

async function dataConnection(tester: Tester, port: number, session: number, told: (error: ClientError) => Stop): Promise<DataConnection> {
  try {
    const connection = await DataConnection.connect({ host: tester.testee.host, port, timeout: tester.timeout, transcript: tester.transcript, session });
    tester.adopt(connection);
    return connection;
  } catch (error) {
    if (error instanceof ClientError) throw told(error);
    throw error;
  }
}
