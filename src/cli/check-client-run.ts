import type { ClientCheck } from '../../conformance/client/client-check.ts';
import type { ClientWords } from '../../conformance/client/client-words.ts';
import { processClient } from '../../conformance/client/process-client.ts';
import type { Profile } from '../../conformance/client/profile.ts';
import { runClients } from '../../conformance/client/run-clients.ts';
import { checkReportPaths } from '../../reports/render.ts';
import type { CheckClientOptions } from './check-client.ts';
import { invocation } from './invocation.ts';
import { loggedRun } from './logged-run.ts';
import { reportedRun } from './reported-run.ts';
import { shellQuote } from './shell-quote.ts';

export interface ClientJob {
  readonly profile: Profile;
  readonly checks: readonly ClientCheck[];
  readonly words: ClientWords;
  readonly failure: RegExp | null;
  readonly options: CheckClientOptions;
}

/** Judges a client; signals, log, console and reports as in `check`. Returns the exit code. */
export async function performClientCheck({ profile, checks, words, failure, options }: ClientJob): Promise<number> {
  checkReportPaths(options.report);
  const target = options.spawn ?? options.spawnGet ?? options.spawnPut ?? options.spawnLs ?? options.client ?? '';
  return loggedRun(options.report, (path, signal) => reportedRun({
    table: profile.table, checks, options, path, signal,
    play: (record) => runClients({
      profile, checks, client: processClient(words), target, deadline: options.timeout, limit: options.deadline, concurrency: options.concurrency,
      strict: options.strict, signal, reproduce: reproduction(options), record, ...(failure !== null && { failure }),
    }),
  }));
}

const REPEATED = ['client', 'spawn', 'login', 'get', 'put', 'ls', 'quit', 'spawnGet', 'spawnPut', 'spawnLs', 'failure'] as const;

/** The command line that plays one check again. */
function reproduction(options: CheckClientOptions): (id: string) => string {
  const words = [invocation(), 'check-client'];
  if (options.protocol !== 'ftp') words.push('--protocol', options.protocol);
  for (const option of REPEATED) {
    const value = options[option];
    if (value !== undefined) words.push(`--${option.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`, shellQuote(value));
  }
  if (options.timeout !== 20_000) words.push('--timeout', String(options.timeout / 1000));
  return (id) => [...words, '--check', shellQuote(id), '--verbose'].join(' ');
}
