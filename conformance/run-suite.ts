import { exitCode } from './exit-code.ts';
import type { CheckRecord, EndRecord, LogRecord } from './result.ts';
import { run, type RunOptions } from './run.ts';

/** Milliseconds for checks that are under way once the run has to end: one last reply, but no longer than who sends a signal waits. */
function windDown(timeout: number): number {
  return Math.min(timeout + 500, 8000);
}

/**
 * Runs the suite and always ends: when aborted or at the deadline, checks that are stuck get a little time and are then left
 * behind, so that whoever sent a signal still finds the reports.
 */
export async function runSuite(options: RunOptions & { readonly signal: AbortSignal }): Promise<EndRecord> {
  const records: CheckRecord[] = [];
  const began = performance.now();
  let over = false;
  const record = (one: LogRecord): void => {
    if (over) return;
    if (one.type === 'check') records.push(one);
    options.record(one);
  };
  const timers: NodeJS.Timeout[] = [];
  // A class is graded under one signal: what listens to it has to go with each run.
  let release = (): void => {};
  const leftBehind = new Promise<EndRecord['reason']>((resolve) => {
    const after = (milliseconds: number, reason: EndRecord['reason']): void => { timers.push(setTimeout(() => resolve(reason), milliseconds)); };
    const interrupted = (): void => after(windDown(options.timeout), 'interrupted');
    options.signal.addEventListener('abort', interrupted, { once: true });
    release = () => options.signal.removeEventListener('abort', interrupted);
    after(options.deadline + windDown(options.timeout), 'deadline');
  });
  try {
    const ended = await Promise.race([run({ ...options, record }), leftBehind]);
    if (typeof ended === 'object') return ended;
    const end: EndRecord = { type: 'end', reason: ended, duration: Math.round(performance.now() - began), exitCode: exitCode(records, { strict: options.strict, reason: ended }), states: {}, rules: {} };
    record(end);
    return end;
  } finally {
    over = true;
    release();
    for (const timer of timers) clearTimeout(timer);
  }
}
