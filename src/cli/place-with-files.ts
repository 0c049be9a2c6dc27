import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ftpPlace, type FtpPlace } from '../user-client/ftp-place.ts';

/** A reference server for tests, with `with space/näme.txt` of seven bytes and `large.bin` of 8 MiB. */
export async function placeWithFiles(): Promise<FtpPlace> {
  const place = await ftpPlace();
  await mkdir(join(place.root, 'with space'));
  await writeFile(join(place.root, 'with space', 'näme.txt'), 'content');
  await writeFile(join(place.root, 'large.bin'), Buffer.alloc(8 << 20, 'x'));
  return place;
}
