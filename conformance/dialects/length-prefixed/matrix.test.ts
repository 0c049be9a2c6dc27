import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { lengthPrefixed } from '../../../src/dialects/length-prefixed/length-prefixed.ts';
import { ruleText } from '../../../src/spec/rule-text.ts';
import { isCaught, runMatrix } from '../../broken/matrix.ts';
import { startBroken } from '../../broken/start.ts';
import { makeFixtures } from '../../make-fixtures.ts';
import { runCheck } from '../../run-check.ts';
import { lengthResume } from '../../../src/dialects/length-prefixed/length-resume.ts';
import { lengthPrefixedFaults, lengthResumeFaults } from './broken.ts';
import { lengthPrefixedChecks, lengthPrefixedTable as table, lengthResumeChecks } from './checks.ts';

const all = [...lengthPrefixedChecks, ...lengthResumeChecks];

it('every requirement that servers have (another chapter is of clients), and every rule that a client can bring about, is tested', () => {
  const cited = new Set(all.flatMap(({ rules }) => rules));
  const ofServers = table.protocol.requirements.filter(({ id, untested }) => untested === null && !id.startsWith('LEN-CLI-') && Number(/\d+$/.exec(id)![0]) < 30).map(({ id }) => id);
  // A forbidden file, a full server, one that ends, and patience: the server's own tests show these.
  const unseen = new Set(['LEN-PRO-2', 'LEN-PRO-15', 'LEN-PRO-16']);
  expect([...ofServers, ...table.protocol.rules.map(({ id }) => id)].filter((id) => !cited.has(id) && !unseen.has(id))).toEqual([]);
});

it('every check that the specification names is there', async () => {
  const folder = new URL('../../../spec/dialects/length-prefixed/', import.meta.url);
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(new URL(file, folder), 'utf8')));
  const named = [...texts.join('\n').matchAll(/`(length-(?:prefixed|resume)\/[\w-]+)`/g)].map(([, id]) => id!);
  expect(named.length).toBeGreaterThan(7);
  expect(named.filter((id) => !all.some((check) => check.id === id))).toEqual([]);
});

describe.each([
  ['length-prefixed', lengthPrefixed, lengthPrefixedChecks, lengthPrefixedFaults, 30],
  ['length-resume', lengthResume, lengthResumeChecks, lengthResumeFaults, 10],
] as const)('the suite of %s', (name, dialect, checks, faults, least) => {
  const ids = checks.map(({ id }) => id);

  it('has ids of its own and cites what there is', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(least);
    expect(checks.flatMap(({ rules }) => rules).filter((rule) => ruleText(table.protocol, rule) === null)).toEqual([]);
    expect(checks.filter(({ rules }) => rules.length === 0)).toEqual([]);
  });

  it('passes on the reference server', { timeout: 60_000 }, async () => {
    const started = await startBroken({ parts: () => dialect.parts });
    try {
      const { fixtures } = await makeFixtures(table, started.testee, 4000);
      const began = performance.now();
      const failed: string[] = [];
      for (const check of checks) {
        const { record } = await runCheck(check, { table, testee: started.testee, fixtures, timeout: 4000 }, (id) => id);
        if (record.verdict !== 'pass') failed.push(`${check.id}: ${record.verdict} ${record.reason ?? ''} ${JSON.stringify(record.findings)}`);
      }
      process.stdout.write(`${checks.length} checks of ${name}: ${Math.round(performance.now() - began)} ms\n`);
      expect(failed).toEqual([]);
    } finally {
      await started.stop();
    }
  });

  it('catches every faulty server, and each check catches one', { timeout: 300_000 }, async () => {
    expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
    expect(faults.flatMap(({ caughtBy }) => caughtBy).filter((id) => !ids.includes(id))).toEqual([]);
    const rows = await runMatrix(table, faults, checks);
    const missed = rows.flatMap(({ fault, verdicts }) => fault.caughtBy.filter((id) => !isCaught(verdicts.get(id))).map((id) => `${fault.id} passes ${id} (${verdicts.get(id) ?? 'not run'})`));
    const catching = new Set(rows.flatMap(({ verdicts }) => [...verdicts].filter(([, verdict]) => isCaught(verdict)).map(([id]) => id)));
    expect(missed).toEqual([]);
    expect(ids.filter((id) => !catching.has(id))).toEqual([]);
  });
});
