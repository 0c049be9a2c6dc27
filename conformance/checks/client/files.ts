import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'basic-ftp';
import type { Check } from '../../check.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { clientCheck, download, source, withLocalDirectory } from './client-check.ts';

const BODY = Buffer.from('a file of basic-ftp');

async function names(client: Client, path?: string): Promise<string[]> {
  return (await client.list(path)).map((entry) => entry.name).filter((name) => name !== '.' && name !== '..').toSorted();
}

/** A directory with a file and a directory with a file. All names are new: what lands in the wrong place meets no file of anybody. */
interface Tree { readonly name: string; readonly file: string; readonly inner: string; readonly deep: string }

/** Names for a tree, noted to be removed. */
function plan(tester: Tester): Tree {
  const names = { name: tester.name('-d'), file: tester.name('.txt'), inner: tester.name('-d'), deep: tester.name('.txt') };
  for (const path of [names.name, names.inner, `${names.name}/${names.inner}`]) tester.directory(path);
  for (const path of [names.file, names.deep, `${names.name}/${names.file}`, `${names.name}/${names.deep}`, `${names.name}/${names.inner}/${names.deep}`]) tester.file(path);
  return names;
}

async function makeTree(tester: Tester, client: Client): Promise<Tree> {
  const tree = plan(tester);
  const home = await client.pwd();
  await client.ensureDir(`${tree.name}/${tree.inner}`);
  await client.uploadFrom(source(BODY), tree.deep);
  await client.cd(home);
  await client.uploadFrom(source(BODY), `${tree.name}/${tree.file}`);
  await ours(client, tree);
  return tree;
}

/**
 * Makes sure that the tree is where it should be and that CWD leads into it. basic-ftp deletes and downloads whatever it finds in the
 * working directory: on a server whose CWD does nothing that would be everything.
 */
async function ours(client: Client, { name, file, inner, deep }: Tree): Promise<void> {
  const home = await client.pwd();
  await client.cd(name);
  const outside = await names(client);
  await client.cd(inner);
  const within = await names(client);
  await client.cdup();
  const again = await names(client);
  await client.cd(home);
  const expected = [file, inner].toSorted().join();
  if (outside.join() !== expected || again.join() !== expected || within.join() !== deep) throw new Stop('blocked', `${name} does not list as it was made, so nothing is removed there`);
}

/** basic-ftp: directories, names and facts. */
export const fileClientChecks: readonly Check[] = [
  clientCheck('lists-a-directory', 'shows basic-ftp the names, types and sizes of a directory', ['FTP-FIL-R24', 'FTP-FIL-R22'], ['LIST', 'MLSD'], async (tester, client, real) => {
    const { name, file: fileName, inner: innerName } = await real.given('uploading files', () => makeTree(tester, client));
    const entries = await client.list(name);
    const file = entries.find((entry) => entry.name === fileName);
    const inner = entries.find((entry) => entry.name === innerName);
    const seen = entries.map((entry) => `${entry.name} (${entry.isDirectory ? 'directory' : `${entry.size} bytes`})`).join(', ') || 'nothing that it could read';
    real.require(file?.isFile === true && file.size === BODY.length, `a file ${fileName} of ${BODY.length} bytes`, seen, 'Write LIST as `ls -l` does, or offer MLSD.');
    real.require(inner?.isDirectory === true, `a directory ${innerName}`, seen);
  }),

  clientCheck('renames', 'renames for basic-ftp', ['FTP-FIL-R8'], ['RNFR', 'RNTO'], async (tester, client, real) => {
    const [from, to] = [tester.file(tester.name('.txt')), tester.file(tester.name('.txt'))];
    await real.given('uploading a file', () => client.uploadFrom(source(BODY), from));
    await client.rename(from, to);
    const got = await download(client, to);
    real.require(got.equals(BODY), `the file under its new name`, `${got.length} bytes`);
    const rest = await names(client);
    real.require(!rest.includes(from), `no ${from} in the listing`, 'it is still there');
  }),

  clientCheck('removes', 'removes a file for basic-ftp', ['FTP-FIL-R7'], ['DELE'], async (tester, client, real) => {
    const name = tester.file(tester.name('.txt'));
    await real.given('uploading a file', () => client.uploadFrom(source(BODY), name));
    await client.remove(name);
    real.require(!(await names(client)).includes(name), `no ${name} in the listing`, 'it is still there');
  }),

  clientCheck('ensures-a-directory', 'makes and enters a path of directories for basic-ftp', ['FTP-FIL-R7', 'FTP-FIL-R9'], ['MKD', 'CWD'], async (tester, client, real) => {
    const name = tester.directory(tester.name('-d'));
    for (const path of [`${name}/one`, `${name}/one/two`]) tester.directory(path);
    await client.ensureDir(`${name}/one/two`);
    const here = await client.pwd();
    real.require(here.endsWith(`/${name}/one/two`), `the directory ${name}/one/two`, here);
  }),

  clientCheck('removes-a-tree', 'removes a directory with all that is in it, step by step, for basic-ftp', ['FTP-FIL-R7'], ['RMD', 'DELE', 'LIST'], async (tester, client, real) => {
    const { name } = await real.given('uploading files', () => makeTree(tester, client));
    await client.removeDir(name);
    real.require(!(await names(client)).includes(name), `no ${name} in the listing`, 'it is still there');
  }),

  clientCheck('clears-a-directory', 'empties the working directory for basic-ftp', ['FTP-FIL-R7'], ['RMD', 'DELE', 'LIST'], async (tester, client, real) => {
    const { name } = await real.given('uploading files', () => makeTree(tester, client));
    await client.cd(name);
    const here = await client.pwd();
    // What is emptied must be the directory made for it, and nothing else.
    real.require(here.endsWith(`/${name}`), `the directory ${name}`, here);
    await client.clearWorkingDir();
    const rest = await names(client);
    real.require(rest.length === 0, 'an empty listing', rest.join(', '));
  }),

  clientCheck('uploads-and-downloads-a-tree', 'takes and gives back a tree of directories of basic-ftp', ['FTP-XFR-R3', 'FTP-FIL-R9'], ['STOR', 'RETR', 'MKD', 'CWD', 'LIST'], async (tester, client, real) => withLocalDirectory(async (local) => {
    const tree = plan(tester);
    await mkdir(join(local, 'up', tree.inner), { recursive: true });
    await writeFile(join(local, 'up', tree.file), BODY);
    await writeFile(join(local, 'up', tree.inner, tree.deep), BODY);
    await client.uploadFromDir(join(local, 'up'), tree.name);
    await ours(client, tree);
    await client.downloadToDir(join(local, 'down'), tree.name);
    const got = (await readdir(join(local, 'down'), { recursive: true })).toSorted();
    const expected = [tree.file, tree.inner, join(tree.inner, tree.deep)].toSorted();
    real.require(got.join() === expected.join(), expected.join(', '), got.join(', '));
    const body = await readFile(join(local, 'down', tree.inner, tree.deep));
    real.require(body.equals(BODY), `the ${BODY.length} bytes of ${tree.deep}`, `${body.length} bytes`);
  })),

  clientCheck('tells-the-size', 'tells basic-ftp the size of a file', ['FTP-FIL-R30'], ['SIZE'], async (tester, client, real) => {
    const size = await client.size(tester.fixtures.need('large'));
    real.require(size === tester.fixtures.largeSize, String(tester.fixtures.largeSize), String(size));
  }),

  clientCheck('tells-the-time', 'tells basic-ftp when a file was changed', ['FTP-FIL-R31'], ['MDTM'], async (tester, client, real) => {
    const name = tester.file(tester.name('.txt'));
    await real.given('uploading a file', () => client.uploadFrom(source(BODY), name));
    const time = await client.lastMod(name);
    real.require(Math.abs(time.getTime() - Date.now()) < 86_400_000, `a time within a day of ${new Date().toISOString()}`, String(time));
  }),

  clientCheck('keeps-spaces-in-names', 'keeps spaces in the names that basic-ftp sends', ['FTP-FIL-R5'], ['STOR', 'RETR', 'DELE'], async (tester, client, real) => {
    const name = tester.file(`${tester.name()} with  two spaces.txt`);
    await client.uploadFrom(source(BODY), name);
    real.require((await names(client)).includes(name), `${JSON.stringify(name)} in the listing`, 'it is not there');
    const got = await download(client, name);
    real.require(got.equals(BODY), 'the file', `${got.length} bytes`);
  }),

  clientCheck('protects-a-leading-space', 'finds a name with a leading space by the path that basic-ftp makes of it', ['FTP-FIL-R11', 'FTP-FIL-R5'], ['STOR', 'RETR'], async (tester, client, real) => {
    const bare = tester.name('.txt');
    for (const path of [bare, ` ${bare}`]) tester.file(path);
    // basic-ftp puts the working directory before such a name, so no server has to count spaces.
    await client.uploadFrom(source(BODY), ` ${bare}`);
    const got = await download(client, ` ${bare}`);
    real.require(got.equals(BODY), 'the file', `${got.length} bytes`);
    // A listing does not tell: some forms, and some of their readers, drop the spaces before a name.
    const stray = tester.disk(bare);
    real.require(stray === undefined || stray === null, 'a name that begins with a space', `there is a file ${bare}`);
  }),
];
