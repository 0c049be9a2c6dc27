import { eachGoal } from './script-client.ts';
import { SmallClient } from './small-client.ts';
import type { Wire } from './wire.ts';

export interface Said { readonly code: number; readonly text: string }

/** A small FTP client that does everything right, one step a method, so that each can be done wrong. */
export class FtpClient extends SmallClient {
  async run(): Promise<void> {
    this.control = await this.open();
    await this.greeting();
    await this.login();
    await eachGoal(this.desk, (goal) => this.work(goal));
    await this.quit();
  }

  async greeting(): Promise<void> { await this.final(); }

  async login(): Promise<void> {
    const { user, password } = this.desk.order;
    let said = await this.command(`USER ${user}`);
    if (said.code === 331) said = await this.command(`PASS ${password}`);
    this.need(said, 2);
  }

  override async list(): Promise<void> { this.desk.print((await this.receive('LIST')).toString('latin1')); }

  override async get(name: string): Promise<void> {
    await this.type();
    await this.keep(name, await this.receive(`RETR ${this.named(name)}`));
  }

  override async put(name: string, bytes: Buffer): Promise<void> {
    await this.type();
    await this.send(`STOR ${this.named(name)}`, bytes);
  }

  async type(): Promise<void> { this.need(await this.command('TYPE I'), 2); }

  async receive(line: string): Promise<Buffer> {
    const data = await this.begin(line);
    const bytes = await this.bytesOf(data);
    data.socket.destroy();
    await this.completed();
    return bytes;
  }

  bytesOf(data: Wire): Promise<Buffer> { return data.rest(); }

  async send(line: string, bytes: Buffer): Promise<void> {
    const data = await this.begin(line);
    data.write(bytes);
    await data.finish();
    await this.completed();
  }

  /** A data connection on which the transfer has begun. */
  async begin(line: string): Promise<Wire> {
    const port = await this.passive();
    const data = await this.desk.open(port);
    this.need(await this.command(line), 1);
    return data;
  }

  async completed(): Promise<void> { this.need(await this.reply(), 2); }

  async passive(): Promise<number> {
    const said = this.need(await this.command('PASV'), 2);
    const numbers = this.address(said.text);
    if (numbers === null) throw new Error(`no address in ${said.text}`);
    return Number(numbers[5]) * 256 + Number(numbers[6]);
  }

  address(text: string): RegExpExecArray | null { return /(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/.exec(text); }

  async quit(): Promise<void> { await this.command('QUIT'); }

  say(line: string): void { this.control.write(`${line}\r\n`); }

  async command(line: string): Promise<Said> {
    this.say(line);
    return this.reply();
  }

  /** The next reply that is not preliminary. */
  async final(): Promise<Said> {
    let said = await this.reply();
    while (said.code < 200) said = await this.reply();
    return said;
  }

  async reply(): Promise<Said> {
    const first = await this.control.line();
    const code = Number(first.slice(0, 3));
    let text = first;
    for (let line = first; text[3] === '-' && !line.startsWith(`${first.slice(0, 3)} `);) {
      line = await this.control.line();
      text += line;
    }
    return { code, text };
  }

  need(said: Said, digit: number): Said {
    if (Math.floor(said.code / 100) !== digit) throw new Error(`refused: ${said.text}`);
    return said;
  }
}

/** The same for minimal-ftp: no login, no type, and the port stands in the reply to the transfer command. */
export class MinimalClient extends FtpClient {
  override async login(): Promise<void> {}
  override async type(): Promise<void> {}

  override async begin(line: string): Promise<Wire> {
    const said = this.need(await this.command(line), 1);
    const port = /\|\|\|(\d+)\|/.exec(said.text)?.[1];
    if (port === undefined) throw new Error('no port');
    return this.desk.open(Number(port));
  }
}
