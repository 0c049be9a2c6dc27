import { open } from 'node:fs/promises';
import type { DataConnection } from '../../src/client/data-connection.ts';

/** Bytes of the file. */
export const HUNDRED_MIB = 100 * 2 ** 20;

/** Where it is not zero: at its beginning, at powers of two in which a counter could run over, and at its end. */
const MARKS = new Map([[0, 'first'], [2 ** 24, 'after 16 MiB'], [2 ** 26, 'after 64 MiB'], [HUNDRED_MIB - 4, 'last']]);

/** What a file of 100 MiB holds: nearly nothing, so that neither the disk nor memory has to hold more than a few pages. */
export function hundredMib(): Buffer {
  const body = Buffer.alloc(HUNDRED_MIB);
  for (const [at, mark] of MARKS) body.write(mark, at, 'latin1');
  return body;
}

/** Makes the file on the disk, with holes. */
export async function placeHundredMib(path: string | Buffer): Promise<void> {
  const file = await open(path, 'w', 0o666);
  try {
    await file.truncate(HUNDRED_MIB);
    for (const [at, mark] of MARKS) await file.write(mark, at, 'latin1');
  } finally {
    await file.close();
  }
}

/** Receives so many bytes as they come, and compares them with the file's; null when they are the same, or what is wrong. */
export async function receiveHundredMib(connection: DataConnection, deadline: number): Promise<string | null> {
  const body = hundredMib();
  let at = 0;
  const wrong: number[] = [];
  const how = await connection.receiveInto((chunk) => {
    if (wrong.length === 0 && !chunk.equals(body.subarray(at, at + chunk.length))) wrong.push(at + chunk.findIndex((byte, index) => byte !== body[at + index]));
    at += chunk.length;
  }, { deadline, limit: HUNDRED_MIB });
  if (wrong.length > 0) return `another byte at ${wrong[0]!}`;
  return at === HUNDRED_MIB ? null : `${at} bytes, then ${how}`;
}

/** Compares a file on the disk with what it should be, where it is not a hole; null when it is that, or what is wrong. */
export async function lookAtHundredMib(path: string | Buffer): Promise<string | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return 'no file';
  try {
    const { size } = await file.stat();
    if (size !== HUNDRED_MIB) return `${size} bytes`;
    for (const [at, mark] of MARKS) {
      const { buffer } = await file.read(Buffer.alloc(mark.length), 0, mark.length, at);
      if (buffer.toString('latin1') !== mark) return `another byte after ${at}`;
    }
    return null;
  } finally {
    await file.close();
  }
}
