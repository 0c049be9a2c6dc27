import { catalog, ftpTable } from '../catalog.ts';
import type { Check } from '../check.ts';
import type { CheckRecord, Verdict } from '../result.ts';
import { run } from '../run.ts';
import type { Legal } from './legal.ts';
import { startLegal } from './start.ts';

/** What the suite says of an unusual server. */
export interface Judgement {
  readonly legal: Legal;
  readonly counts: Readonly<Partial<Record<Verdict, number>>>;
  /** Checks that are wrong about it. */
  readonly wrong: readonly CheckRecord[];
  readonly records: readonly CheckRecord[];
  readonly milliseconds: number;
}

/** Verdicts that a correct server must not get. */
const ACCUSING: ReadonlySet<Verdict> = new Set(['fail', 'crash', 'flaky', 'harness-error']);

/** Runs the suite against an unusual server as a user would. */
export async function judge(legal: Legal, options: { readonly checks?: readonly Check[]; readonly timeout?: number; readonly concurrency?: number } = {}): Promise<Judgement> {
  const started = await startLegal(legal);
  const records: CheckRecord[] = [];
  try {
    const end = await run({
      table: ftpTable, checks: options.checks ?? catalog(), started, target: legal.id, timeout: options.timeout ?? 5000, concurrency: options.concurrency ?? 8, deadline: 600_000, strict: false,
      reproduce: (id) => `npm run legal -- ${legal.id} ${id}`, record: (record) => { if (record.type === 'check') records.push(record); },
    });
    const counts: Partial<Record<Verdict, number>> = {};
    for (const { verdict } of records) counts[verdict] = (counts[verdict] ?? 0) + 1;
    return { legal, counts, wrong: records.filter((record) => accuses(record, legal)), records, milliseconds: end.duration };
  } finally {
    await started.stop();
  }
}

function accuses(record: CheckRecord, { lacks = [], withholds = false }: Legal): boolean {
  // A requirement that could not be tried makes the run fail.
  if (record.verdict === 'blocked' && record.level === 'MUST') return !withholds && lacks.length === 0;
  if (!ACCUSING.has(record.verdict)) return false;
  // What is asked of a verb that the server lacks, and rightly: the finding has to be about that verb.
  const about = (sent: string, actual: string): boolean => lacks.includes(sent.split(/[ \\]/)[0]!.toUpperCase()) || (lacks.length > 0 && actual.startsWith('500 Unknown command'));
  return !(record.verdict === 'fail' && record.findings.some(({ verdict, sent, actual }) => verdict === 'fail' && about(sent, actual)));
}
