import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inlineLength } from '../../../src/dialects/inline-marker/inline-length.ts';
import { inlineMarker } from '../../../src/dialects/inline-marker/inline-marker.ts';
import { startBroken } from '../../broken/start.ts';
import { fixtureNames } from '../../fixtures.ts';
import { fullDisk } from '../full-disk.ts';
import { runCheck } from '../../run-check.ts';
import type { StartedTestee } from '../../start-testee.ts';
import { inlineLengthChecks, inlineMarkerChecks, inlineTable } from './checks.ts';

describe.each([['inline-marker', inlineMarker, inlineMarkerChecks], ['inline-length', inlineLength, inlineLengthChecks]] as const)('the reference server of %s', (_, dialect, checks) => {
  let started: StartedTestee;
  beforeAll(async () => { started = await startBroken({ parts: () => ({ ...dialect.parts, store: fullDisk }) }); });
  afterAll(() => started.stop());

  it('is judged by checks with ids of their own', () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });

  it.each(checks.map((check) => [check.id, check] as const))('passes %s', async (_, check) => {
    const { record } = await runCheck(check, { table: inlineTable, testee: started.testee, fixtures: fixtureNames(new Map()), timeout: 5000 }, (id) => id);
    expect({ verdict: record.verdict, reason: record.reason, findings: record.findings }).toEqual({ verdict: 'pass', reason: null, findings: [] });
  });

  it('passes without the served directory at hand, or says what cannot be seen', { timeout: 60_000 }, async () => {
    const testee = { ...started.testee, root: null };
    for (const check of checks) {
      const { record } = await runCheck(check, { table: inlineTable, testee, fixtures: fixtureNames(new Map()), timeout: 5000 }, (id) => id);
      expect([check.id, record.verdict === 'skipped' ? 'pass' : record.verdict, record.findings]).toEqual([check.id, 'pass', []]);
    }
  });
});

it('names only checks that exist in its specification', async () => {
  const folder = new URL('../../../spec/dialects/inline-marker/', import.meta.url);
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(new URL(file, folder), 'utf8')));
  const named = [...texts.join('\n').matchAll(/`(inline-(?:marker|length)\/[a-z0-9-]+)`/g)].map(([, id]) => id!);
  const ids = new Set([...inlineMarkerChecks, ...inlineLengthChecks].map(({ id }) => id));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});
