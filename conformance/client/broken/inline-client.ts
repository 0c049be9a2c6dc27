import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Goal } from '../client.ts';
import { eachGoal, keep, type Desk } from './script-client.ts';
import type { Wire } from './wire.ts';

/** A small client of inline-marker and inline-length that does everything right, one step a method. */
export class InlineClient {
  readonly desk: Desk;
  control!: Wire;

  constructor(desk: Desk) { this.desk = desk; }

  async run(): Promise<void> {
    this.control = await this.open();
    await this.greeting();
    await eachGoal(this.desk, (goal) => this.work(goal));
    await this.quit();
  }

  open(): Promise<Wire> { return this.desk.open(); }
  async greeting(): Promise<void> { await this.line(); }
  say(line: string): void { this.control.write(`${line}\r\n`); }
  line(): Promise<string> { return this.control.line(); }
  async quit(): Promise<void> { this.say('QUIT'); await this.line(); }

  async work(goal: Goal): Promise<void> {
    if (goal.kind === 'list') return this.list();
    if (goal.kind === 'get') return this.get(goal.name);
    return this.put(goal.name, await this.local(goal.name));
  }

  async list(): Promise<void> {
    this.say('LIST');
    this.desk.print(await this.entries());
  }

  async entries(): Promise<string> {
    let text = this.need(await this.line());
    for (let line = text; line.trim() !== '' && !/No files/.test(text);) text += line = await this.line();
    return text;
  }

  async get(name: string): Promise<void> {
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

  async put(name: string, bytes: Buffer): Promise<void> {
    this.say(`PUT ${this.named(name)}`);
    this.need(await this.line());
    await this.line();
    this.send(bytes);
    this.need(await this.line());
  }

  send(bytes: Buffer): void { this.control.write(Buffer.concat([Buffer.from(`Size: ${bytes.length} bytes\r\nFILE_START\r\n`), bytes, Buffer.from('FILE_END\r\n')])); }
  keep(name: string, bytes: Buffer): Promise<void> { return keep(this.desk, name, bytes); }
  local(name: string): Promise<Buffer> { return readFile(join(this.desk.order.directory, name)); }
  named(name: string): string { return name; }

  need(line: string): string {
    if (!/^[12]/.test(line)) throw new Error(`refused: ${line}`);
    return line;
  }
}
