import { deflateSync, inflateSync } from 'node:zlib';
import { DataError } from '../../src/wire/representation/data-error.ts';
import type { Representation } from '../../src/wire/representation/representation.ts';
import { WireDecoder } from '../../src/wire/representation/wire-decoder.ts';
import { WireEncoder } from '../../src/wire/representation/wire-encoder.ts';

const STRUCTURES: Readonly<Record<string, Representation['structure']>> = { F: 'file', R: 'record', P: 'page' };
const MODES: Readonly<Record<string, Representation['mode']>> = { S: 'stream', B: 'block', C: 'compressed', Z: 'deflated' };

/** The letters of TYPE, STRU and MODE as the codecs have them; null where there is none for them. */
export function representationOf(type: string, structure: string, mode: string): Representation | null {
  const chosen = /^A/i.test(type) ? 'ascii' : /^E/i.test(type) ? 'ebcdic' : /^(I|L 8)$/i.test(type) ? 'image' : null;
  const [structured, moded] = [STRUCTURES[structure], MODES[mode]];
  return chosen === null || structured === undefined || moded === undefined ? null : { type: chosen, structure: structured, mode: moded };
}

/** What the data connection carries of a file with LF lines. @throws DataError where the structure cannot hold it */
export function inForm(file: Buffer, representation: Representation): Buffer {
  const encoder = new WireEncoder(representation);
  const plain = Buffer.concat([encoder.push(file), encoder.end()]);
  return representation.mode === 'deflated' ? deflateSync(plain) : plain;
}

/** The file with LF lines in what the data connection carried, or why there is none. */
export function outOfForm(bytes: Buffer, representation: Representation): Buffer | string {
  try {
    const plain = representation.mode === 'deflated' ? inflateSync(bytes) : bytes;
    const decoder = new WireDecoder(representation);
    return Buffer.concat([...decoder.push(plain), ...decoder.end()].filter((piece) => Buffer.isBuffer(piece)));
  } catch (error) {
    if (error instanceof DataError || (error as NodeJS.ErrnoException).code?.startsWith('Z_')) return (error as Error).message;
    throw error;
  }
}
