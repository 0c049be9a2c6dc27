import type { Socket } from 'node:net';
import { connectSocket } from '../../client/connect.ts';
import { Inbox } from '../../client/inbox.ts';
import { FtpspecError } from '../../ftpspec-error.ts';
import { ephemeralPort as protocol } from '../../generated/ephemeral-port.ts';
import { type Answer, AnswerReader, type Framing } from './answer-reader.ts';
import { wordOf } from './words.ts';

export interface TalkOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds that an answer, or a step of a transfer, may take. */
  readonly timeout: number;
  /** Milliseconds of silence that end what nothing else ends: a listing, a port of four digits. */
  readonly quiet: number;
  readonly framing: Framing;
  /** Told each word that is sent (`> …`) and received (`< …`). */
  readonly log?: ((word: string) => void) | undefined;
}

/** Bytes of a listing that are taken. */
const LISTING = 16 * 2 ** 20;

/** A client's end of the control connection: commands out, words in. */
export class ClientTalk {
  readonly options: TalkOptions;
  readonly socket: Socket;
  private readonly inbox: Inbox;
  private readonly reader: AnswerReader;

  private constructor(socket: Socket, options: TalkOptions) {
    this.socket = socket;
    this.options = options;
    this.inbox = new Inbox(socket, () => {});
    this.reader = new AnswerReader(protocol, options.framing);
  }

  static async open(options: TalkOptions): Promise<ClientTalk> {
    return new ClientTalk(await connectSocket({ host: options.host, port: options.port, timeout: options.timeout, halfOpen: false }), options);
  }

  /** Sends a command or confirmation, given as a verb of the specification. */
  say(verb: string, argument = ''): void {
    this.options.log?.(`> ${Buffer.from(wordOf(verb, argument)).toString()}`);
    this.socket.write(`${wordOf(verb, argument)}${this.options.framing === 'lines' ? '\n' : ''}`);
  }

  /** The next word. */
  async answer(): Promise<Answer> {
    const answer = await this.word();
    this.options.log?.(`< ${answer.text}`);
    return answer;
  }

  private async word(): Promise<Answer> {
    for (;;) {
      const settles = this.reader.endsBySilence;
      const byte = await this.take(1, settles ? this.options.quiet : this.options.timeout);
      if (byte.length === 0 && settles) return this.reader.settle();
      if (byte.length === 0) throw new FtpspecError('NO_ANSWER', `no answer within ${this.options.timeout} ms`, { hint: 'Does the server speak ephemeral-port, in this framing?' });
      const answer = this.reader.push(byte[0]!);
      if (answer !== null) return answer;
    }
  }

  /** The names of a listing. Without framing it ends in a silence, so a slow one may be cut. */
  async names(): Promise<string[]> {
    if (this.options.framing === 'lines') return this.lines();
    const first = await this.take(1, this.options.timeout);
    if (first.length === 0) throw new FtpspecError('NO_ANSWER', `no listing within ${this.options.timeout} ms`);
    const rest = await this.take(LISTING, this.options.quiet);
    if (rest.length === LISTING) throw new FtpspecError('TOO_LARGE', `the listing is larger than ${LISTING} bytes`);
    return Buffer.concat([first, rest]).toString('utf8').split('\n').filter((name) => name !== '');
  }

  /** Lines up to an empty one. */
  private async lines(): Promise<string[]> {
    const names: string[] = [];
    for (let line: number[] = [], size = 0; size < LISTING; size += 1) {
      const [byte] = await this.take(1, this.options.timeout);
      if (byte === undefined) throw new FtpspecError('NO_ANSWER', 'the listing has no end');
      if (byte !== 10) {
        line.push(byte);
        continue;
      }
      const name = Buffer.from(line).toString('utf8').replace(/\r$/, '');
      if (name === '') return names;
      names.push(name);
      line = [];
    }
    throw new FtpspecError('TOO_LARGE', `the listing is larger than ${LISTING} bytes`);
  }

  private async take(limit: number, deadline: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const how = await this.inbox.take((chunk) => chunks.push(chunk), { deadline, limit, total: 20 * this.options.timeout });
    if (chunks.length === 0 && (how === 'end' || how === 'reset')) throw new FtpspecError('CONNECTION_LOST', how === 'end' ? 'the server has closed the connection' : 'the connection was reset');
    return Buffer.concat(chunks);
  }
}
