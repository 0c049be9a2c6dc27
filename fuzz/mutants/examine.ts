import type { Fault } from '../../conformance/broken/fault.ts';
import { checksFor, isCaught, runMatrix } from '../../conformance/broken/matrix.ts';
import { startBroken } from '../../conformance/broken/start.ts';
import { ftpTable } from '../../conformance/catalog.ts';
import type { Check } from '../../conformance/check.ts';
import { run } from '../../conformance/run.ts';
import type { Caught } from './row.ts';

/** Shows one faulty server to the checks that are meant for it, one after the other, and where there are none to all that have to do with its commands; null where nothing catches it. */
export async function examine(fault: Fault, checks: readonly Check[]): Promise<Caught | null> {
  const began = performance.now();
  const meant = checksFor(fault, checks);
  for (const check of meant) {
    const [row] = await runMatrix(ftpTable, [{ ...fault, caughtBy: [check.id] }], [check], 1);
    if (row !== undefined && isCaught(row.verdicts.get(check.id))) return { check: check.id, seconds: secondsSince(began) };
  }
  return examineBeside(fault, checks.filter(near(fault)));
}

/** The checks of the commands that the faulty row is about. */
function near({ id }: Fault): (check: Check) => boolean {
  const { rules } = ftpTable.protocol;
  const verbs = rules.find((rule) => id.startsWith(`rules/${rule.id}-`))?.on ?? [];
  const related = new Set(rules.filter(({ on }) => on.some((verb) => verbs.includes(verb))).map((rule) => rule.id));
  return (check) => check.rules.some((rule) => related.has(rule));
}

/** As a user would, who knows nothing of the fault. What only warns or shows once proves nothing. */
async function examineBeside(fault: Fault, checks: readonly Check[]): Promise<Caught | null> {
  const started = await startBroken(fault);
  const began = performance.now();
  let caught: Caught | null = null;
  try {
    await run({
      table: ftpTable, checks, started, target: fault.id, timeout: 1500, concurrency: 8, deadline: 120_000, strict: false, reproduce: (id) => id,
      record: (record) => { if (record.type === 'check' && (record.verdict === 'crash' || record.findings.some((finding) => finding.verdict === 'fail' && isAbout(fault, finding.actual)))) caught ??= { check: record.id, seconds: secondsSince(began) }; },
    });
  } finally {
    await started.stop();
  }
  return caught;
}

/** Whether what was seen is the fault's own mistake. */
export function isAbout({ shows = '' }: Fault, actual: string): boolean { return actual.includes(shows); }

function secondsSince(began: number): number { return Math.round(performance.now() - began) / 1000; }
