import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes that look alike nowhere, so that a piece in a wrong place is seen. */
export function pattern(size: number, seed: number): Buffer {
  let state = seed;
  return Buffer.from(Uint8Array.from({ length: size }, () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 16));
}

const BIG = pattern(60_000, 7);

/** What the client finds on the server, by path. A file may be named from below as well: `../outside.txt`. */
export const REMOTE: Readonly<Record<string, Buffer>> = {
  'small.txt': Buffer.from('one\r\ntwo\nthree\r\n'),
  'empty.bin': Buffer.alloc(0),
  'big.bin': BIG,
  'outside.txt': Buffer.from('whoever has this outside its directory was led there\n'),
  'with space.txt': Buffer.from('a name with a space\n'),
  'größe.txt': Buffer.from('a name beyond ASCII\n'),
  'sub/one.txt': Buffer.from('one\n'),
  'sub/deep/two.bin': pattern(5000, 9),
  'q"uote/three.txt': Buffer.from('a directory with a quote in its name\n'),
};

/** What stands in its own directory. `part.bin` is the beginning of the server's `big.bin`. */
export const LOCAL: Readonly<Record<string, Buffer>> = {
  'up.bin': pattern(70_000, 3),
  'up.txt': Buffer.from('upload\r\nof a text\n'),
  'part.bin': BIG.subarray(0, 20_000),
  'tree/a.txt': Buffer.from('a\n'),
  'tree/b/c.bin': pattern(3000, 5),
};

export async function furnish(directory: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
}
