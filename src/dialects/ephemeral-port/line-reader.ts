import type { Request } from '../../server/command-line.ts';
import { requestOfWord, TOO_LONG } from './words.ts';
import type { RequestReader } from './word-reader.ts';

/** Reads words of which each is a line that ends in LF or CR LF (EPH-LIN-R1). Of a line that is too long nothing is kept. */
export class LineReader implements RequestReader {
  private held = '';
  private skipping = false;
  private readonly limit: number;

  /** @param limit bytes of a line, without its end */
  constructor(limit: number) { this.limit = limit; }

  push(chunk: Buffer): Request[] {
    const lines = (this.held + chunk.toString('latin1')).split('\n');
    this.held = lines.pop() ?? '';
    const requests = lines.map((line) => this.request(line.replace(/\r$/, ''))).filter((request) => request !== null);
    if (this.held.length > this.limit + 1) {
      this.held = '';
      this.skipping = true;
    }
    return requests;
  }

  private request(line: string): Request | null {
    const long = this.skipping || line.length > this.limit;
    this.skipping = false;
    if (long) return TOO_LONG;
    return line === '' ? null : requestOfWord(line);
  }
}
