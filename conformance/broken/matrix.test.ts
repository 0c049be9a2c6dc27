import { describe, expect, it } from 'vitest';
import { catalog, ftpTable } from '../catalog.ts';
import { handMade } from './all.ts';
import { checksFor, isCaught, runMatrix } from './matrix.ts';
import { ruleFaults } from './rules.ts';

describe('the faulty servers', () => {
  const checks = catalog();
  const ids = new Set(checks.map((check) => check.id));
  const faults = [...handMade, ...ruleFaults(ftpTable.protocol)].filter((fault) => checksFor(fault, checks).length > 0);

  it('have ids of their own, and name checks that exist', () => {
    expect(new Set(handMade.map((fault) => fault.id)).size).toBe(handMade.length);
    expect(handMade.flatMap((fault) => fault.caughtBy).filter((id) => !ids.has(id))).toEqual([]);
    expect(handMade.filter((fault) => fault.caughtBy.length === 0).map((fault) => fault.id)).toEqual([]);
  });

  it('are each caught, and every check catches one', { timeout: 600_000 }, async () => {
    const rows = await runMatrix(ftpTable, faults, checks);
    const missed = rows.flatMap(({ fault, verdicts }) => fault.caughtBy.filter((id) => !isCaught(verdicts.get(id))).map((id) => `${fault.id} passes ${id} (${verdicts.get(id) ?? 'not run'})`));
    const survivors = rows.filter(({ verdicts }) => ![...verdicts.values()].some(isCaught)).map(({ fault }) => fault.id);
    const catching = new Set(rows.flatMap(({ verdicts }) => [...verdicts].filter(([, verdict]) => isCaught(verdict)).map(([id]) => id)));
    process.stdout.write(`${table(rows)}\n`);
    expect(missed).toEqual([]);
    expect(survivors).toEqual([]);
    expect(checks.filter((check) => !catching.has(check.id)).map((check) => check.id)).toEqual([]);
  });
});

/** One line a faulty server: how many of its checks caught it, and which. */
function table(rows: Awaited<ReturnType<typeof runMatrix>>): string {
  const lines = rows.toSorted((a, b) => (a.fault.id < b.fault.id ? -1 : 1)).map(({ fault, verdicts }) => {
    const caught = [...verdicts].filter(([, verdict]) => isCaught(verdict)).map(([id]) => id);
    return `${fault.id.padEnd(56)} ${`${caught.length}/${verdicts.size}`.padStart(7)}  ${caught.slice(0, 3).join(' ')}${caught.length > 3 ? ' …' : ''}`;
  });
  return ['faulty server                                             caught  by', ...lines].join('\n');
}
