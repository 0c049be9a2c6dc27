import type { Table } from '../../src/machine/table.ts';
import type { Check } from '../check.ts';
import { makeFixtures } from '../make-fixtures.ts';
import { runCheck } from '../run-check.ts';
import type { Verdict } from '../result.ts';
import type { Fault } from './fault.ts';
import { startBroken } from './start.ts';

/** Which checks a faulty server was shown to, and how each ended. */
export interface MatrixRow {
  readonly fault: Fault;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** Verdicts that show a fault; `tolerated` does not. */
const CAUGHT: ReadonlySet<Verdict> = new Set(['fail', 'warn', 'crash', 'flaky']);

export function isCaught(verdict: Verdict | undefined): boolean { return verdict !== undefined && CAUGHT.has(verdict); }

/**
 * Runs faulty servers against checks: those that a fault names, or for a computed fault those that cite its rule.
 *
 * @param timeouts milliseconds for a reply; a check that does not catch its fault with the first is given the next, so that a
 *   loaded machine shows no survivor
 */
export async function runMatrix(table: Table, faults: readonly Fault[], checks: readonly Check[], width = 4, timeouts: readonly number[] = [400, 4000]): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = [];
  const queue = [...faults];
  const worker = async (): Promise<void> => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      rows.push({ fault, verdicts: await runFault(table, fault, checksFor(fault, checks), timeouts) });
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return rows;
}

/** The checks that a fault is meant for. */
export function checksFor(fault: Fault, checks: readonly Check[]): Check[] {
  if (fault.caughtBy.length > 0) return checks.filter((check) => fault.caughtBy.includes(check.id));
  const rule = /^rules\/(\w+-\w+-\d+)-/.exec(fault.id)?.[1];
  return checks.filter((check) => rule !== undefined && check.rules.includes(rule));
}

async function runFault(table: Table, fault: Fault, checks: readonly Check[], timeouts: readonly number[]): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  if (checks.length === 0) return verdicts;
  const started = await startBroken(fault);
  try {
    const { fixtures } = await makeFixtures(table, started.testee, timeouts[0]!);
    for (const check of checks) {
      for (const timeout of timeouts) {
        const { record } = await runCheck(check, { table, testee: started.testee, fixtures, timeout }, (id) => id);
        verdicts.set(check.id, record.verdict);
        if (isCaught(record.verdict)) break;
      }
    }
  } finally {
    await started.stop();
  }
  return verdicts;
}
