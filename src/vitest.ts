/**
 * `ftpspec/vitest`: a server's conformance as tests of its own project.
 *
 *     import { describeConformance } from 'ftpspec/vitest';
 *     describeConformance({ spawn: 'node server.js {port} {root}', user: 'u', password: 'p', select: { chapters: ['access'] } });
 */
import { afterAll, beforeAll, describe, test } from 'vitest';
import { catalog } from '../conformance/catalog.ts';
import { makeFixtures, type MadeFixtures } from '../conformance/make-fixtures.ts';
import { SOLID, type Ground } from '../conformance/ground.ts';
import { probe } from '../conformance/probe.ts';
import { ENGLISH } from '../conformance/rubric/texts/texts.ts';
import type { CheckRecord } from '../conformance/result.ts';
import { fixtureNames } from '../conformance/fixtures.ts';
import { runCheck } from '../conformance/run-check.ts';
import { EVERYTHING, select } from '../conformance/select.ts';
import type { StartedTestee } from '../conformance/start-testee.ts';
import { explainCheck, partLines } from '../reports/grading/explain-check.ts';
import type { CheckRequest } from './library/check.ts';
import { nameOf, startServer, suiteFor } from './library/server-under-test.ts';

/** As {@link CheckRequest}; `known` names checks that are known to fail, and whose passing fails the tests. */
export interface ConformanceSuite extends Omit<CheckRequest, 'signal' | 'onRecord' | 'concurrency' | 'deadline'> {
  readonly known?: readonly string[];
}

/** Milliseconds a check may take beside its replies. */
const MARGIN = 20;

/**
 * Declares a test for each check, chapter by chapter, one after the other on one server. A MUST that is broken fails its test, with
 * the rule, the wire and the likely mistake as the message; what the server does not offer is skipped.
 */
export function describeConformance(request: ConformanceSuite): void {
  const suite = suiteFor(request);
  const { table } = suite;
  const timeout = request.timeout ?? 5000;
  const checks = select(catalog(table), table, { ...EVERYTHING, ...request.select });
  const known = new Set(request.known);
  describe(`${table.protocol.name}: ${nameOf(request)}`, () => {
    let started: StartedTestee;
    let made: MadeFixtures;
    let ground: Ground = SOLID;
    beforeAll(async () => {
      started = await startServer(request, timeout);
      if (suite.lines) ground = await probe({ table, testee: started.testee, timeout }, fixtureNames(new Map()));
      made = await makeFixtures(table, started.testee, timeout, ground);
    }, 4 * MARGIN * timeout);
    afterAll(async () => {
      await made.remove();
      await started.stop();
    }, MARGIN * timeout);
    for (const check of checks) {
      // oxlint-disable-next-line vitest/expect-expect
      test(`${check.id} ${check.title}`, { timeout: MARGIN * timeout }, async (context) => {
        const { record } = await runCheck(check, { table, testee: started.testee, fixtures: made.fixtures, timeout, ground }, (id) => `ftpspec check --check ${id} --verbose`);
        const bad = isBad(record, request.strict ?? false);
        if (known.has(check.id)) {
          if (!bad) throw new Error('this check passes now: take it out of `known`');
          return;
        }
        if (bad) throw new Error(messageOf(record));
        if (record.verdict === 'skipped' || record.verdict === 'not-implemented' || record.verdict === 'blocked') context.skip(record.reason ?? record.verdict);
      });
    }
  });
}

function isBad({ verdict, level }: CheckRecord, strict: boolean): boolean {
  if (verdict === 'blocked') return level === 'MUST';
  return ['fail', 'crash', 'harness-error', ...(strict ? ['warn', 'tolerated'] : [])].includes(verdict);
}

function messageOf(record: CheckRecord): string {
  return [`${record.verdict}: ${record.title}`, ...partLines(explainCheck({ ...record, because: null, hidden: false, lost: 0, cause: null }, { disclosure: 'full', language: ENGLISH }), ENGLISH)].join('\n');
}
