import type { Inbox, TakeEnd } from '../../client/inbox.ts';
import { escapeBytes } from '../../wire/escape.ts';
import { TEXT_LIMIT, type AnswerHead, type AnswerReader } from './answer-reader.ts';
import { DownloadError } from './download-error.ts';

/** What the server sends, each piece awaited no longer than the time-out. */
export class AnswerSource {
  readonly #inbox: Inbox;
  readonly #timeout: number;

  constructor(inbox: Inbox, timeout: number) {
    this.#inbox = inbox;
    this.#timeout = timeout;
  }

  /** Reads byte by byte up to the data, so that nothing of it is taken too early. */
  async head(reader: AnswerReader): Promise<AnswerHead> {
    let found: AnswerHead | null = null;
    while (found === null) found = reader.push(await this.portion(1, `the head of an answer: ${escapeBytes(reader.partial.subarray(0, 64)) || 'nothing'}`));
    return found;
  }

  /** The next bytes, at most so many, at least one. */
  async portion(most: number, sofar: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const sink = (chunk: Buffer): void => { chunks.push(chunk); };
    const how = await this.#inbox.take(sink, { deadline: this.#timeout, limit: 1, total: Infinity });
    if (chunks.length === 0) throw this.#ending(how, sofar);
    // What has come meanwhile, without waiting for more: progress is told on slow connections too.
    if (most > 1) await this.#inbox.take(sink, { deadline: this.#timeout, limit: most - 1, total: 0 });
    return Buffer.concat(chunks);
  }

  /** Exactly so many bytes. */
  async exactly(length: number, what: string): Promise<Buffer> {
    let bytes = Buffer.alloc(0);
    while (bytes.length < length) bytes = Buffer.concat([bytes, await this.portion(length - bytes.length, `${bytes.length} of ${length} bytes of ${what}`)]);
    return bytes;
  }

  /** The text after ERROR: up to the end, within bounds. */
  async text(begun: Buffer): Promise<string> {
    const chunks = [begun];
    await this.#inbox.take((chunk) => chunks.push(chunk), { deadline: this.#timeout, limit: TEXT_LIMIT, total: this.#timeout });
    return printable(Buffer.concat(chunks).subarray(0, TEXT_LIMIT).toString('utf8').trim()) || 'ERROR';
  }

  #ending(how: TakeEnd, sofar: string): DownloadError {
    return how === 'silence' || how === 'limit'
      ? new DownloadError('SILENT', `nothing came for ${this.#timeout} ms after ${sofar}`)
      : new DownloadError('CUT_SHORT', `the server ${how === 'reset' ? 'reset' : 'closed'} the connection after ${sofar}`);
  }
}

/** A stranger's text without anything that a terminal would obey. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
