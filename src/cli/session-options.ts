import type { Command } from 'commander';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { systemClock } from '../user-client/clock.ts';
import type { OneShotOptions } from '../user-client/one-shot.ts';
import { ProgressDisplay } from '../user-client/progress-display.ts';
import { RemoteError } from '../user-client/remote-error.ts';
import { sessionLog } from '../user-client/session-log.ts';
import { seconds, whole } from './option-values.ts';
import { onStopSignal, signalExitCode, type StopSignal } from './stop-signals.ts';

export interface SessionWords {
  readonly retries: number;
  readonly timeout: number;
  readonly logFile?: string;
  readonly resume?: boolean;
}

export const SESSION_EXIT_CODES = 'Exit codes: 0 done, 1 refused by the server, 2 wrong use, 3 the server cannot be reached.';

/** Adds the options that get, put and ls share. */
export function sessionOptions(command: Command): Command {
  return command
    .option('--retries <number>', 'how often to try again after a lost connection or a 4yz reply: after 1 s, 2 s, 4 s, … 32 s', whole(0, 1000), 5)
    .option('--timeout <seconds>', 'give up when nothing is heard of the server for so long (default: 10)', seconds(0.1, 86_400))
    .option('--log-file <file>', 'write what is said to this file, as JSON');
}

/** Does a piece of work for a URL: progress and trouble go to standard error; a signal ends it with its own exit code. */
export async function performSession(words: SessionWords, name: string, work: (options: OneShotOptions) => Promise<string>): Promise<number> {
  const progress = new ProgressDisplay(process.stderr, name, systemClock);
  const controller = new AbortController();
  let stopped: StopSignal | null = null;
  const unlisten = onStopSignal((signal) => {
    stopped = signal;
    controller.abort();
  }, () => {});
  const say = (line: string): void => {
    progress.clear();
    process.stderr.write(`${terminalSafe(line)}\n`);
  };
  try {
    const text = await work({
      retries: words.retries, timeout: words.timeout ?? 10_000, resume: words.resume ?? true, clock: systemClock,
      log: sessionLog(words.logFile), say, signal: controller.signal, progress: progress.update,
    });
    progress.clear();
    process.stdout.write(text);
    return 0;
  } catch (error) {
    progress.clear();
    if (stopped === null || !(error instanceof RemoteError) || error.code !== 'ABORTED') throw error;
    say(`ftpspec: ${error.message}`);
    return signalExitCode(stopped);
  } finally {
    unlisten();
  }
}
