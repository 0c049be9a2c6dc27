import { SUITES, ftpTable } from '../conformance/catalog.ts';
import { legalServers } from '../conformance/legal/all.ts';
import type { Legal } from '../conformance/legal/legal.ts';
import { startLegal } from '../conformance/legal/start.ts';
import { FtpspecError } from '../src/ftpspec-error.ts';
import { runCampaign } from './campaign.ts';
import type { Finding } from './finding.ts';
import { prepare } from './prepare.ts';
import { Source } from './source.ts';

/*
 * `npm run spared [-- ID [SECONDS]]`: the fuzzer against each unusual but correct server by itself, for so many seconds (6). None may be accused
 * of anything. An id or its beginning chooses servers. Exits with 1 when one is; what showed once and not again is told and not counted.
 */
const [only = '', seconds = '6'] = process.argv.slice(2);
/** Milliseconds on top of the time for a finding that is just being looked into. */
const GRACE = 12_000;
/** Milliseconds for a reply. */
const TIMEOUT = 4000;

const chosen = legalServers.filter(({ id }) => id.startsWith(only));
let accused = 0;
for (const [at, legal] of chosen.entries()) {
  const findings = await fuzzed(legal, at);
  if (typeof findings === 'string') {
    process.stdout.write(`${legal.id.padEnd(46)} not fuzzed: ${findings}\n`);
    continue;
  }
  // A server that lacks what RFC 1123 wants is rightly told so.
  const wrong = findings.filter(({ verdict, problem }) => verdict === 'fail' && !(legal.lacks ?? []).includes(problem.verb ?? ''));
  accused += wrong.length;
  process.stdout.write(`${legal.id.padEnd(46)} ${wrong.length === 0 ? 'spared' : 'ACCUSED'}\n${findings.map(({ verdict, id, problem }) => `  ${verdict} ${id}: ${problem.sent} | expected ${problem.expected.join(', ').slice(0, 160)} | ${problem.actual.slice(0, 160)}\n`).join('')}`);
}
process.stdout.write(`${chosen.length} servers: ${accused === 0 ? 'none accused' : `${accused} false alarms`}\n`);
process.exit(chosen.length === 0 ? 2 : accused === 0 ? 0 : 1);

async function fuzzed(legal: Legal, seed: number): Promise<readonly Finding[] | string> {
  const started = await startLegal(legal);
  const time = Number(seconds) * 1000;
  try {
    const { subject, remove } = await prepare(SUITES['ftp']!, started, TIMEOUT);
    const { findings } = await runCampaign({ subject, source: new Source(ftpTable, seed, [], started.testee.account !== undefined), runs: Infinity, time, concurrency: 6, maxFindings: 6, signal: AbortSignal.timeout(time + GRACE), shrinks: false }).finally(remove);
    return findings;
  } catch (error) {
    if (error instanceof FtpspecError) return error.message;
    throw error;
  } finally {
    await started.stop();
  }
}
