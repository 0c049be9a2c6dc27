import { describe, expect, it } from 'vitest';
import type { Fault } from '../../broken/fault.ts';
import { checksFor, isCaught } from '../../broken/matrix.ts';
import { startBroken } from '../../broken/start.ts';
import type { Check } from '../../check.ts';
import { fixtureNames } from '../../fixtures.ts';
import type { Verdict } from '../../result.ts';
import { runCheck } from '../../run-check.ts';
import { inlineFaults, inlineRuleFaults } from './broken.ts';
import { inlineLengthChecks, inlineMarkerChecks, inlineTable } from './checks.ts';

const checks = [...inlineMarkerChecks, ...inlineLengthChecks];
const faults = [...inlineFaults, ...inlineRuleFaults].filter((fault) => checksFor(fault, checks).length > 0);

/** A check that does not catch its fault in a short time is given a long one, so that a loaded machine shows no survivor. */
const TIMEOUTS = [400, 4000];

async function verdicts(fault: Fault): Promise<Map<string, Verdict>> {
  const started = await startBroken(fault);
  const found = new Map<string, Verdict>();
  try {
    for (const check of checksFor(fault, checks)) found.set(check.id, await verdict(check, started.testee));
  } finally {
    await started.stop();
  }
  return found;
}

async function verdict(check: Check, testee: Awaited<ReturnType<typeof startBroken>>['testee']): Promise<Verdict> {
  let last: Verdict = 'pass';
  for (const timeout of TIMEOUTS) {
    const { record } = await runCheck(check, { table: inlineTable, testee, fixtures: fixtureNames(new Map()), timeout }, (id) => id);
    last = record.verdict;
    if (isCaught(last)) break;
  }
  return last;
}

describe('the faulty servers of inline-marker', () => {
  it('have ids of their own, and name checks that exist', () => {
    const ids = new Set(checks.map(({ id }) => id));
    expect(new Set(inlineFaults.map(({ id }) => id)).size).toBe(inlineFaults.length);
    expect(inlineFaults.flatMap(({ caughtBy }) => caughtBy).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('are each caught, and every check catches one', { timeout: 300_000 }, async () => {
    const missed: string[] = [];
    const catching = new Set<string>();
    const queue = [...faults];
    const worker = async (): Promise<void> => {
      for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
        const found = await verdicts(fault);
        for (const [id, verdict] of found) {
          if (isCaught(verdict)) catching.add(id);
          else if (fault.caughtBy.includes(id)) missed.push(`${fault.id} passes ${id}: ${verdict}`);
        }
        if (![...found.values()].some(isCaught)) missed.push(`${fault.id} survives`);
      }
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    expect(missed).toEqual([]);
    expect(checks.filter(({ id }) => !catching.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
