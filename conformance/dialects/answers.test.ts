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

describe('the page on troubleshooting', () => {
  it('names options that exist, and errors with the exit codes that they have', async () => {
    const text = await read('spec/troubleshooting.md');
    const sources = (await Promise.all(['serve', 'get', 'check', 'check-options', 'session-options', 'protocol-option'].map((file) => read(`src/cli/${file}.ts`)))).join() + (await read('bench/options.ts')).replaceAll(/^ +(\w+): \{ type/gm, '--$1');
    const options = new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option));
    expect(options.size).toBeGreaterThan(10);
    expect([...options].filter((option) => !sources.includes(option))).toEqual([]);
    const errors = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map(([, error]) => error!).filter((error) => error !== 'NAME');
    expect(errors.filter((error) => exitCodeOf(error) === 4)).toEqual([]);
  });
});
