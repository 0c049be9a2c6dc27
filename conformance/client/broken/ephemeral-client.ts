import { ephemeralPort as protocol } from '../../../src/generated/ephemeral-port.ts';
import { type Answer, AnswerReader, type Framing } from '../../../src/dialects/ephemeral-port/answer-reader.ts';
import { eachGoal, type Desk } from './script-client.ts';
import { SmallClient } from './small-client.ts';
import type { Wire } from './wire.ts';

/** A small client of ephemeral-port and of its variant in lines that does everything right, one step a method. */
export class EphemeralClient extends SmallClient {
  readonly framing: Framing;

  constructor(desk: Desk, framing: Framing) {
    super(desk);
    this.framing = framing;
  }

  async run(): Promise<void> {
    this.control = await this.open();
    await eachGoal(this.desk, (goal) => this.work(goal));
    await this.quit();
  }

  say(word: string): void { this.control.write(`${word}\n`); }
  confirm(word: string): void { this.say(word); }
  async quit(): Promise<void> { this.say('quit'); }

  override async list(): Promise<void> {
    this.say('ls');
    this.desk.print(this.shown(await this.names()));
    this.confirm('FILES LISTED');
  }

  shown(names: string): string { return names; }

  /** A listing without framing ends in a silence. */
  async names(): Promise<string> {
    let text = '';
    if (this.framing === 'lines') {
      for (let line = await this.control.line(); line.trim() !== ''; line = await this.control.line()) text += line;
      return text;
    }
    text += (await this.control.some()).toString('utf8');
    for (;;) {
      const more = await Promise.race([this.control.some().then(String), new Promise<null>((resolve) => { setTimeout(() => resolve(null), 300); })]);
      if (more === null) return text;
      text += more;
    }
  }

  override async get(name: string): Promise<void> {
    this.say(`get ${this.named(name)}`);
    try {
      const first = await this.answer();
      const { port } = first.kind === 'word' && first.code < 400 ? this.port(await this.answer()) : this.port(first);
      const data = await this.desk.open(port);
      await this.keep(name, await this.bytesOf(data));
      this.confirm('FILE(S) RECEIVED');
    } catch (error) {
      this.confirm('FILE(S) NOT RECEIVED');
      throw error;
    }
  }

  bytesOf(data: Wire): Promise<Buffer> { return data.rest(); }

  override async put(name: string, bytes: Buffer): Promise<void> {
    this.say(`put ${this.named(name)}`);
    const { port } = this.port(await this.answer());
    const data = await this.desk.open(port);
    data.write(bytes);
    await data.finish();
    await this.stored();
  }

  async stored(): Promise<void> {
    const end = await this.answer();
    if (end.kind !== 'word' || end.code >= 400) throw new Error(`refused: ${end.text}`);
  }

  port(answer: Answer): { port: number } {
    if (answer.kind !== 'port') throw new Error(`refused: ${answer.text}`);
    return answer;
  }

  async answer(): Promise<Answer> {
    const reader = new AnswerReader(protocol, this.framing);
    for (;;) {
      const answer = reader.push((await this.control.bytes(1))[0]!);
      if (answer !== null) return answer;
    }
  }
}
