import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileStore } from './file-store.ts';
import type { Outcome } from './outcome.ts';
import { resolvePath } from './path.ts';
import { temporaryName } from './temporary-name.ts';

/** A store in `root` beside a `secret` file and an `outside` directory that no client may reach. */
async function setUp() {
  const base = await temporaryDirectory();
  const root = join(base, 'root');
  await mkdir(join(root, 'dir'), { recursive: true });
  await mkdir(join(base, 'outside'));
  await writeFile(join(base, 'outside', 'secret'), 'secret');
  // A neighbour whose name begins with the root's name.
  await mkdir(join(base, 'root-neighbour'));
  await writeFile(join(root, 'file'), 'hello');
  return { base, root, store: valueOf(await FileStore.open(root)) };
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.detail}`);
  return outcome.value;
}

function reasonOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.reason;
}

async function names(store: FileStore, path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of valueOf(await store.list(path))) found.push(entry.name);
  return found.sort();
}

async function read(store: FileStore, path: string): Promise<string> {
  const { handle } = valueOf(await store.openRead(path));
  try {
    return await handle.readFile('latin1');
  } finally {
    await handle.close();
  }
}

describe('files and directories', () => {
  it('tells facts of files, directories and the root', async () => {
    const { store } = await setUp();
    expect(await store.stat('/file')).toMatchObject({ ok: true, value: { name: 'file', kind: 'file', size: 5 } });
    expect(await store.stat('/dir')).toMatchObject({ ok: true, value: { kind: 'directory' } });
    expect(await store.stat('/')).toMatchObject({ ok: true, value: { name: '.', kind: 'directory' } });
    expect(reasonOf(await store.stat('/none'))).toBe('missing');
    expect(reasonOf(await store.stat('/file/below'))).toBe('not a directory');
  });

  it('answers with reasons, not exceptions', async () => {
    const { store } = await setUp();
    expect(reasonOf(await store.makeDirectory('/dir'))).toBe('exists');
    expect(reasonOf(await store.makeDirectory('/none/new'))).toBe('missing');
    expect(reasonOf(await store.makeDirectory('/'))).toBe('exists');
    expect(reasonOf(await store.removeDirectory('/file'))).toBe('not a directory');
    expect(reasonOf(await store.removeDirectory('/'))).toBe('not permitted');
    expect(reasonOf(await store.remove('/dir'))).toBe('is a directory');
    expect(reasonOf(await store.remove('/none'))).toBe('missing');
    expect(reasonOf(await store.openRead('/dir'))).toBe('is a directory');
    expect(reasonOf(await store.openRead('/file', 6))).toBe('failed');
    expect(reasonOf(await store.create('/dir'))).toBe('is a directory');
    expect(reasonOf(await store.create('/none/file'))).toBe('missing');
    expect(reasonOf(await store.list('/file'))).toBe('not a directory');
    expect(reasonOf(await store.list('/none'))).toBe('missing');
    expect(reasonOf(await store.rename('/dir', '/dir/inner'))).toBe('not permitted');
    expect(reasonOf(await FileStore.open('/none/at/all'))).toBe('missing');
  });

  it('never puts a real path into a detail', async () => {
    const { store, root } = await setUp();
    for (const outcome of [await store.stat('/none'), await store.remove('/dir'), await store.list('/none')]) {
      expect(JSON.stringify(outcome)).not.toContain(root);
    }
  });

  it('makes, renames and removes', async () => {
    const { store } = await setUp();
    valueOf(await store.makeDirectory('/new'));
    valueOf(await store.rename('/file', '/new/moved'));
    expect(reasonOf(await store.removeDirectory('/new'))).toBe('not empty');
    expect(await names(store, '/new')).toEqual(['moved']);
    valueOf(await store.remove('/new/moved'));
    valueOf(await store.removeDirectory('/new'));
    expect(await names(store, '/')).toEqual(['dir']);
  });

  it('sets the time of change', async () => {
    const { store } = await setUp();
    valueOf(await store.changeFacts('/file', { modified: new Date('2001-02-03T04:05:06.789Z'), created: null, mode: null }));
    expect(valueOf(await store.stat('/file')).modified.toISOString()).toBe('2001-02-03T04:05:06.789Z');
  });

  it('keeps names that are no UTF-8 byte for byte', async () => {
    const { store, root } = await setUp();
    const path = valueOf(resolvePath('/', 'caf\xc3\xa9 \xff'));
    valueOf(await valueOf(await store.create(path)).commit());
    expect(await names(store, '/')).toContain('caf\xc3\xa9 \xff');
    expect((await readdir(Buffer.from(root), { encoding: 'latin1' as BufferEncoding }))).toContain('caf\xc3\xa9 \xff');
    expect(valueOf(await store.stat(path)).size).toBe(0);
  });

  it('lists 1,000 entries, each once, without temporary files and forged lines', async () => {
    const { store, root } = await setUp();
    for (let i = 0; i < 1000; i += 1) await writeFile(join(root, 'dir', `f${i}`), '');
    await writeFile(join(root, 'dir', temporaryName()), '');
    await writeFile(join(root, 'dir', 'a\r\nforged'), '');
    expect(new Set(await names(store, '/dir')).size).toBe(1000);
    expect((await names(store, '/dir')).length).toBe(1000);
  });

  it('flags special files and opens none of them', async () => {
    const { store, root } = await setUp();
    execFileSync('mkfifo', [join(root, 'pipe')]);
    expect(valueOf(await store.stat('/pipe')).kind).toBe('special');
    expect(reasonOf(await store.openRead('/pipe'))).toBe('not permitted');
    expect(reasonOf(await store.create('/pipe'))).toBe('not permitted');
    expect(reasonOf(await store.append('/pipe'))).toBe('not permitted');
  });
});

describe('the jail', () => {
  it('refuses every operation through a link to a directory outside', async () => {
    const { base, store, root } = await setUp();
    await symlink(join(base, 'outside'), join(root, 'out'));
    await symlink('../..', join(root, 'dir', 'up'));
    for (const path of ['/out/secret', '/out/none', '/out/none/deeper', '/dir/up/outside/secret', '/dir/up/none']) {
      const outcomes = [
        await store.stat(path), await store.openRead(path), await store.create(path), await store.append(path),
        await store.makeDirectory(path), await store.remove(path), await store.removeDirectory(path),
        await store.rename(path, '/stolen'), await store.rename('/file', path), await store.changeFacts(path, { modified: new Date(), created: null, mode: 0o777 }),
      ];
      expect(outcomes.map(reasonOf)).toEqual(outcomes.map(() => 'not permitted'));
    }
    expect(reasonOf(await store.list('/out'))).toBe('not permitted');
    expect(reasonOf(await store.createUnique('/out'))).toBe('not permitted');
    expect(await readdir(join(base, 'outside'))).toEqual(['secret']);
  });

  it('refuses a final link to a file outside, and does not create through a dangling one', async () => {
    const { base, store, root } = await setUp();
    await symlink(join(base, 'outside', 'secret'), join(root, 'link'));
    await symlink(join(base, 'outside', 'new'), join(root, 'dangling'));
    await symlink('loop', join(root, 'loop'));
    for (const path of ['/link', '/dangling', '/loop']) {
      expect(reasonOf(await store.openRead(path))).toBe('not permitted');
      expect(reasonOf(await store.create(path))).toBe('not permitted');
      expect(reasonOf(await store.append(path))).toBe('not permitted');
      expect(valueOf(await store.stat(path)).kind).toBe('special');
    }
    expect(await readdir(join(base, 'outside'))).toEqual(['secret']);
    valueOf(await store.remove('/link'));
    expect(await readFile(join(base, 'outside', 'secret'), 'latin1')).toBe('secret');
  });

  it('does not take a neighbour with the same beginning for the root', async () => {
    const { base, store, root } = await setUp();
    await symlink(join(base, 'root-neighbour'), join(root, 'near'));
    expect(reasonOf(await store.list('/near'))).toBe('not permitted');
  });

  it('follows links that stay inside', async () => {
    const { store, root } = await setUp();
    await symlink('../file', join(root, 'dir', 'link'));
    await symlink('dir', join(root, 'alias'));
    expect(await read(store, '/alias/link')).toBe('hello');
    expect(valueOf(await store.stat('/dir/link'))).toMatchObject({ name: 'link', kind: 'file', size: 5 });
    const upload = valueOf(await store.create('/alias/link'));
    await upload.write([Buffer.from('through')]);
    valueOf(await upload.commit());
    expect(await readFile(join(root, 'file'), 'latin1')).toBe('through');
    expect(valueOf(await store.list('/alias'))).toBeDefined();
  });

  it('lets nobody name a temporary file', async () => {
    const { store, root } = await setUp();
    const name = temporaryName();
    await writeFile(join(root, name), 'part');
    for (const outcome of [await store.stat(`/${name}`), await store.openRead(`/${name}`), await store.remove(`/${name}`), await store.list(`/${name}`)]) {
      expect(reasonOf(outcome)).toBe('not permitted');
    }
  });

  it('holds while directories and outward links are swapped under it', async () => {
    const { base, store, root } = await setUp();
    await symlink(join(base, 'outside'), join(root, 'evil'));
    await writeFile(join(root, 'dir', 'secret'), 'inside');
    const seen = new Set<string>();
    let running = true;
    const swapping = (async () => {
      while (running) {
        await store.rename('/dir', '/held');
        await store.rename('/evil', '/dir');
        await store.rename('/dir', '/evil');
        await store.rename('/held', '/dir');
      }
    })();
    for (let i = 0; i < 300; i += 1) {
      const file = await store.openRead('/dir/secret');
      if (file.ok) {
        seen.add(await file.value.handle.readFile('latin1'));
        await file.value.handle.close();
      }
      await store.makeDirectory(`/dir/new${i}`);
    }
    running = false;
    await swapping;
    expect(await readdir(join(base, 'outside'))).toEqual(['secret']);
    expect([...seen]).toEqual(['inside']);
  });

  it('leaks no descriptors, whatever it answers', async () => {
    const { base, store, root } = await setUp();
    await symlink(join(base, 'outside'), join(root, 'out'));
    const count = async () => (await readdir('/proc/self/fd')).length;
    const before = await count();
    for (let i = 0; i < 50; i += 1) {
      await store.stat('/none');
      await store.list('/out');
      await store.openRead('/out/secret');
      await store.openRead('/dir');
      for await (const _ of valueOf(await store.list('/'))) break;
      await valueOf(await store.create('/u')).abandon();
      await valueOf(await store.append('/file')).commit();
    }
    expect(await count()).toBeLessThan(before + 10);
  });
});

it('removes leftovers of a crashed server that are a day old, everywhere, and no others', async () => {
  const { base, store, root } = await setUp();
  const [old, young, deep] = [temporaryName(), temporaryName(), temporaryName()];
  await symlink(join(base, 'outside'), join(root, 'out'));
  await writeFile(join(base, 'outside', old), '');
  for (const path of [join(root, old), join(root, young), join(root, 'dir', deep)]) await writeFile(path, 'part');
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
  for (const path of [join(root, old), join(root, 'dir', deep), join(base, 'outside', old), join(root, 'file')]) await utimes(path, twoDaysAgo, twoDaysAgo);
  expect(await store.removeLeftovers()).toBe(2);
  expect((await readdir(root)).sort()).toEqual([young, 'dir', 'file', 'out'].sort());
  expect(await readdir(join(base, 'outside'))).toContain(old);
  const handle = await open(join(root, 'file'));
  await handle.close();
  expect((await stat(join(root, 'file'))).size).toBe(5);
});

/** A directory of its own, gone when the test is finished. */
async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'ftpspec-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
