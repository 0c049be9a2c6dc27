import type { Command } from 'commander';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { systemClock } from '../user-client/clock.ts';
import type { OneShotOptions } from '../user-client/one-shot.ts';
import { ProgressDisplay } from '../user-client/progress-display.ts';
import { RemoteError } from '../user-client/remote-error.ts';
import { formatAddress } from '../client/connect.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { parseRemoteUrl, type RemoteUrl } from '../user-client/remote-url.ts';
import { sessionLog, type LogPlaces } from '../user-client/session-log.ts';
import { accountOption, noAccounts } from './account-option.ts';
import { seconds, whole } from './option-values.ts';
import { onStopSignal, signalExitCode, type StopSignal } from './stop-signals.ts';

export interface SessionWords extends LogPlaces {
  readonly retries: number;
  readonly timeout: number;
  readonly insecure: boolean;
  readonly account?: string;
  readonly resume?: boolean;
}

export const SESSION_EXIT_CODES = 'Exit codes: 0 done, 1 refused by the server, 2 wrong use, or the protocol cannot do it, 3 the server cannot be reached.';

/** Adds the options that get, put and ls share. */
export function sessionOptions(command: Command): Command {
  return command
    .option('--retries <number>', 'how often to try again after a lost connection, a 4yz reply or a wrong checksum: after 1 s, 2 s, 4 s, … 32 s', whole(0, 1000), 4)
    .option('--timeout <seconds>', 'give up when nothing is heard of the server for so long (default: 10)', seconds(0.1, 86_400))
    .addOption(accountOption())
    .option('--insecure', 'take any certificate (ftps, ftpes)', false)
    .option('--log-file <file>', 'write what is said to this file, as JSON')
    .option('--log-dir <dir>', 'write what is said and done to client_YYYYMMDD_HHMMSS.log in this directory');
}

/** Does a piece of work for a URL: progress and trouble go to standard error and the log; a signal ends it with its own exit code. */
export async function performSession(words: SessionWords, url: RemoteUrl, name: string, work: (options: OneShotOptions) => Promise<string>): Promise<number> {
  const progress = new ProgressDisplay(process.stderr, name, systemClock);
  const log = sessionLog(words, formatAddress(url.host, url.port));
  const logged = new ProgressDisplay({ write: (line) => log.note('info', line.trimEnd()) }, name, systemClock);
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
      retries: words.retries, timeout: words.timeout ?? 10_000, insecure: words.insecure, resume: words.resume ?? true, clock: systemClock, log: log.wire, signal: controller.signal,
      say: (line) => { say(line); log.note('warn', line); },
      progress: (done, total) => { progress.update(done, total); logged.update(done, total); },
    });
    progress.clear();
    process.stdout.write(text);
    if (words.resume !== undefined) log.note('info', text.trimEnd());
    return 0;
  } catch (error) {
    progress.clear();
    if (error instanceof FtpspecError) log.note('error', error.message);
    if (stopped === null || !(error instanceof RemoteError) || error.code !== 'ABORTED') throw error;
    say(`ftpspec: ${error.message}`);
    return signalExitCode(stopped);
  } finally {
    unlisten();
  }
}

/** The URL of a command line. The suites, which know the ports of the protocols, are loaded only where one is asked for. */
export async function remoteUrl(text: string, account: string | undefined): Promise<RemoteUrl> {
  const usual = /^ft(?:p|ps|pes):/i.test(text) ? {} : (await import('../../conformance/catalog.ts')).SUITES;
  const url = parseRemoteUrl(text, (protocol) => usual[protocol]?.port ?? 0);
  if (account === undefined) return url;
  if (url.protocol !== 'ftp') throw noAccounts(url.protocol);
  return { ...url, account };
}
