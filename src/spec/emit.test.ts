import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { emitProtocol } from './emit.ts';
import { listProtocols, loadProtocol } from './load.ts';

const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url));

it('writes a module that holds the protocol, the same one each time', async () => {
  const { protocol, problems } = await loadProtocol(FIXTURES, 'mini');
  expect(problems).toEqual([]);
  const text = emitProtocol(protocol);
  expect(text).toMatch(/^\/\/ Generated from spec\/mini by tools\/generate\.ts; do not edit\.\n/);
  expect(emitProtocol((await loadProtocol(FIXTURES, 'mini')).protocol)).toBe(text);
  const folder = await mkdtemp(join(tmpdir(), 'ftpspec-emit-'));
  try {
    await writeFile(join(folder, 'mini.mjs'), text.replace(/^import type.*$/m, '').replace(': Protocol', ''));
    const { mini } = (await import(pathToFileURL(join(folder, 'mini.mjs')).href)) as { mini: unknown };
    expect(mini).toEqual(protocol);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('exports a name with a hyphen in camel case', async () => {
  const { protocol } = await loadProtocol(FIXTURES, 'mini');
  expect(emitProtocol({ ...protocol, name: 'course-ftp' })).toContain('export const courseFtp: Protocol = {\n  name: "course-ftp",\n');
});

it('refuses a protocol with something undefined in it', async () => {
  const { protocol } = await loadProtocol(FIXTURES, 'mini');
  expect(() => emitProtocol({ ...protocol, states: [{ ...protocol.states[0]!, entry: undefined as never }] })).toThrow('entry is undefined where null is meant');
});

it('takes for protocols the folders that hold chapters', async () => {
  expect(await listProtocols(FIXTURES)).toEqual(['mini']);
});
