import { createHash } from 'node:crypto';
import { AnswerReader } from './answer-reader.ts';
import { printable, type AnswerSource } from './answer-source.ts';
import type { ClientOptions, GetOptions } from './client.ts';
import { DownloadError } from './download-error.ts';
import { ended, exchange } from './exchange.ts';
import { LocalFile } from './local-file.ts';
import { formatRequest } from './request-reader.ts';

/** Bytes that are taken from the network before they are written. */
const PORTION = 256 * 1024;

/** One attempt to download a file. Never more than two portions are held. */
export function attemptDownload(server: Required<ClientOptions>, name: string, path: string, options: GetOptions): Promise<{ bytes: number; checksum: string }> {
  return exchange(server, options, { said: name, request: formatRequest(name) }, (source) => receive(source, path, options, server.log));
}

async function receive(source: AnswerSource, path: string, options: GetOptions, log: (line: string) => void): Promise<{ bytes: number; checksum: string }> {
  const answer = await source.head(new AnswerReader());
  if (answer.kind === 'malformed') throw new DownloadError('NOT_THIS_PROTOCOL', answer.problem);
  if (answer.kind === 'error') {
    const text = await source.text(answer.rest);
    log(`< ERROR ${text}`);
    throw new DownloadError('REFUSED', `the server answered: ${text}`);
  }
  const { head } = answer;
  log(`< OK ${printable(head.name.toString())}, ${head.size} bytes, MD5 ${head.checksum}`);
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
