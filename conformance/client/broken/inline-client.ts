import { eachGoal } from './script-client.ts';
import { SmallClient } from './small-client.ts';

/** A small client of inline-marker and inline-length that does everything right, one step a method. */
export class InlineClient extends SmallClient {
  async run(): Promise<void> {
    this.control = await this.open();
    await this.greeting();
    await eachGoal(this.desk, (goal) => this.work(goal));
    await this.quit();
  }

  async greeting(): Promise<void> { await this.line(); }
  say(line: string): void { this.control.write(`${line}\r\n`); }
  line(): Promise<string> { return this.control.line(); }
  async quit(): Promise<void> { this.say('QUIT'); await this.line(); }

  override async list(): Promise<void> {
    this.say('LIST');
    this.desk.print(await this.entries());
  }

  async entries(): Promise<string> {
    let text = this.need(await this.line());
    for (let line = text; line.trim() !== '' && !/No files/.test(text);) text += line = await this.line();
    return text;
  }

  override async get(name: string): Promise<void> {
    this.say(`GET ${this.named(name)}`);
    this.need(await this.line());
    const size = Number(/\d+/.exec(await this.line())?.[0]);
    await this.line();
    await this.keep(name, await this.body(size));
  }

  async body(size: number): Promise<Buffer> {
    const bytes = await this.control.bytes(size);
    if (!(await this.line()).startsWith('FILE_END')) throw new Error('the file has no end');
    return bytes;
  }

  override async put(name: string, bytes: Buffer): Promise<void> {
    this.say(`PUT ${this.named(name)}`);
    this.need(await this.line());
    await this.line();
    this.send(bytes);
    this.need(await this.line());
  }

  send(bytes: Buffer): void { this.control.write(Buffer.concat([Buffer.from(`Size: ${bytes.length} bytes\r\nFILE_START\r\n`), bytes, Buffer.from('FILE_END\r\n')])); }

  need(line: string): string {
    if (!/^[12]/.test(line)) throw new Error(`refused: ${line}`);
    return line;
  }
}
