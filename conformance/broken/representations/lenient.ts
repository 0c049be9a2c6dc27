import { decode } from '../../../src/wire/representation/decode.ts';
import type { Representation } from '../../../src/wire/representation/representation.ts';

/** The file that the wire holds; null where it holds none. */
export async function strictly(wire: Buffer, as: Representation): Promise<Buffer | null> {
  const read = await readAll(wire, as);
  return read.whole ? read.file : null;
}

/** As much of a file as the wire holds. */
export async function leniently(wire: Buffer, as: Representation): Promise<Buffer> { return (await readAll(wire, as)).file; }

async function readAll(wire: Buffer, as: Representation): Promise<{ file: Buffer; whole: boolean }> {
  const pieces: Buffer[] = [];
  const source = async function* (): AsyncGenerator<Buffer> { if (wire.length > 0) yield wire; };
  try {
    for await (const piece of decode(source(), as)) if (Buffer.isBuffer(piece)) pieces.push(Buffer.from(piece));
    return { file: Buffer.concat(pieces), whole: true };
  } catch {
    return { file: Buffer.concat(pieces), whole: false };
  }
}
