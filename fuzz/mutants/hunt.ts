import { SUITES, ftpTable } from '../../conformance/catalog.ts';
import type { Fault } from '../../conformance/broken/fault.ts';
import { startBroken } from '../../conformance/broken/start.ts';
import { runCampaign } from '../campaign.ts';
import { prepare } from '../prepare.ts';
import { lengthOf } from '../scenario.ts';
import { Source } from '../source.ts';
import type { Finding } from '../finding.ts';
import { isAbout } from './examine.ts';
import type { Found } from './row.ts';

/** Milliseconds that a faulty server has for a reply. */
const TIMEOUT = 1500;
/** Milliseconds on top of the time for a finding that is just being looked into. */
const GRACE = 15_000;
/** Milliseconds that shrinking may take. */
const SHRINKING = 60_000;

/** Milliseconds that a server may take to stop. */
const STOPPING = 5000;

/** Milliseconds between two looks at the time of the processor. */
const LOOK = 250;

/** Fuzzes one faulty server until something is found, no longer than so many milliseconds, and milliseconds of the processor. */
export async function hunt(fault: Fault, time: number, processor: number, shrinks: boolean): Promise<{ readonly found: Found | null; readonly played: number }> {
  // What spoils bytes of the control connection would spoil TLS before anything else.
  const started = await startBroken(fault.line === undefined ? fault : { ...fault, config: { ...fault.config, tls: null } });
  const proves = ({ verdict, problem }: Finding): boolean => verdict !== 'flaky' && isAbout(fault, problem.actual);
  const began = performance.now();
  const before = process.cpuUsage();
  const abort = new AbortController();
  let caught = 0;
  const overdue = setTimeout(() => abort.abort(), time + GRACE + (shrinks ? SHRINKING : 0));
  const spent = (): number => { const { user, system } = process.cpuUsage(before); return (user + system) / 1000; };
  const looking = setInterval(() => { if (spent() > processor + (shrinks ? SHRINKING : 0)) abort.abort(); }, LOOK);
  try {
    const { subject, remove } = await prepare(SUITES['ftp']!, started, TIMEOUT);
    const { findings, counts } = await runCampaign({
      subject: { ...subject, within: true }, source: new Source(ftpTable, 959, [], started.testee.account !== undefined), runs: Infinity, time, concurrency: 4, maxFindings: fault.shows === undefined ? 10 : 100, signal: abort.signal, shrinks,
      // What does not show again is no proof.
      found: (finding) => { if (proves(finding)) { caught = spent(); abort.abort(); } },
    }).finally(remove);
    const played = counts.scenarios;
    const finding = findings.find(proves);
    if (finding === undefined) return { found: null, played };
    const { met, plays, scenario } = finding;
    return { played, found: { finding: finding.id, generator: scenario.generator, sessions: met.scenario + 1, seconds: met.seconds, processor: shrinks ? null : Math.round(caught) / 1000, plays: plays > 0 ? plays : null, steps: plays > 0 ? [met.steps, lengthOf(scenario)] : null } };
  } catch (error) {
    // A server so broken that nobody can log in shows it before the first scenario.
    if (!isAbout(fault, (error as Error).message)) return { found: null, played: 0 };
    return { played: 1, found: { finding: (error as Error).message, generator: 'preparation', sessions: 1, seconds: Math.round((performance.now() - began) / 100) / 10, processor: Math.round(spent()) / 1000, plays: null, steps: null } };
  } finally {
    clearTimeout(overdue);
    clearInterval(looking);
    // A server that waits for ever does so when it is to stop, too.
    await Promise.race([started.stop(), new Promise<void>((resolve) => { setTimeout(resolve, STOPPING); })]);
  }
}
