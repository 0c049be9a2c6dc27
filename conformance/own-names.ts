import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tester } from './tester.ts';
import { deliver } from './transfers.ts';

/** A file, an empty directory or a directory with a file in it, for one check alone; made on the disk where that is within reach. */
export async function makeOwn(tester: Tester, kind: 'file' | 'directory' | 'full-directory'): Promise<string> {
  const name = tester.name(kind === 'file' ? '.txt' : '-d');
  if (kind === 'file') tester.file(name);
  else tester.directory(name);
  if (kind === 'full-directory') tester.file(`${name}/inside.txt`);
  if (tester.testee.root !== null && onDisk(tester.testee.root, name, kind, tester.fixtures.text)) return name;
  const session = await tester.login();
  await session.given(`making ${name}`, async () => {
    if (tester.table.commands.has('TYPE')) await session.succeeds('TYPE I');
    if (kind !== 'file') await session.succeeds(`MKD ${name}`);
    if (kind !== 'directory') await deliver(tester, session, `STOR ${kind === 'file' ? name : `${name}/inside.txt`}`, tester.fixtures.text);
  });
  return name;
}

function onDisk(root: string, name: string, kind: 'file' | 'directory' | 'full-directory', body: Buffer): boolean {
  const path = join(root, name);
  try {
    const owner = statSync(root);
    const paths = kind === 'full-directory' ? [path, join(path, 'inside.txt')] : [path];
    if (kind !== 'file') mkdirSync(path);
    if (kind !== 'directory') writeFileSync(paths.at(-1)!, body);
    for (const made of paths) {
      chmodSync(made, statSync(made).isDirectory() ? 0o777 : 0o666);
      if (process.getuid?.() === 0) chownSync(made, owner.uid, owner.gid);
    }
    return true;
  } catch {
    return false;
  }
}
