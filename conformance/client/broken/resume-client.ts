import { createHash } from 'node:crypto';
import { formatRequest } from '../../../src/dialects/length-prefixed/request-reader.ts';
import { type Head, LengthClient, Refused } from './length-client.ts';

/** A small client of length-resume that does everything right. What came it keeps in memory. */
export class ResumeClient extends LengthClient {
  held = Buffer.alloc(0);

  override async attempts(name: string): Promise<void> {
    this.drop();
    await super.attempts(name);
  }

  drop(): void { this.held = Buffer.alloc(0); }
  position(): number { return this.held.length; }
  override ask(name: Buffer): void { this.wire.write(formatRequest(name, this.position())); }

  override async refusal(word: string): Promise<Error> {
    if (word !== 'ER' || (await this.take(3)).toString('latin1') !== 'ROR') return super.refusal(word);
    const code = (await this.take(3)).toString('latin1');
    if (!/^[45]\d\d$/.test(code)) return new Refused(`ERROR without a code: ${code}`);
    const text = `refused: ${code} ${(await this.take((await this.take(2)).readUInt16BE())).toString('utf8')}`;
    return code.startsWith('4') ? new Error(text) : new Refused(text);
  }

  override async early(): Promise<string> { return ''; }
  override async tail(head: Head): Promise<Head> { return { ...head, checksum: (await this.take(64)).toString('latin1') }; }

  override async data(size: number): Promise<Buffer> {
    while (this.held.length < size) this.held = Buffer.concat([this.held, await this.wire.some(size - this.held.length)]);
    return this.held;
  }

  override right(bytes: Buffer, { checksum }: Head): boolean {
    const right = createHash('sha256').update(bytes).digest('hex') === checksum.toLowerCase();
    if (!right) this.drop();
    return right;
  }
}
