import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { courseFtp } from '../../src/generated/course-ftp.ts';
import { ruleText } from '../../src/spec/rule-text.ts';
import { handMade } from '../broken/all.ts';
import type { Fault } from '../broken/fault.ts';
import { isCaught, runMatrix } from '../broken/matrix.ts';
import { ruleFaults } from '../broken/rules.ts';
import { startBroken } from '../broken/start.ts';
import { catalog, ftpTable, SUITES } from '../catalog.ts';
import { handWritten } from '../checks/all.ts';
import { makeFixtures } from '../make-fixtures.ts';
import { runCheck } from '../run-check.ts';
import { courseFtpFaults } from './course-ftp/faults.ts';
import { gradedProfile } from './graded-profile.ts';
import { lintChecks } from './profile.ts';

const suite = SUITES['course-ftp']!;
const { table } = suite;
const checks = catalog(table);
const ids = checks.map(({ id }) => id);

describe('the suite of course-ftp', () => {
  it('has ids of its own, cites what there is, and has every check that its profile names', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(40);
    expect(checks.flatMap(({ rules }) => rules).filter((rule) => ruleText(table.protocol, rule) === null)).toEqual([]);
    expect(lintChecks(courseFtp, checks, handWritten)).toEqual([]);
  });

  it('finds the line of a check that is not there', () => {
    const wrong = { ...courseFtp, taken: [{ id: 'access/greets-unaske', place: 'p.md:7' }], parts: [{ ...courseFtp.parts[0]!, checks: ['transfr/*'], place: 'p.md:8' }], features: [{ claim: '', shownBy: ['course-ftp/all-at-onc', 'ftpspec draw'], place: 'p.md:9' }] };
    expect(lintChecks(wrong, checks, handWritten).map(({ place, problem }) => `${place}: ${problem}`)).toEqual([
      expect.stringMatching(/^p\.md:7: ftp has no check `access\/greets-unaske` written by hand: .*access\/greets-unasked/),
      expect.stringMatching(/^p\.md:8: no check of course-ftp is called `transfr\/\*`/),
      expect.stringMatching(/^p\.md:9: no check of course-ftp is called `course-ftp\/all-at-onc`: .*course-ftp\/all-at-once/),
    ]);
  });

  it('marks every check in some stage, and everything else by hand', () => {
    const { stages } = gradedProfile('course-ftp')!;
    expect(gradedProfile('ftp')).toBeNull();
    expect(stages.map(({ id, weight }) => `${id} ${weight}`)).toEqual(['E1 20', 'E2 25', 'E3 35', 'E4 20']);
    const marked = new Set(stages.flatMap(({ parts }) => parts.flatMap((part) => part.checks)));
    expect(ids.filter((id) => !marked.has(id))).toEqual([]);
    expect(stages.flatMap(({ parts }) => parts).filter(({ byHand, checks: some }) => (byHand === null) === (some.length === 0))).toEqual([]);
  });

  it('finds the files that its claims name', () => {
    const paths = courseFtp.features.flatMap(({ shownBy }) => shownBy).filter((text) => /\.(ts|mjs)$/.test(text));
    expect(paths.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([]);
    expect(paths.length).toBeGreaterThan(2);
  });

  // What is not in the profile a student's server need not know: no check may depend on it.
  it.each([['its own reference server', { ...suite.parts, ...suite.tested }], ['the whole of FTP', { ...suite.tested }]])('passes on %s, and sends no verb that is out of scope', { timeout: 60_000 }, async (_, parts) => {
    const started = await startBroken({ parts: () => parts });
    try {
      const { fixtures } = await makeFixtures(table, started.testee, 4000);
      const wrong: string[] = [];
      const queue = checks.filter((check) => !check.exclusive);
      const worker = async (): Promise<void> => {
        for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
          const { record } = await runCheck(check, { table, testee: started.testee, fixtures, timeout: 4000 }, (id) => id);
          if (record.verdict !== 'pass') wrong.push(`${check.id}: ${record.verdict} ${record.reason ?? ''} ${JSON.stringify(record.findings)}`);
          const sent = record.wire.filter((event) => event.channel === 'control' && event.direction === 'sent').flatMap(({ data }) => data.split('\\r\\n').map((line) => line.split(' ')[0]!.toUpperCase()));
          const strange = sent.filter((verb) => ftpTable.commands.has(verb) && !table.commands.has(verb));
          if (strange.length > 0) wrong.push(`${check.id} sends ${strange.join(', ')}`);
        }
      };
      await Promise.all(Array.from({ length: 6 }, worker));
      queue.push(...checks.filter((check) => check.exclusive));
      await worker();
      expect(wrong).toEqual([]);
    } finally {
      await started.stop();
    }
  });

  it('has a faulty server for each check', { timeout: 300_000 }, async () => {
    expect(courseFtpFaults.flatMap(({ caughtBy }) => caughtBy).filter((id) => !ids.includes(id))).toEqual([]);
    // A check that is FTP's own has its faulty server there, in the matrix of FTP.
    const missing = new Set(ids);
    for (const id of handMade.flatMap(({ caughtBy }) => caughtBy)) missing.delete(id);
    expect(courseFtp.taken.map(({ id }) => id).filter((id) => missing.has(id))).toEqual([]);
    const chosen: Fault[] = [...courseFtpFaults];
    for (const id of courseFtpFaults.flatMap(({ caughtBy }) => caughtBy)) missing.delete(id);
    const expected = [...missing];
    // Rows and examples: the faulty server of the last rule that they cite; before it come logins, which block.
    for (const fault of ruleFaults(table.protocol)) {
      const rule = /^rules\/(\w+-\w+-\d+)-/.exec(fault.id)![1]!;
      const mine = checks.filter(({ id, rules }) => missing.has(id) && rules.at(-1) === rule).map(({ id }) => id);
      if (mine.length === 0) continue;
      mine.forEach((id) => missing.delete(id));
      chosen.push({ ...fault, caughtBy: mine });
    }
    const rows = await runMatrix(table, chosen, checks);
    const missed = rows.flatMap(({ fault, verdicts }) => fault.caughtBy.filter((id) => !isCaught(verdicts.get(id))).map((id) => `${fault.id} passes ${id} (${verdicts.get(id) ?? 'not run'})`));
    expect(missed).toEqual([]);
    expect([...missing]).toEqual([]);
    expect(expected.length).toBeGreaterThan(20);
  });
});
