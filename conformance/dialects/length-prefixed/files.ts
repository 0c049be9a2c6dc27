import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

/** The path of a name in the served directory. The protocol has no upload, so the tester has to reach the disk. */
export function pathOf(tester: Tester, name: string | Buffer): Buffer {
  const { root } = tester.testee;
  if (root === null) throw new Stop('skipped', 'the served directory is not known, and the protocol cannot put a file there');
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name as string)]);
}

/** Puts a file into the served directory for the time of the check. Skips where the disk does not take the name. */
export async function place(tester: Tester, name: string | Buffer, body: Buffer): Promise<void> {
  const path = pathOf(tester, name);
  tester.adopt({ destroy: () => rmSync(path, { force: true }) });
  await writeFile(path, body).catch((error: Error) => { throw new Stop('skipped', `the file cannot be made: ${error.message}`); });
}
