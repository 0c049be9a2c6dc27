import { describe, expect, it } from 'vitest';
import { Table } from '../../../src/machine/table.ts';
import { ephemeralPort, ephemeralPortLines } from '../../../src/dialects/ephemeral-port/ephemeral-port.ts';
import type { FileStore } from '../../../src/server/store/file-store.ts';
import type { Fault } from '../../broken/fault.ts';
import { isCaught } from '../../broken/matrix.ts';
import { startBroken } from '../../broken/start.ts';
import type { Check } from '../../check.ts';
import { fixtureNames } from '../../fixtures.ts';
import type { Verdict } from '../../result.ts';
import { runCheck } from '../../run-check.ts';
import { ephemeralPortChecks, ephemeralPortLinesChecks } from './all.ts';
import { fileFaults } from './broken/files.ts';
import { lineFaults } from './broken/lines.ts';
import { ruleFaults } from './broken/rules.ts';
import { wordFaults } from './broken/words.ts';
import { fullDisk } from '../full-disk.ts';

/** A check that misses its fault with the first time-out is given the next, so that a loaded machine shows no survivor. */
const TIMEOUTS = [300, 3000];

async function verdictsOn(fault: Fault, dialect: typeof ephemeralPort, checks: readonly Check[]): Promise<Map<string, Verdict>> {
  const parts = fault.parts?.() ?? {};
  const store = (inner: FileStore): FileStore => fullDisk(parts.store?.(inner) ?? inner);
  const started = await startBroken({ ...fault, parts: () => ({ ...dialect.parts, ...parts, store }) });
  const table = new Table(dialect.protocol);
  const verdicts = new Map<string, Verdict>();
  try {
    for (const check of checks.filter(({ id }) => fault.caughtBy.includes(id))) {
      for (const timeout of TIMEOUTS) {
        const { record } = await runCheck(check, { table, testee: started.testee, fixtures: fixtureNames(new Map()), timeout }, (id) => id);
        verdicts.set(check.id, record.verdict);
        if (isCaught(record.verdict)) break;
      }
    }
  } finally {
    await started.stop();
  }
  return verdicts;
}

describe.each([
  ['ephemeral-port', ephemeralPort, ephemeralPortChecks, [...wordFaults, ...fileFaults]],
  ['ephemeral-port-lines', ephemeralPortLines, ephemeralPortLinesChecks, lineFaults],
] as const)('the faulty servers of %s', (_, dialect, checks, handMade) => {
  it('are each caught by the checks that they name, and every check catches one', { timeout: 300_000 }, async () => {
    expect(handMade.flatMap(({ caughtBy }) => caughtBy).filter((id) => !checks.some((check) => check.id === id))).toEqual([]);
    const computed = ruleFaults(dialect.protocol, checks);
    const queue = [...handMade, ...computed];
    const rows: { fault: Fault; verdicts: Map<string, Verdict> }[] = [];
    const worker = async (): Promise<void> => {
      for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) rows.push({ fault, verdicts: await verdictsOn(fault, dialect, checks) });
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
    const missed = rows.filter(({ fault }) => handMade.includes(fault)).flatMap(({ fault, verdicts }) => fault.caughtBy.filter((id) => !isCaught(verdicts.get(id))).map((id) => `${fault.id} passes ${id} (${verdicts.get(id) ?? 'not run'})`));
    const survivors = rows.filter(({ verdicts }) => ![...verdicts.values()].some(isCaught)).map(({ fault }) => fault.id);
    const catching = new Set(rows.flatMap(({ verdicts }) => [...verdicts].filter(([, verdict]) => isCaught(verdict)).map(([id]) => id)));
    expect({ missed, survivors, idle: checks.filter(({ id }) => !catching.has(id)).map(({ id }) => id) }).toEqual({ missed: [], survivors: [], idle: [] });
  });
});
