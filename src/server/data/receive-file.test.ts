import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileStore } from '../store/file-store.ts';
import { dataPair, temporaryDirectory } from './data-pair.ts';
import { receiveFile, type Sink } from './receive-file.ts';

const SIZES = [0, 1, 65_535, 65_536, 65_537, 5 * 2 ** 20];
const options = { stallLimit: 5000 };

/**
 * Lets a peer that does not read reset the connection: closing with unread bytes sends RST and no FIN, whereas
 * `resetAndDestroy` of Node sends all that was written, a FIN, and then RST.
 */
async function reset(ours: Socket, theirs: Socket): Promise<void> {
  await new Promise((resolve) => ours.write('unread', resolve));
  theirs.destroy();
}

class Memory implements Sink {
  readonly chunks: Buffer[] = [];
  async write(chunks: readonly Buffer[]): Promise<void> { this.chunks.push(...chunks.map((chunk) => Buffer.from(chunk))); }
  get content(): Buffer { return Buffer.concat(this.chunks); }
}

const closed = (socket: Socket) => socket.destroyed ? Promise.resolve() : new Promise((resolve) => socket.once('close', resolve));

describe('receiveFile', () => {
  it.each(SIZES)('receives %i bytes exactly', async (size) => {
    const content = randomBytes(size);
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.resume().end(content);
    const sink = new Memory();
    expect(await receiveFile(ours, sink, options)).toEqual({ ok: true, bytes: size });
    expect(sink.content.equals(content)).toBe(true);
    await Promise.all([closed(ours), closed(theirs)]);
  });

  it('stores LF for CR LF in TYPE A, also across segments, and a last CR', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.setNoDelay();
    for (const part of ['a\r', '\nb\r\n', '\rc\r']) await new Promise((resolve) => theirs.write(part, resolve));
    theirs.end();
    const sink = new Memory();
    expect(await receiveFile(ours, sink, { ...options, ascii: true })).toEqual({ ok: true, bytes: 9 });
    expect(String(sink.content)).toBe('a\nb\n\rc\r');
  });

  it('resolves only when the sink has everything', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.end(randomBytes(3 * 2 ** 20));
    let stored = 0;
    const sink: Sink = { write: async (chunks) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      for (const chunk of chunks) stored += chunk.length;
    } };
    expect(await receiveFile(ours, sink, options)).toEqual({ ok: true, bytes: 3 * 2 ** 20 });
    expect(stored).toBe(3 * 2 ** 20);
  });

  it('makes the peer wait for a slow sink', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    let release = () => {};
    const blocked = new Promise<void>((resolve) => { release = resolve; });
    let taken = () => {};
    const first = new Promise<void>((resolve) => { taken = resolve; });
    const size = 64 * 2 ** 20;
    theirs.end(Buffer.alloc(size));
    const receiving = receiveFile(ours, { write: async () => { taken(); await blocked; } }, { stallLimit: 400 });
    await first;
    // Longer than the stall limit: it is not the peer who is slow.
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(ours.bytesRead).toBeLessThan(2 * 2 ** 20 + 64 * 1024);
    release();
    expect(await receiving).toEqual({ ok: true, bytes: size });
  });

  it('gives the peer the whole limit once a slow sink is done', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    const stallLimit = 600;
    // A whole block: it is stored before the next one comes.
    theirs.write(Buffer.alloc(65_536));
    const pause = (limits: number) => new Promise((resolve) => setTimeout(resolve, limits * stallLimit));
    const write = async () => {
      await pause(1.8);
      void pause(0.5).then(() => theirs.end());
    };
    expect(await receiveFile(ours, { write }, { stallLimit })).toEqual({ ok: true, bytes: 65_536 });
  });

  it('tells a reset from an end', async () => {
    const { ours, theirs } = await dataPair(onTestFinished, false);
    const receiving = receiveFile(ours, new Memory(), options);
    theirs.write('half', () => void reset(ours, theirs));
    expect(await receiving).toMatchObject({ ok: false, reason: 'reset' });
  });

  it('tells a peer that sends no more', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.write('half');
    expect(await receiveFile(ours, new Memory(), { stallLimit: 50 })).toMatchObject({ ok: false, reason: 'stalled' });
    expect(ours.destroyed).toBe(true);
  });

  it('stops when aborted', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    const abort = new AbortController();
    theirs.write(Buffer.alloc(2 ** 20));
    const receiving = receiveFile(ours, { write: async () => abort.abort() }, { ...options, signal: abort.signal });
    expect(await receiving).toMatchObject({ ok: false, reason: 'aborted' });
    await closed(ours);
  });

  it('takes the limit and not a byte more', async () => {
    for (const [size, outcome] of [[1000, { ok: true, bytes: 1000 }], [1001, { ok: false, reason: 'too large', bytes: 0 }]] as const) {
      const { ours, theirs } = await dataPair(onTestFinished);
      theirs.end(Buffer.alloc(size));
      expect(await receiveFile(ours, new Memory(), { ...options, limit: 1000 })).toEqual(outcome);
    }
  });

  it('tells a full disk, and a broken one', async () => {
    for (const [path, flags, reason] of [['/dev/full', 'w', 'full'], ['/dev/null', 'r', 'write failed']] as const) {
      const { ours, theirs } = await dataPair(onTestFinished);
      theirs.end(randomBytes(2 ** 20));
      const handle = await open(path, flags);
      onTestFinished(() => handle.close());
      const received = await receiveFile(ours, { write: async (chunks) => void (await handle.writev(chunks)) }, options);
      expect(received).toEqual({ ok: false, reason, bytes: 0 });
      expect(ours.destroyed).toBe(true);
    }
  });

  it('bounds memory against single bytes', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.setNoDelay();
    let most = 0;
    const receiving = receiveFile(ours, { write: async (chunks) => { most = Math.max(most, chunks.length); } }, options);
    for (let i = 0; i < 2000; i += 1) await new Promise((resolve) => theirs.write('x', resolve));
    theirs.end();
    expect(await receiving).toEqual({ ok: true, bytes: 2000 });
    expect(most).toBeLessThanOrEqual(300);
  });

  it('leaves the old file when an upload into the store is cut', async () => {
    const root = await temporaryDirectory(onTestFinished);
    await writeFile(join(root, 'file'), 'old');
    const store = await FileStore.open(root);
    const upload = store.ok ? await store.value.create('/file') : store;
    if (!upload.ok) throw new Error(upload.detail);
    const { ours, theirs } = await dataPair(onTestFinished, false);
    const receiving = receiveFile(ours, upload.value, { ...options, progress: () => void reset(ours, theirs) });
    theirs.write(randomBytes(4 * 2 ** 20));
    expect((await receiving).ok).toBe(false);
    await upload.value.abandon();
    expect(await readFile(join(root, 'file'), 'latin1')).toBe('old');
    expect(execFileSync('ls', ['-A', root], { encoding: 'latin1' })).toBe('file\n');
  });
});
