import { randomBytes } from 'node:crypto';
import { open, writeFile, type FileHandle } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataPair, temporaryDirectory } from './data-pair.ts';
import { sendFile } from './send-file.ts';
import { sendText } from './send-text.ts';

const SIZES = [0, 1, 65_535, 65_536, 65_537, 5 * 2 ** 20];
const options = { stallLimit: 5000 };

async function fileOf(content: Buffer): Promise<FileHandle> {
  const path = join(await temporaryDirectory(onTestFinished), 'file');
  await writeFile(path, content);
  const handle = await open(path);
  onTestFinished(() => handle.close());
  return handle;
}

async function allOf(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const closed = (socket: Socket) => socket.destroyed ? Promise.resolve() : new Promise((resolve) => socket.once('close', resolve));

describe('sendFile', () => {
  it.each(SIZES)('sends %i bytes exactly, and closes', async (size) => {
    const content = randomBytes(size);
    const { ours, theirs } = await dataPair(onTestFinished);
    const arrived = allOf(theirs);
    expect(await sendFile(await fileOf(content), 0, ours, options)).toEqual({ ok: true, bytes: size });
    expect((await arrived).equals(content)).toBe(true);
    theirs.end();
    await closed(ours);
  });

  it.each([1, 65_536, 2 ** 20 + 7, 3 * 2 ** 20])('sends from offset %i of 3 MiB', async (offset) => {
    const content = randomBytes(3 * 2 ** 20);
    const { ours, theirs } = await dataPair(onTestFinished);
    const arrived = allOf(theirs);
    expect(await sendFile(await fileOf(content), offset, ours, options)).toEqual({ ok: true, bytes: content.length - offset });
    expect((await arrived).equals(content.subarray(offset))).toBe(true);
  });

  it('sends lines with CR LF in TYPE A, also where a block ends in the middle of one', async () => {
    const content = Buffer.from(`${'x'.repeat(256 * 1024 - 1)}\r\nline\n\nlast\n${'y\n'.repeat(400_000)}`);
    const { ours, theirs } = await dataPair(onTestFinished);
    const arrived = allOf(theirs);
    const sent = await sendFile(await fileOf(content), 0, ours, { ...options, ascii: true });
    const expected = content.toString('latin1').replace(/\r?\n/g, '\r\n');
    expect((await arrived).toString('latin1') === expected).toBe(true);
    expect(sent).toEqual({ ok: true, bytes: expected.length });
  });

  it('counts progress up to the end', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.resume();
    const seen: number[] = [];
    await sendFile(await fileOf(randomBytes(2 ** 21 + 5)), 0, ours, { ...options, progress: (bytes) => seen.push(bytes) });
    expect(seen.at(-1)).toBe(2 ** 21 + 5);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('tells a peer that resets', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.once('data', () => theirs.resetAndDestroy());
    expect(await sendFile(await fileOf(randomBytes(20 * 2 ** 20)), 0, ours, options)).toMatchObject({ ok: false, reason: 'reset' });
    expect(ours.destroyed).toBe(true);
  });

  it('tells a peer that was gone before', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.resetAndDestroy();
    await closed(theirs);
    expect(await sendFile(await fileOf(randomBytes(2 ** 20)), 0, ours, options)).toMatchObject({ ok: false, reason: 'reset' });
  });

  it('tells a peer that stops to read, soon after the limit', async () => {
    const { ours } = await dataPair(onTestFinished);
    const begun = Date.now();
    expect(await sendFile(await fileOf(randomBytes(20 * 2 ** 20)), 0, ours, { stallLimit: 100 })).toMatchObject({ ok: false, reason: 'stalled' });
    expect(Date.now() - begun).toBeLessThan(3000);
  });

  it('does not take a slow peer for a stalled one', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    let read = 0;
    const timer = setInterval(() => { read += (theirs.read() as Buffer | null)?.length ?? 0; }, 5);
    onTestFinished(() => clearInterval(timer));
    const size = 8 * 2 ** 20;
    const sent = await sendFile(await fileOf(randomBytes(size)), 0, ours, { stallLimit: 400 });
    expect(sent).toEqual({ ok: true, bytes: size });
    expect(read).toBeGreaterThan(0);
  }, 20_000);

  it('stops when aborted, in the middle and before', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    const abort = new AbortController();
    theirs.once('data', () => abort.abort());
    expect(await sendFile(await fileOf(randomBytes(20 * 2 ** 20)), 0, ours, { ...options, signal: abort.signal })).toMatchObject({ ok: false, reason: 'aborted' });
    const second = await dataPair(onTestFinished);
    expect(await sendFile(await fileOf(randomBytes(9)), 0, second.ours, { ...options, signal: AbortSignal.abort() })).toEqual({ ok: false, reason: 'aborted', bytes: 0 });
  });

  it('tells a file that cannot be read', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.resume();
    const directory = await open(await temporaryDirectory(onTestFinished));
    onTestFinished(() => directory.close());
    expect(await sendFile(directory, 0, ours, options)).toEqual({ ok: false, reason: 'read failed', bytes: 0 });
  });

  it('is done although the peer never closes its half', async () => {
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.write('unasked for');
    const arrived = allOf(theirs);
    expect(await sendFile(await fileOf(Buffer.from('abc')), 0, ours, options)).toEqual({ ok: true, bytes: 3 });
    expect(String(await arrived)).toBe('abc');
  });

  it('leaves no socket behind', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { ours, theirs } = await dataPair(onTestFinished);
      theirs.resume().end();
      expect((await sendFile(await fileOf(Buffer.from('x')), 0, ours, options)).ok).toBe(true);
      await Promise.all([closed(ours), closed(theirs)]);
    }
  });
});

describe('sendText', () => {
  async function* numbered(count: number): AsyncGenerator<string> {
    for (let i = 0; i < count; i += 1) yield `line ${i} \xff`;
  }

  it.each([0, 1, 50_000])('sends %i lines', async (count) => {
    const { ours, theirs } = await dataPair(onTestFinished);
    const arrived = allOf(theirs);
    const sent = await sendText(numbered(count), ours, options);
    const expected = Array.from({ length: count }, (_, i) => `line ${i} \xff\r\n`).join('');
    expect((await arrived).toString('latin1') === expected).toBe(true);
    expect(sent).toEqual({ ok: true, bytes: expected.length });
  });

  it('asks for no more lines than the peer takes, and lets go of them', async () => {
    const { ours } = await dataPair(onTestFinished);
    let asked = 0;
    let ended = false;
    const endless = (async function* () {
      try {
        for (;;) yield `${asked++} ${'x'.repeat(1000)}`;
      } finally {
        ended = true;
      }
    })();
    expect(await sendText(endless, ours, { stallLimit: 100 })).toMatchObject({ ok: false, reason: 'stalled' });
    expect(ended).toBe(true);
    expect(asked).toBeLessThan(50_000);
  });

  it('tells lines that fail, a reset and an abort', async () => {
    const failing = (async function* () {
      yield 'one';
      throw new Error('the directory is gone');
    })();
    expect(await sendText(failing, (await dataPair(onTestFinished)).ours, options)).toMatchObject({ ok: false, reason: 'read failed' });
    const { ours, theirs } = await dataPair(onTestFinished);
    theirs.once('data', () => theirs.resetAndDestroy());
    expect(await sendText(numbered(2_000_000), ours, options)).toMatchObject({ ok: false, reason: 'reset' });
    const abort = new AbortController();
    const third = await dataPair(onTestFinished);
    expect(await sendText(numbered(2_000_000), third.ours, { ...options, signal: abort.signal, progress: () => abort.abort() })).toMatchObject({ ok: false, reason: 'aborted' });
  });
});
