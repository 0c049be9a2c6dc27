import { chmod, chown, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tester } from './tester.ts';
import { deliver } from './transfers.ts';

/** A file, an empty directory or a directory with a file in it, for one check alone; made on the disk where that is within reach. */
export async function makeOwn(tester: Tester, kind: 'file' | 'directory' | 'full-directory'): Promise<string> {
  const name = tester.name(kind === 'file' ? '.txt' : '-d');
  if (kind === 'file') tester.file(name);
  else tester.directory(name);
  if (kind === 'full-directory') tester.file(`${name}/inside.txt`);
  if (tester.testee.root !== null && (await onDisk(tester.testee.root, name, kind, tester.fixtures.text))) return name;
  const session = await tester.login();
  await session.given(`making ${name}`, async () => {
    if (tester.table.commands.has('TYPE')) await session.succeeds('TYPE I');
    if (kind !== 'file') await session.succeeds(`MKD ${name}`);
    if (kind !== 'directory') await deliver(tester, session, `STOR ${kind === 'file' ? name : `${name}/inside.txt`}`, tester.fixtures.text);
  });
  return name;
}

async function onDisk(root: string, name: string, kind: 'file' | 'directory' | 'full-directory', body: Buffer): Promise<boolean> {
  const path = join(root, name);
  try {
    const owner = await stat(root);
    const paths = kind === 'full-directory' ? [path, join(path, 'inside.txt')] : [path];
    if (kind !== 'file') await mkdir(path);
    if (kind !== 'directory') await writeFile(paths.at(-1)!, body);
    for (const made of paths) {
      await chmod(made, (await stat(made)).isDirectory() ? 0o777 : 0o666);
      if (process.getuid?.() === 0) await chown(made, owner.uid, owner.gid);
    }
    return true;
  } catch {
    return false;
  }
}
