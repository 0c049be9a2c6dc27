import { createHash } from 'node:crypto';
import { connectSocket } from '../../client/connect.ts';
import { Inbox, type TakeEnd } from '../../client/inbox.ts';
import { escapeBytes } from '../../wire/escape.ts';
import { AnswerReader, TEXT_LIMIT, type AnswerHead } from './answer-reader.ts';
import type { ClientOptions, GetOptions } from './client.ts';
import { DownloadError } from './download-error.ts';
import { LocalFile } from './local-file.ts';
import { formatRequest } from './request-reader.ts';

/** Bytes that are taken from the network before they are written. */
const PORTION = 256 * 1024;

/** One attempt to download a file. Never more than two portions are held. */
export async function attemptDownload(server: Required<ClientOptions>, name: string, path: string, options: GetOptions): Promise<{ bytes: number; checksum: string }> {
  const { host, port, timeout } = server;
  if (options.signal?.aborted) throw ended();
  const socket = await connectSocket({ host, port, timeout, halfOpen: true })
    .catch((error: Error) => { throw new DownloadError('UNREACHABLE', error.message, error); });
  const abort = (): void => { socket.destroy(); };
  options.signal?.addEventListener('abort', abort);
  if (options.signal?.aborted) abort();
  try {
    const source = new Source(new Inbox(socket, () => {}), timeout);
    socket.write(formatRequest(name));
    return await receive(source, path, options);
  } catch (error) {
    throw options.signal?.aborted ? ended(error) : error;
  } finally {
    options.signal?.removeEventListener('abort', abort);
    socket.destroy();
  }
}

async function receive(source: Source, path: string, options: GetOptions): Promise<{ bytes: number; checksum: string }> {
  const answer = await source.head();
  if (answer.kind === 'malformed') throw new DownloadError('NOT_THIS_PROTOCOL', answer.problem);
  if (answer.kind === 'error') throw new DownloadError('REFUSED', `the server answered: ${await source.text(answer.rest)}`);
  const { head } = answer;
  if (head.size > BigInt(Number.MAX_SAFE_INTEGER)) throw new DownloadError('NOT_THIS_PROTOCOL', `a size of ${head.size} bytes`);
  const total = Number(head.size);
  const file = await LocalFile.create(path);
  try {
    const hash = createHash('md5');
    const began = performance.now();
    let bytes = 0;
    const take = async (portion: Buffer): Promise<void> => {
      hash.update(portion);
      await file.write(portion);
      bytes += portion.length;
      const rate = bytes / Math.max(0.001, (performance.now() - began) / 1000);
      options.progress?.({ bytes, total, rate, left: rate > 0 ? (total - bytes) / rate : 0 });
    };
    await take(answer.rest.subarray(0, total));
    while (bytes < total) await take(await source.portion(Math.min(PORTION, total - bytes), `${bytes} of ${total} bytes`));
    const checksum = hash.digest('hex');
    if (checksum !== head.checksum.toLowerCase()) throw new DownloadError('CHECKSUM_WRONG', `the MD5 of what came is ${checksum}, not ${head.checksum}`);
    if (options.signal?.aborted) throw ended();
    await file.commit();
    return { bytes, checksum };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** What the server sends, each piece awaited no longer than the time-out. */
class Source {
  readonly #inbox: Inbox;
  readonly #timeout: number;

  constructor(inbox: Inbox, timeout: number) {
    this.#inbox = inbox;
    this.#timeout = timeout;
  }

  /** Reads byte by byte up to the data, so that nothing of it is taken too early. */
  async head(): Promise<AnswerHead> {
    const reader = new AnswerReader();
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
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
}

function ended(cause?: unknown): DownloadError { return new DownloadError('ABORTED', 'the download was ended', cause); }
