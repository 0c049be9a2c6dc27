import { placeOfLog } from './log-place.ts';
import { onStopSignal, signalExitCode, type StopSignal } from './stop-signals.ts';

/**
 * Does work that keeps a log. A first signal asks it to end early, not without its reports; a second one ends the process, after `last` has
 * done what cannot wait.
 *
 * @param reports the paths of the wanted reports, one of which may be the log
 * @returns the work's exit code, or the signal's where that is not 0
 */
export async function loggedRun(reports: readonly string[], work: (path: string, signal: AbortSignal) => Promise<number>, last: () => void = () => {}): Promise<number> {
  const abort = new AbortController();
  let caught: StopSignal | null = null;
  const place = placeOfLog(reports);
  const release = onStopSignal((name) => { caught = name; abort.abort(); }, () => { last(); place.remove(); });
  try {
    const code = await work(place.path, abort.signal);
    return caught !== null && code !== 0 ? signalExitCode(caught) : code;
  } finally {
    release();
    place.remove();
  }
}
