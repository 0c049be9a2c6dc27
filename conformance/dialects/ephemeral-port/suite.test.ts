import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Table } from '../../../src/machine/table.ts';
import { ephemeralPort, ephemeralPortLines } from '../../../src/dialects/ephemeral-port/ephemeral-port.ts';
import { startBroken } from '../../broken/start.ts';
import { fixtureNames } from '../../fixtures.ts';
import { runCheck } from '../../run-check.ts';
import { ephemeralPortChecks, ephemeralPortLinesChecks } from './all.ts';
import { fullDisk } from '../full-disk.ts';

describe.each([
  ['ephemeral-port', ephemeralPort, ephemeralPortChecks],
  ['ephemeral-port-lines', ephemeralPortLines, ephemeralPortLinesChecks],
] as const)('the suite of %s', (_, dialect, checks) => {
  it('has checks with ids of their own, which cite what exists', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    const known = new Set([...dialect.protocol.rules, ...dialect.protocol.requirements].map(({ id }) => id));
    expect(checks.flatMap(({ rules }) => rules).filter((rule) => !known.has(rule))).toEqual([]);
  });

  it('passes on the reference server, whose disk is full for one name', { timeout: 60_000 }, async () => {
    const started = await startBroken({ parts: () => ({ ...dialect.parts, store: fullDisk }) });
    const began = performance.now();
    try {
      const parts = { table: new Table(dialect.protocol), testee: started.testee, fixtures: fixtureNames(new Map()), timeout: 4000 };
      const records = [];
      for (const check of checks) records.push((await runCheck(check, parts, (id) => id)).record);
      const bad = records.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict, reason, findings }) => ({ id, verdict, reason, findings }));
      expect(bad).toEqual([]);
      process.stdout.write(`${records.length} checks in ${Math.round(performance.now() - began)} ms\n`);
    } finally {
      await started.stop();
    }
  });
});

describe('the features that the document claims', () => {
  it('are shown by checks that exist', async () => {
    const text = await readFile(new URL('../../../spec/dialects/ephemeral-port/1-protocol.md', import.meta.url), 'utf8');
    const table = text.slice(text.indexOf('## Features that the document claims'));
    const cited = [...table.matchAll(/`(?:ephemeral-port|…)\/([a-z0-9-]+)`/g)].map(([, id]) => `ephemeral-port/${id}`);
    expect(cited.length).toBeGreaterThan(30);
    expect(cited.filter((id) => !ephemeralPortChecks.some((check) => check.id === id))).toEqual([]);
  });

  it('and its limits are shown by tests that exist', async () => {
    const [text, ...tests] = await Promise.all(['../../../spec/dialects/ephemeral-port/1-protocol.md', '../../../src/dialects/ephemeral-port/limits.test.ts', '../../../src/dialects/ephemeral-port/client.test.ts'].map((path) => readFile(new URL(path, import.meta.url), 'utf8')));
    const cited = [...text!.matchAll(/test[a-z ]*:? \*([^*]+)\*/g)].map(([, title]) => title!);
    expect(cited.length).toBeGreaterThan(7);
    expect(cited.filter((title) => !tests.some((source) => source.includes(`it('${title}'`)))).toEqual([]);
  });
});
