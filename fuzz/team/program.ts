import { runCampaign, type Counts } from '../campaign.ts';
import { Coverage } from '../coverage.ts';
import type { Scenario } from '../scenario.ts';
import { Source } from '../source.ts';
import { Gate } from './gate.ts';
import type { FromWorker, Order, ToWorker } from './messages.ts';
import { progressOf } from './progress.ts';
import { subjectOf } from './subject-data.ts';

/* One worker of a team: a campaign of its own on a server that somebody else looks after. It ends with the process that started it. */
const abort = new AbortController();
let gate = new Gate(0);
let leave: (() => void) | null = null;
/** The last message is out of this process: what is on its way when the channel is closed is lost. */
let said = Promise.resolve();

process.once('disconnect', () => process.exit());
process.on('message', (told: ToWorker) => {
  switch (told.kind) {
    case 'order': void work(told.order).then(() => said).then(() => process.disconnect()); break;
    case 'still': gate.close(() => tell({ kind: 'still' })); break;
    case 'go': gate.go(); break;
    case 'suspects': leave?.(); break;
    case 'end': gate.go(); abort.abort(); break;
  }
});
tell({ kind: 'ready' });

async function work({ subject: data, seed, only, skip, runs, time, concurrency, maxFindings, known, shrinks }: Order): Promise<void> {
  const subject = await subjectOf(data);
  const source = new Source(subject.table, seed, only, data.testee.account !== undefined);
  source.skip(skip);
  gate = new Gate(concurrency);
  const flying = new Map<Scenario, Promise<unknown>>();
  let counts: Counts = { scenarios: 0, sessions: 0, commands: 0, findings: 0, repeated: 0, byGenerator: new Map(), coverage: new Coverage(subject.table), elapsed: 0 };
  let lost = false;
  const gone = (suspects: readonly Scenario[]): void => {
    if (lost) return;
    lost = true;
    tell({ kind: 'lost', suspects, progress: progressOf(counts) });
    abort.abort();
  };
  leave = () => gone([...flying.keys()]);
  const result = await runCampaign({
    subject, source, runs: skip + runs, time, concurrency, maxFindings, known, shrinks, signal: abort.signal, gate: () => gate.wait(), lost: gone, flying,
    found: (finding) => tell({ kind: 'found', finding: { ...finding, met: { ...finding.met, seed } } }),
    news: (scenario) => tell({ kind: 'news', scenario }),
    progress: (now) => { counts = now; tell({ kind: 'progress', progress: progressOf(now) }); },
  });
  if (!lost) tell({ kind: 'done', progress: progressOf(result.counts) });
}

function tell(message: FromWorker): void { said = new Promise((resolve) => { process.send!(message, () => resolve()); }); }
