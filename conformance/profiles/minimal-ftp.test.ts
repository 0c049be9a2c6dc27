import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ruleText } from '../../src/spec/rule-text.ts';
import { isCaught, runMatrix } from '../broken/matrix.ts';
import { ruleFaults } from '../broken/rules.ts';
import { startBroken } from '../broken/start.ts';
import { catalog, SUITES } from '../catalog.ts';
import { makeFixtures } from '../make-fixtures.ts';
import { runCheck } from '../run-check.ts';
import { minimalFtpFaults } from './minimal-ftp/faults.ts';

const { table, parts, tested } = SUITES['minimal-ftp']!;
const checks = catalog(table);
const ids = checks.map(({ id }) => id);

describe('the suite of minimal-ftp', () => {
  it('has ids of its own, cites what there is, and tests every requirement', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(40);
    expect(checks.flatMap(({ rules }) => rules).filter((rule) => ruleText(table.protocol, rule) === null)).toEqual([]);
    const cited = new Set(checks.flatMap(({ rules }) => rules));
    expect(table.protocol.requirements.filter(({ id }) => !cited.has(id))).toEqual([]);
  });

  it('has every check that the specification names', async () => {
    const text = await readFile(new URL('../../spec/dialects/minimal-ftp/1-protocol.md', import.meta.url), 'utf8');
    const named = [...text.matchAll(/`(protocol\/[\w-]+)`/g)].map(([, id]) => id!);
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('passes on its reference server', { timeout: 60_000 }, async () => {
    const started = await startBroken({ parts: () => ({ ...parts, ...tested }) });
    try {
      const { fixtures } = await makeFixtures(table, started.testee, 4000);
      const failed: string[] = [];
      for (const check of checks) {
        const { record } = await runCheck(check, { table, testee: started.testee, fixtures, timeout: 4000 }, (id) => id);
        if (record.verdict !== 'pass') failed.push(`${check.id}: ${record.verdict} ${record.reason ?? ''} ${JSON.stringify(record.findings)}`);
      }
      expect(failed).toEqual([]);
    } finally {
      await started.stop();
    }
  });

  it('catches every faulty server, and each check catches one', { timeout: 300_000 }, async () => {
    expect(minimalFtpFaults.flatMap(({ caughtBy }) => caughtBy).filter((id) => !ids.includes(id))).toEqual([]);
    const rows = await runMatrix(table, [...minimalFtpFaults, ...ruleFaults(table.protocol)], checks);
    const missed = rows.flatMap(({ fault, verdicts }) => fault.caughtBy.filter((id) => !isCaught(verdicts.get(id))).map((id) => `${fault.id} passes ${id} (${verdicts.get(id) ?? 'not run'})`));
    const catching = new Set(rows.flatMap(({ verdicts }) => [...verdicts].filter(([, verdict]) => isCaught(verdict)).map(([id]) => id)));
    expect(missed).toEqual([]);
    expect(ids.filter((id) => !catching.has(id))).toEqual([]);
  });
});
