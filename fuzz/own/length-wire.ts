import { createHash } from 'node:crypto';
import { AnswerReader, type AnswerHead } from '../../src/dialects/length-prefixed/answer-reader.ts';
import type { Tell, Wire, WireReader } from './wire.ts';

/** `length-prefixed`: one request a connection, the answer a head and the file. */
export const lengthWire: Wire = {
  silent: new Set(), once: true, openListing: false,
  format: (_verb, argument) => {
    const name = Buffer.from(argument, 'latin1');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(name.length);
    return Buffer.concat([length, name]);
  },
  body: () => null,
  reader: (tell) => new LengthReader(tell),
};

class LengthReader implements WireReader {
  private readonly reader = new AnswerReader();
  private head: AnswerHead | null = null;
  private readonly pieces: Buffer[] = [];
  private length = 0;
  private readonly tell: Tell;

  constructor(tell: Tell) { this.tell = tell; }

  sent(): void {}

  push(chunk: Buffer): void {
    if (this.head === null) {
      this.head = this.reader.push(chunk);
      if (this.head === null) return;
      if (this.head.kind === 'malformed') return this.tell.malformed(this.head.problem);
      if (this.head.kind === 'ok') this.tell.reply(150, `OK ${this.head.head.size} bytes`);
      this.add(this.head.rest);
    } else this.add(chunk);
  }

  /** Only the end of the connection ends an answer. */
  ended(): void {
    const { head } = this;
    if (head === null) return;
    const bytes = Buffer.concat(this.pieces);
    if (head.kind === 'error') return bytes.length > 0 ? this.tell.reply(550, bytes.toString('latin1')) : this.tell.malformed('ERROR without a text');
    if (head.kind !== 'ok') return;
    const size = Number(head.head.size);
    if (this.length > size) return this.tell.malformed(`${this.length} bytes of data where ${size} were announced`);
    if (this.length === size && createHash('md5').update(bytes).digest('hex') !== head.head.checksum.toLowerCase()) return this.tell.malformed('the checksum is not that of the data');
    this.tell.file(bytes, this.length === size);
    this.tell.reply(this.length === size ? 226 : 426, 'end');
  }

  private add(bytes: Buffer): void {
    this.length += bytes.length;
    this.pieces.push(Buffer.from(bytes));
  }
}
