import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { FtpspecError } from '../../ftpspec-error.ts';

/** Bytes of a protocol in one file, and characters of its lines: twice the largest here. The Markdown parser is not linear in what it is given. */
const LARGEST = 64 * 1024;
const WIDEST = 1000;

/**
 * The text of a specification that a command line names, read to a limit: it may be any file.
 * @throws FtpspecError `BAD_SPEC`
 */
export async function readSpecFile(path: string): Promise<string> {
  const bytes = await read(path).catch((error: unknown) => {
    throw error instanceof FtpspecError ? error : bad(path, `cannot be read: ${(error as Error).message}`, error);
  });
  if (bytes.length > LARGEST) throw bad(path, `is larger than ${LARGEST} bytes`);
  const text = decoded(path, bytes);
  const wide = text.split('\n').findIndex((line) => line.length > WIDEST);
  if (wide >= 0) throw bad(path, `is not read:\n${path}:${wide + 1}: the line is longer than ${WIDEST} characters`);
  return text;
}

function decoded(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw bad(path, 'is no UTF-8 text', error);
  }
}

async function read(path: string): Promise<Buffer> {
  // A pipe would be waited for without an end.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) throw bad(path, 'is no file');
    const bytes = Buffer.alloc(LARGEST + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      length += bytesRead;
      if (bytesRead === 0 || length === bytes.length) return bytes.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

function bad(path: string, what: string, cause?: unknown): FtpspecError {
  return new FtpspecError('BAD_SPEC', `the specification ${path} ${what}`, { hint: 'Give --spec one Markdown file; spec/your-own-protocol.md shows how to write it.', cause });
}
