/**
 * `npm run legal [-- ID [CHECK]]`: the whole suite against each unusual server by itself, as a table; what a check gets wrong comes
 * after its line. An id or its beginning chooses servers, a second word checks. Exits with 1 when a check accuses one.
 */
import { catalog } from '../catalog.ts';
import { judge, type Judgement } from './judge.ts';
import { legalServers } from './all.ts';

const [only = '', which = ''] = process.argv.slice(2);
const chosen = legalServers.filter(({ id }) => id.startsWith(only));
const checks = catalog().filter(({ id }) => id.includes(which));
const COLUMNS = ['pass', 'tolerated', 'warn', 'not-implemented', 'blocked', 'skipped', 'fail', 'crash', 'flaky', 'harness-error'] as const;

process.stdout.write(`${'server'.padEnd(44)} ${COLUMNS.map((name) => name.slice(0, 6).padStart(6)).join(' ')}     ms\n`);
let accused = 0;
for (const legal of chosen) {
  const judgement = await judge(legal, { checks });
  accused += judgement.wrong.length;
  process.stdout.write(`${row(judgement)}\n${judgement.wrong.map(complaint).join('')}`);
}
process.stdout.write(`${chosen.length} servers, ${checks.length} checks: ${accused === 0 ? 'none accused' : `${accused} wrong verdicts`}\n`);
process.exitCode = chosen.length === 0 ? 2 : accused === 0 ? 0 : 1;

function row({ legal, counts, milliseconds }: Judgement): string {
  return `${legal.id.padEnd(44)} ${COLUMNS.map((name) => String(counts[name] ?? '').padStart(6)).join(' ')} ${String(milliseconds).padStart(6)}`;
}

function complaint({ id, verdict, reason, findings }: Judgement['wrong'][number]): string {
  const finding = findings.find((one) => one.verdict === 'fail') ?? findings[0];
  return `  ${verdict} ${id} ${reason ?? ''}\n${finding === undefined ? '' : `    ${finding.rule} sent ${finding.sent.slice(0, 100)} | expected ${finding.expected.join(', ').slice(0, 160)} | actual ${finding.actual.slice(0, 200)}\n`}`;
}
