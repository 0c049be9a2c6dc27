import { createHash } from 'node:crypto';
import { formatRequest } from '../../../src/dialects/length-prefixed/request-reader.ts';
import { keep, type Desk } from './script-client.ts';
import type { Wire } from './wire.ts';

/** What precedes the data of an answer. */
export interface Head { readonly name: string; readonly size: number; readonly checksum: string }

/** A failure after which asking again is of no use. */
export class Refused extends Error {}

/** A small client of length-prefixed that does everything right, one step a method. It tries twice. */
export class LengthClient {
  readonly desk: Desk;
  wire!: Wire;

  constructor(desk: Desk) { this.desk = desk; }

  async run(): Promise<void> {
    for (const goal of this.desk.order.goals) if (goal.kind === 'get') await this.attempts(goal.name);
  }

  async attempts(name: string): Promise<void> {
    for (let left = this.tries(); ; left -= 1) {
      try {
        await this.get(name);
        return;
      } catch (error) {
        if (!this.again(error as Error) || left === 1) { this.desk.fail((error as Error).message); return; }
      }
    }
  }

  tries(): number { return 2; }
  again(error: Error): boolean { return !(error instanceof Refused); }
  open(): Promise<Wire> { return this.desk.open(); }
  encoded(name: string): Buffer { return Buffer.from(name); }

  async get(name: string): Promise<void> {
    this.wire = await this.open();
    this.ask(this.encoded(name));
    const head = await this.head();
    const bytes = await this.data(head.size);
    if (!this.right(bytes, await this.tail(head))) throw new Error('wrong checksum');
    await this.keep(name, bytes, head);
    this.wire.socket.destroy();
  }

  ask(name: Buffer): void { this.wire.write(formatRequest(name)); }

  async head(): Promise<Head> {
    const word = (await this.take(2)).toString('latin1');
    if (word !== 'OK') throw await this.refusal(word);
    const length = (await this.take(4)).readUInt32BE();
    if (length > 4096) throw new Refused('an impossible name');
    const name = (await this.take(length)).toString('utf8');
    return { name, size: Number((await this.take(8)).readBigUInt64BE()), checksum: await this.early() };
  }

  async refusal(word: string): Promise<Error> { return new Refused(`refused: ${word}${(await this.wire.rest().catch(() => Buffer.alloc(0))).toString('utf8')}`); }

  /** The checksum that stands before the data. */
  async early(): Promise<string> { return (await this.take(32)).toString('latin1'); }

  /** The head, with the checksum that stands after the data. */
  async tail(head: Head): Promise<Head> { return head; }

  take(count: number): Promise<Buffer> { return this.wire.bytes(count); }
  data(size: number): Promise<Buffer> { return this.wire.bytes(size); }
  right(bytes: Buffer, { checksum }: Head): boolean { return createHash('md5').update(bytes).digest('hex') === checksum.toLowerCase(); }
  keep(name: string, bytes: Buffer, _head: Head): Promise<void> { return keep(this.desk, name, bytes); }
}
