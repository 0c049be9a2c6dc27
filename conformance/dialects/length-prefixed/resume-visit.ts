import { createHash } from 'node:crypto';
import { formatRequest } from '../../../src/dialects/length-prefixed/request-reader.ts';
import type { Answers } from '../../../src/machine/decide.ts';
import { escapeBytes } from '../../../src/wire/escape.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { ENDS, Visit } from './visit.ts';

/** Bytes of a text after ERROR, and hexadecimal digits after the data (LEN-RES-R5, R3). */
const TEXT = 1024;
const DIGITS = 64;

/** One connection to a server of `length-resume`, followed by the observer. */
export class ResumeVisit extends Visit {
  static override async open(tester: Tester): Promise<ResumeVisit> {
    return new ResumeVisit(tester, await Visit.connect(tester));
  }

  /** Sends a request whole. */
  async askFrom(name: string | Buffer, position: number, facts: Answers = {}): Promise<void> {
    this.announce(name, facts);
    await this.write(formatRequest(name, position));
  }

  /** The head of an answer, which has to be OK; the size of the whole file. */
  async size(): Promise<number> {
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: 2 });
    this.require(bytes.equals(Buffer.from('OK')), 'LEN-RES-R2', 'OK', bytes.length === 0 ? ENDS[how] : escapeBytes(bytes));
    this.observe(150, 'OK');
    const length = (await this.exactly(4, 'the length of the base name')).readUInt32BE();
    this.require(length <= 4096, 'LEN-RES-R2', 'a base name of at most 4096 bytes', `one of ${length} bytes`);
    await this.exactly(length, 'the base name');
    const size = (await this.exactly(8, 'the size')).readBigUInt64BE();
    this.require(size < 2n ** 53n, 'LEN-RES-R2', 'the size of a file', `${size} bytes`);
    return Number(size);
  }

  /** The answer to a request for a file with this body, of which the client has the first bytes. */
  async brings(body: Buffer, position: number): Promise<void> {
    const size = await this.size();
    this.require(size === body.length, 'LEN-RES-R2', `a size of ${body.length} bytes`, `${size} bytes`);
    const data = await this.rest(size - position);
    this.require(data.equals(body.subarray(position)), 'LEN-RES-R2', `the ${size - position} bytes from ${position} on`, `other bytes: ${escapeBytes(data.subarray(0, 16))}…`);
    await this.checksum(createHash('sha256').update(body).digest('hex'));
  }

  /** So many bytes of data. */
  async rest(length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: length });
    this.require(bytes.length === length, 'LEN-RES-R2', `${length} bytes of data`, `${bytes.length} bytes, then ${ENDS[how]}`);
    return bytes;
  }

  /** The digits after the data, and the end of the connection. */
  async checksum(wanted: string): Promise<void> {
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: DIGITS + 1 });
    const digits = bytes.toString('latin1').toLowerCase();
    this.require(digits === wanted, 'LEN-RES-R3', `${wanted} and the end of the connection`, `${escapeBytes(bytes) || 'nothing'}, then ${ENDS[how]}`);
    this.require(how === 'end', 'LEN-RES-R3', 'the end of the connection after the checksum', ENDS[how]);
    this.observe(226, 'the connection ends');
  }

  /** The code and the text of an answer that has to be ERROR, and the end of the connection. */
  async error(): Promise<{ readonly code: number; readonly text: Buffer }> {
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: 8 });
    const code = /^ERROR(\d{3})$/.exec(bytes.toString('latin1'))?.[1];
    if (code === undefined) this.fail('LEN-RES-R5', ['ERROR and three digits'], bytes.length === 0 ? ENDS[how] : escapeBytes(bytes));
    this.observe(Number(code), `ERROR${code}`);
    const length = (await this.exactly(2, 'the length of the text')).readUInt16BE();
    this.require(length > 0 && length <= TEXT, 'LEN-RES-R5', `a text of 1 to ${TEXT} bytes`, `${length} bytes`);
    const text = await this.exactly(length, 'the text');
    const after = await this.connection.receive({ deadline: this.tester.timeout, limit: 1 });
    this.require(after.how === 'end', 'LEN-RES-R5', 'the end of the connection after the text', after.bytes.length > 0 ? escapeBytes(after.bytes) : ENDS[after.how]);
    return { code: Number(code), text };
  }

  /** An answer that has to be ERROR with this code. */
  async refusedWith(wanted: number): Promise<Buffer> {
    const { code, text } = await this.error();
    this.require(code === wanted, 'LEN-RES-R5', `ERROR${wanted}`, `ERROR${code}`);
    return text;
  }

  /** What is said until the server closes, which has to be less than a whole answer. */
  async breaksOff(most: number): Promise<Buffer> {
    const { bytes, how } = await this.connection.receive({ deadline: this.tester.timeout, limit: most });
    if (how === 'silence' || how === 'limit') throw new Stop('blocked', `the connection stays open: ${ENDS[how]}`);
    return bytes;
  }
}
