import type { Fault } from '../../conformance/broken/fault.ts';
import { checksFor, isCaught, runMatrix } from '../../conformance/broken/matrix.ts';
import { ftpTable } from '../../conformance/catalog.ts';
import type { Check } from '../../conformance/check.ts';
import type { Caught } from './row.ts';

/** Shows one faulty server to the checks that are meant for it, one after the other; null where none catches it. */
export async function examine(fault: Fault, checks: readonly Check[]): Promise<Caught | null> {
  const began = performance.now();
  for (const check of checksFor(fault, checks)) {
    const [row] = await runMatrix(ftpTable, [{ ...fault, caughtBy: [check.id] }], [check], 1);
    if (row !== undefined && isCaught(row.verdicts.get(check.id))) return { check: check.id, seconds: Math.round(performance.now() - began) / 1000 };
  }
  return null;
}
