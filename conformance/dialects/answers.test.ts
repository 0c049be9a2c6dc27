import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { catalog, SUITES } from '../catalog.ts';

const top = join(import.meta.dirname, '../..');
const ids = new Set(Object.values(SUITES).flatMap(({ table }) => catalog(table).map(({ id }) => id)));
const read = (path: string): Promise<string> => readFile(join(top, path), 'utf8');

describe.each(['length-prefixed', 'ephemeral-port'])('what the document of %s leaves for later', (name) => {
  it('is answered by checks and tests that exist', async () => {
    const text = await read(`spec/dialects/${name}/1-protocol.md`);
    const [answers] = /## What the document leaves for later\n[^]*?(?=\n## |$)/.exec(text)!;
    const named = [...answers.matchAll(/`([\w./-]+\/[\w./-]+)`/g)].map(([, one]) => one!);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((one) => (one.endsWith('.ts') ? !existsSync(join(top, one)) : !ids.has(one)))).toEqual([]);
    // At most two of the wishes are argued away.
    expect([...answers.matchAll(/argued away/g)].length).toBeLessThanOrEqual(2);
  });
});

const FEATURES = { 'inline-marker': 'dialects/inline-marker/1-protocol', 'length-prefixed': 'dialects/length-prefixed/1-protocol', 'ephemeral-port': 'dialects/ephemeral-port/1-protocol', 'minimal-ftp': 'dialects/minimal-ftp/1-protocol', 'course-ftp': 'profiles/course-ftp' } as const;

describe.each(Object.entries(FEATURES))('what the document of %s claims', (name, page) => {
  it('is shown by checks and tests that exist', async () => {
    const text = await read(`spec/${page}.md`);
    const [claims] = /## (?:Features that the document claims|What the document claims, and what shows it)\n[^]*?(?=\n## |$)/.exec(text)!;
    // A beginning that was named before is left out, and a row of checks has one name.
    const named = [...claims.matchAll(/`(…?[\w-]*\/[\w./…-]+|[\w-]+\.test\.ts)`/g)].map(([, one]) => one!.replace(/^…/, name));
    expect(named.length).toBeGreaterThan(10);
    const exists = (one: string): boolean => {
      if (!/\.(?:ts|mjs)$/.test(one)) return [...ids].some((id) => new RegExp(`^${one.replaceAll('…', '.+')}$`).test(id));
      return existsSync(join(top, one)) || existsSync(join(top, 'src/dialects', name, one));
    };
    expect(named.filter((one) => !exists(one))).toEqual([]);
  });
});

describe('the page on troubleshooting', () => {
  it('names options that exist, and errors with the exit codes that they have', async () => {
    const text = await read('spec/troubleshooting.md');
    const sources = (await Promise.all(['serve', 'get', 'check', 'check-options', 'run-options', 'session-options', 'protocol-option'].map((file) => read(`src/cli/${file}.ts`)))).join() + (await read('bench/options.ts')).replaceAll(/^ +(\w+): \{ type/gm, '--$1');
    const options = new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option));
    expect(options.size).toBeGreaterThan(10);
    expect([...options].filter((option) => !sources.includes(option))).toEqual([]);
    const errors = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map(([, error]) => error!).filter((error) => error !== 'NAME');
    expect(errors.filter((error) => exitCodeOf(error) === 4)).toEqual([]);
  });
});
