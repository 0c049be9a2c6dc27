import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileStore } from './file-store.ts';
import type { Outcome } from './outcome.ts';
import { isTemporaryName } from './temporary-name.ts';
import type { UploadOptions } from './upload.ts';

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.detail}`);
  return outcome.value;
}

async function setUp(options: Partial<UploadOptions> = {}) {
  const root = await temporaryDirectory();
  await writeFile(join(root, 'file'), '0123456789');
  return { root, store: valueOf(await FileStore.open(root, options)), content: (name: string) => readFile(join(root, name), 'latin1') };
}

describe('STOR', () => {
  it('replaces the file only when complete', async () => {
    const { store, root, content } = await setUp();
    const upload = valueOf(await store.create('/file'));
    await upload.write([Buffer.from('ne'), Buffer.alloc(0), Buffer.from('w')]);
    expect(await content('file')).toBe('0123456789');
    expect((await readdir(root)).some(isTemporaryName)).toBe(true);
    expect(valueOf(await upload.commit())).toBe(3);
    expect(await content('file')).toBe('new');
    expect(await readdir(root)).toEqual(['file']);
  });

  it('leaves the old file, or nothing, when interrupted', async () => {
    const { store, root, content } = await setUp();
    for (const path of ['/file', '/fresh']) {
      const upload = valueOf(await store.create(path));
      await upload.write([Buffer.from('half')]);
      await upload.abandon();
      expect((await upload.commit()).ok).toBe(false);
    }
    expect(await content('file')).toBe('0123456789');
    expect(await readdir(root)).toEqual(['file']);
  });

  it('keeps the bits of the file that it replaces', async () => {
    const { store, root } = await setUp();
    await chmod(join(root, 'file'), 0o640);
    valueOf(await valueOf(await store.create('/file')).commit());
    expect((await stat(join(root, 'file'))).mode & 0o777).toBe(0o640);
  });

  it('lets two uploads of one name both end whole, the last one winning', async () => {
    const { store, root, content } = await setUp({ sync: true });
    const [one, two] = [valueOf(await store.create('/same')), valueOf(await store.create('/same'))];
    await one.write([Buffer.from('one one')]);
    await two.write([Buffer.from('two')]);
    valueOf(await two.commit());
    expect(await content('same')).toBe('two');
    valueOf(await one.commit());
    expect(await content('same')).toBe('one one');
    expect((await readdir(root)).sort()).toEqual(['file', 'same']);
  });

  it('reports a directory that took the name meanwhile', async () => {
    const { store, root } = await setUp();
    const upload = valueOf(await store.create('/taken'));
    await mkdir(join(root, 'taken'));
    expect(await upload.commit()).toMatchObject({ ok: false, reason: 'is a directory' });
    expect((await readdir(root)).some(isTemporaryName)).toBe(false);
  });
});

describe('REST and STOR', () => {
  it('keeps what is before the offset and drops what is behind the new end', async () => {
    const { store, content } = await setUp();
    const upload = valueOf(await store.create('/file', 4));
    await upload.write([Buffer.from('ab')]);
    expect(await content('file')).toBe('0123456789');
    expect(valueOf(await upload.commit())).toBe(6);
    expect(await content('file')).toBe('0123ab');
  });

  it('leaves the old file when interrupted', async () => {
    const { store, root, content } = await setUp();
    const upload = valueOf(await store.create('/file', 4));
    await upload.write([Buffer.from('ab')]);
    await upload.abandon();
    expect(await content('file')).toBe('0123456789');
    expect(await readdir(root)).toEqual(['file']);
  });

  it('refuses an offset beyond the end, and a missing file', async () => {
    const { store, root } = await setUp();
    expect(await store.create('/file', 11)).toMatchObject({ ok: false, reason: 'failed' });
    expect(await store.create('/none', 1)).toMatchObject({ ok: false, reason: 'missing' });
    expect(await readdir(root)).toEqual(['file']);
    valueOf(await valueOf(await store.create('/file', 10)).commit());
  });
});

describe('keepPartial', () => {
  it('keeps NAME.part, which can be resumed and interrupted again', async () => {
    const { store, root, content } = await setUp({ keepPartial: true });
    const first = valueOf(await store.create('/big'));
    await first.write([Buffer.from('abc')]);
    await first.abandon();
    expect(await content('big.part')).toBe('abc');
    const second = valueOf(await store.create('/big.part', 3));
    await second.write([Buffer.from('def')]);
    await second.abandon();
    expect(await content('big.part')).toBe('abcdef');
    await valueOf(await store.create('/empty')).abandon();
    expect((await readdir(root)).sort()).toEqual(['big.part', 'file']);
  });
});

describe('APPE', () => {
  it('adds to the file, or creates it', async () => {
    const { store, content } = await setUp();
    for (const path of ['/file', '/fresh']) {
      const upload = valueOf(await store.append(path));
      await upload.write([Buffer.from('+'), Buffer.from('more')]);
      valueOf(await upload.commit());
    }
    expect(await content('file')).toBe('0123456789+more');
    expect(await content('fresh')).toBe('+more');
  });

  it('cuts back to the old content when interrupted', async () => {
    const { store, content } = await setUp();
    const upload = valueOf(await store.append('/file'));
    await upload.write([Buffer.from('lost')]);
    await upload.abandon();
    expect(await content('file')).toBe('0123456789');
    valueOf(await valueOf(await store.append('/file')).commit());
  });

  it('refuses a second appender, and reports a file replaced meanwhile', async () => {
    const { store, content } = await setUp();
    const upload = valueOf(await store.append('/file'));
    expect(await store.append('/file')).toMatchObject({ ok: false, reason: 'busy' });
    valueOf(await valueOf(await store.create('/file')).commit());
    expect(await upload.commit()).toMatchObject({ ok: false, reason: 'busy' });
    expect(await content('file')).toBe('');
  });
});

describe('STOU', () => {
  it('gives fifty uploads at once fifty names, all of which end whole', async () => {
    const { store, root, content } = await setUp();
    const paths = await Promise.all(Array.from({ length: 50 }, async (_, i) => {
      const upload = valueOf(await store.createUnique('/'));
      await upload.write([Buffer.from(`${i}`)]);
      valueOf(await upload.commit());
      return upload.path;
    }));
    expect(new Set(paths).size).toBe(50);
    expect((await Promise.all(paths.map((path) => content(path.slice(1))))).map(Number)).toEqual(paths.map((_, i) => i));
    expect((await readdir(root)).length).toBe(51);
  });

  it('reserves the name, and frees it when interrupted', async () => {
    const { store, root } = await setUp();
    const upload = valueOf(await store.createUnique('/', 'hint'));
    expect(upload.path).toMatch(/^\/hint\.[0-9a-f]{8}$/);
    expect(await readdir(root)).toContain(upload.path.slice(1));
    await upload.abandon();
    expect(await readdir(root)).toEqual(['file']);
    expect(await store.createUnique('/', 'a/b')).toMatchObject({ ok: false, reason: 'not permitted' });
  });
});

/** Whether this user may mount; the reason is shown when the test is skipped. */
function mountTiny(directory: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', directory], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a full disk', () => {
  it('is told as such and keeps the old files', async (context) => {
    const root = await temporaryDirectory();
    if (!mountTiny(root)) return context.skip('mounting a tiny tmpfs is not permitted here');
    onTestFinished(() => void execFileSync('umount', [root]));
    await writeFile(join(root, 'old'), 'old');
    const store = valueOf(await FileStore.open(root));
    for (const upload of [valueOf(await store.create('/old')), valueOf(await store.append('/old'))]) {
      await expect(upload.write([Buffer.alloc(512 * 1024)])).rejects.toMatchObject({ code: 'ENOSPC' });
      await upload.abandon();
    }
    expect(await readFile(join(root, 'old'), 'latin1')).toBe('old');
    expect(await readdir(root)).toEqual(['old']);
  });
});

/** A directory of its own, gone when the test is finished. */
async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'ftpspec-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
