import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { catalog, ftpTable, SUITES } from '../conformance/catalog.ts';
import { handMade } from '../conformance/broken/all.ts';
import type { Fault } from '../conformance/broken/fault.ts';
import { checksFor, isCaught, runMatrix } from '../conformance/broken/matrix.ts';
import { ruleFaults } from '../conformance/broken/rules.ts';
import { startBroken } from '../conformance/broken/start.ts';
import { runCampaign } from './campaign.ts';
import { prepare } from './prepare.ts';
import { Source } from './source.ts';

/** What became of one faulty server. */
interface Row {
  readonly fault: string;
  readonly title: string;
  /** A check that catches it; null for none. */
  readonly suite: string | null;
  /** What the fuzzer found, and the generator that did; null for nothing in the time. */
  readonly fuzzer: { readonly finding: string; readonly generator: string; readonly sessions: number; readonly seconds: number } | null;
}

const { values } = parseArgs({ options: {
  time: { type: 'string', default: '60' }, out: { type: 'string', default: 'reports/published/mutants' }, only: { type: 'string', default: '' }, width: { type: 'string', default: '2' },
  'no-suite': { type: 'boolean', default: false }, every: { type: 'string', default: '1' },
} });
const faults = [...handMade, ...ruleFaults(ftpTable.protocol)].filter(({ id }) => id.startsWith(values.only)).filter((_, at) => at % Number(values.every) === 0);
const queue = [...faults];
const rows: Row[] = [];

await Promise.all(Array.from({ length: Number(values.width) }, async () => {
  for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
    const row = { fault: fault.id, title: fault.title, suite: values['no-suite'] ? null : await bySuite(fault), fuzzer: await byFuzzer(fault) };
    rows.push(row);
    process.stdout.write(`${String(rows.length).padStart(4)}/${faults.length}  ${row.fault.padEnd(52)} ${row.fuzzer === null ? '-' : `${row.fuzzer.seconds} s  ${row.fuzzer.generator}  ${row.fuzzer.finding}`}\n`);
    publish();
  }
}));
// What a fault has left open must not keep the script alive.
process.exit(0);

/** Written after each fault: a run that is cut short has told what it knew. */
function publish(): void {
  const sorted = rows.toSorted((a, b) => (a.fault < b.fault ? -1 : 1));
  writeFileSync(`${values.out}.json`, `${JSON.stringify({ seconds: Number(values.time), of: faults.length, faults: sorted }, null, 1)}\n`);
  writeFileSync(`${values.out}.md`, markdown(sorted));
}

async function bySuite(fault: Fault): Promise<string | null> {
  const [row] = await runMatrix(ftpTable, [fault], checksFor(fault, catalog()), 1);
  return [...(row?.verdicts ?? [])].find(([, verdict]) => isCaught(verdict))?.[0] ?? null;
}

async function byFuzzer(fault: Fault): Promise<Row['fuzzer']> {
  const started = await startBroken(fault);
  const began = performance.now();
  const abort = new AbortController();
  const overdue = setTimeout(() => abort.abort(), Number(values.time) * 1000 + 15_000);
  const seconds = (): number => Math.round((performance.now() - began) / 100) / 10;
  try {
    const { subject, remove } = await prepare(SUITES['ftp']!, started, 1500);
    let met: { seconds: number; sessions: number } | null = null;
    const { findings: [finding] } = await runCampaign({
      subject, source: new Source(ftpTable, 959), runs: Infinity, time: Number(values.time) * 1000, concurrency: 4, maxFindings: 1, signal: abort.signal,
      found: (one) => { met = { seconds: one.met.seconds, sessions: one.met.scenario + 1 }; abort.abort(); }, shrinks: false,
    }).finally(remove);
    const when = met as { seconds: number; sessions: number } | null;
    return finding === undefined || when === null || finding.verdict === 'flaky' ? null : { finding: finding.id, generator: finding.scenario.generator, ...when };
  } catch (error) {
    // A server so broken that nobody can log in shows it before the first scenario.
    return { finding: (error as Error).message, generator: 'preparation', sessions: 1, seconds: seconds() };
  } finally {
    clearTimeout(overdue);
    await started.stop();
  }
}

function markdown(all: readonly Row[]): string {
  const found = all.flatMap(({ fuzzer }) => (fuzzer === null ? [] : [fuzzer.seconds]));
  const share = (count: number): string => `${count} (${Math.round(count / all.length * 1000) / 10} %)`;
  return [
    '# Faulty servers and what finds them', '',
    `Written by \`npm run mutants\`: ${all.length} faulty servers, each shown to the suite and, for at most ${values.time} s, to the fuzzer (seed 959, four scenarios at a time, server and fuzzer in one process).`, '',
    `* found by the fuzzer: ${share(found.length)}, within 5 s ${share(found.filter((one) => one <= 5).length)}`,
    `* found by the suite: ${values['no-suite'] ? 'not run' : share(all.filter(({ suite }) => suite !== null).length)}`, '',
    '| faulty server | what it does | check of the suite | generator | sessions | seconds | finding |', '| --- | --- | --- | --- | --- | --- | --- |',
    ...all.map(({ fault, title, suite, fuzzer }) => `| ${fault} | ${title.replaceAll('|', '\\|')} | ${suite ?? '–'} | ${fuzzer === null ? '–' : `${fuzzer.generator} | ${fuzzer.sessions} | ${fuzzer.seconds} | ${fuzzer.finding.replace('fuzz/', '')}`}${fuzzer === null ? ' | | | ' : ''} |`), '',
  ].join('\n');
}
