import { startConfined } from '../confined-process.ts';
import { giveUpRoot } from './unprivileged.ts';
import type { News, Order } from './worker-message.ts';

// The process that shares a network with one submission, and runs the checks. It works for the process that started it and
// ends with it: its servers then end with their bubbles.

const abort = new AbortController();

function tell(news: News): Promise<void> {
  return new Promise((resolve) => { process.send!(news, undefined, undefined, () => resolve()); });
}

/** Runs in the bubble that every submission gets: does it start, may it reach its directories, does the kernel count its processes? */
const TRIAL = 'touch "$HOME/written" && { (ulimit -u 4 2>/dev/null || ulimit -p 4; for turn in 1 2 3 4 5 6; do sleep 0.01 & done; wait) >/dev/null 2>&1 && echo uncounted || echo counted; }';

async function obey(order: Order): Promise<void> {
  if (order.kind === 'stop') return abort.abort();
  if (order.kind === 'try') {
    giveUpRoot();
    const child = startConfined(`sh -c '${TRIAL}'`, order.confinement);
    const ended = await child.ended;
    await child.stop();
    await tell({ kind: 'tried', ended, output: child.output() });
    process.exit();
  }
  // Our own files may be out of reach of whom we become.
  const [{ attempt }, { planAssignment }] = await Promise.all([import('../attempt.ts'), import('../plan.ts')]);
  const { path, assignment, submission, confinement, root } = order;
  const plan = planAssignment({ path, assignment, text: '', problem: (_, message) => ({ line: 1, column: 1, message }) });
  giveUpRoot();
  const outcome = await attempt({ plan, submission, confinement, root, signal: abort.signal, reproduce: () => '', record: (record) => { void tell({ kind: 'record', record }); } });
  await tell({ kind: 'outcome', outcome });
  process.exit();
}

process.on('message', (order: Order) => { void obey(order); });
process.once('disconnect', () => process.exit());
