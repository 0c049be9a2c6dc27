import { catalog, ftpTable } from '../../conformance/catalog.ts';
import { forkReference } from '../../conformance/fork-reference.ts';
import { run } from '../../conformance/run.ts';
import type { CheckRecord } from '../../conformance/result.ts';
import type { Benchmark } from '../benchmark.ts';
import { median } from '../measure/median.ts';

const CONCURRENCY = 8;

/** The whole suite against the reference server in a process of its own, as `npm start` runs it. */
export const suite: Benchmark = {
  name: 'suite',
  measure: async ({ runs }) => {
    const walls: number[] = [];
    const cpus: number[] = [];
    let checks: CheckRecord[] = [];
    for (let i = 0; i < runs; i += 1) {
      const cpu = process.cpuUsage();
      checks = [];
      walls.push(await once(checks));
      const { user, system } = process.cpuUsage(cpu);
      cpus.push((user + system) / 1e6);
    }
    const chapters = byChapter(checks);
    const sum = (records: readonly CheckRecord[]): number => records.reduce((total, record) => total + record.duration, 0);
    const all = sum(checks);
    return [{
      title: `The suite against the embedded reference server, ${CONCURRENCY} sessions at a time, median of ${runs}`,
      columns: ['wall s', 'CPU s of the suite', 'checks', 'passed', 'share of session time'],
      rows: [
        ['all', median(walls).toFixed(2), median(cpus).toFixed(2), String(checks.length), passed(checks), '100 %'],
        ...[...chapters].map(([chapter, records]): [string, ...string[]] => [chapter, '', '', String(records.length), passed(records), `${Math.round(sum(records) / all * 100)} %`]),
      ],
      notes: ['Wall time counts from the first check to the last; the goal is 5 s on two cores. The first run also warms the compiler up.', `Runs: ${walls.map((wall) => wall.toFixed(2)).join(', ')} s`, `Slowest: ${slowest(checks)}`],
      data: { walls, cpus, chapters: Object.fromEntries([...chapters].map(([chapter, records]) => [chapter, { checks: records.length, milliseconds: sum(records) }])) },
    }];
  },
};

/** Seconds of one run; its check records are added to `into`. */
async function once(into: CheckRecord[]): Promise<number> {
  const started = await forkReference({ protocol: 'ftp', credentials: { user: 'tester', password: 'secret' }, root: null, implicit: false });
  try {
    const end = await run({
      table: ftpTable, checks: catalog(ftpTable), started, target: 'reference', timeout: 3000, concurrency: CONCURRENCY, deadline: 300_000, strict: false,
      reproduce: (id) => id,
      record: (record) => { if (record.type === 'check') into.push(record); },
    });
    return end.duration / 1000;
  } finally {
    await started.stop();
  }
}

function slowest(records: readonly CheckRecord[]): string {
  const sorted = [...records].sort((a, b) => b.duration - a.duration).slice(0, 5);
  return sorted.map(({ id, duration }) => `${id} ${Math.round(duration)} ms`).join(', ');
}

function passed(records: readonly CheckRecord[]): string {
  return String(records.filter((record) => record.verdict === 'pass').length);
}

function byChapter(records: readonly CheckRecord[]): Map<string, CheckRecord[]> {
  const chapters = new Map<string, CheckRecord[]>();
  for (const record of records) chapters.set(record.chapter, [...(chapters.get(record.chapter) ?? []), record]);
  return chapters;
}
