import { createHash } from 'node:crypto';
import { AnswerReader, TEXT_LIMIT } from './answer-reader.ts';
import { printable, type AnswerSource } from './answer-source.ts';
import type { ClientOptions, GetOptions } from './client.ts';
import { DownloadError } from './download-error.ts';
import { ended, exchange } from './exchange.ts';
import { PartFile } from './part-file.ts';
import { formatRequest } from './request-reader.ts';
import { ERROR_CODE, ERROR_LENGTH, SHA256_DIGITS } from './resume-answer.ts';

/** Bytes that are taken from the network before they are written. */
const PORTION = 256 * 1024;

/**
 * One attempt to download a file of `length-resume`: it goes on where `PATH.part` ends, and keeps what came for the next
 * (LEN-RES-R30). What turns out to be wrong is dropped, and the next attempt begins at the first byte.
 */
export async function attemptResuming(server: Required<ClientOptions>, name: string, path: string, options: GetOptions): Promise<{ bytes: number; checksum: string }> {
  const part = await PartFile.open(path);
  try {
    return await rest(server, name, part, options).catch((error: unknown) => {
      // The file may have become shorter than what is here: the next answer says whether it is there at all.
      if (!(error instanceof DownloadError) || error.code !== 'REFUSED' || part.length === 0) throw error;
      return part.empty().then(() => rest(server, name, part, options));
    });
  } finally {
    await part.close();
  }
}

function rest(server: Required<ClientOptions>, name: string, part: PartFile, options: GetOptions): Promise<{ bytes: number; checksum: string }> {
  return exchange(server, options, { said: `${name} from byte ${part.length}`, request: formatRequest(name, part.length) }, (source) => receive(source, part, options, server.log));
}

async function receive(source: AnswerSource, part: PartFile, options: GetOptions, log: (line: string) => void): Promise<{ bytes: number; checksum: string }> {
  const answer = await source.head(new AnswerReader(0));
  if (answer.kind === 'malformed') throw new DownloadError('NOT_THIS_PROTOCOL', answer.problem);
  if (answer.kind === 'error') {
    const error = await refusal(source);
    log(`< ${error.message}`);
    throw error;
  }
  log(`< OK ${printable(answer.head.name.toString())}, ${answer.head.size} bytes`);
  const total = Number(answer.head.size);
  if (!Number.isSafeInteger(total) || total < part.length) throw new DownloadError('NOT_THIS_PROTOCOL', `a size of ${answer.head.size} bytes after ${part.length}`);
  const hash = createHash('sha256');
  await part.digest(hash);
  const [began, from] = [performance.now(), part.length];
  while (part.length < total) {
    const portion = await source.portion(Math.min(PORTION, total - part.length), `${part.length} of ${total} bytes`);
    hash.update(portion);
    await part.append(portion);
    const rate = (part.length - from) / Math.max(0.001, (performance.now() - began) / 1000);
    options.progress?.({ bytes: part.length, total, rate, left: rate > 0 ? (total - part.length) / rate : 0 });
  }
  const declared = (await source.exactly(SHA256_DIGITS, 'the checksum')).toString('latin1').toLowerCase();
  const checksum = hash.digest('hex');
  if (checksum !== declared) {
    await part.empty();
    throw new DownloadError('CHECKSUM_WRONG', `the SHA-256 of what came is ${checksum}, not ${printable(declared)}`);
  }
  if (options.signal?.aborted) throw ended();
  await part.commit();
  return { bytes: total, checksum };
}

/** What ERROR says: its code tells whether another attempt may succeed. */
async function refusal(source: AnswerSource): Promise<DownloadError> {
  const code = (await source.exactly(ERROR_CODE, 'the code after ERROR')).toString('latin1');
  if (!/^[45]\d\d$/.test(code)) return new DownloadError('NOT_THIS_PROTOCOL', `no code after ERROR: ${printable(code)}`);
  const length = (await source.exactly(ERROR_LENGTH, 'the length after ERROR')).readUInt16BE();
  if (length > TEXT_LIMIT) return new DownloadError('NOT_THIS_PROTOCOL', `a text of ${length} bytes after ERROR`);
  const text = printable((await source.exactly(length, 'the text after ERROR')).toString('utf8')).trim();
  return new DownloadError(code.startsWith('4') ? 'BUSY' : 'REFUSED', `the server answered: ${code} ${text}`);
}
