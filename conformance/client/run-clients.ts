import { FtpspecError } from '../../src/ftpspec-error.ts';
import { version } from '../../src/version.ts';
import { checkLevel } from '../check-level.ts';
import { exitCode } from '../exit-code.ts';
import type { CheckRecord, EndRecord, LogRecord } from '../result.ts';
import type { ClientCheck } from './client-check.ts';
import { runClientCheck, type ClientCheckOptions } from './run-client-check.ts';
import type { Played } from './stage.ts';

export interface ClientRunOptions extends ClientCheckOptions {
  readonly checks: readonly ClientCheck[];
  /** What the user called the client. */
  readonly target: string;
  /** Clients at a time. */
  readonly concurrency: number;
  /** Milliseconds that the whole run may take. */
  readonly limit: number;
  readonly strict: boolean;
  /** Ends the run early; what is there is reported. */
  readonly signal?: AbortSignal;
  readonly record: (record: LogRecord) => void;
}

/**
 * Judges a client by every check, several at a time. A check that fails or is blocked is played once more by itself; another verdict makes it
 * `flaky`.
 *
 * @returns the last record, which holds the exit code
 * @throws FtpspecError `SPAWN_FAILED` when the client's command cannot be started
 */
export async function runClients(options: ClientRunOptions): Promise<EndRecord> {
  const { profile, checks } = options;
  const began = performance.now();
  const deadline = AbortSignal.timeout(options.limit);
  const stopped = (): EndRecord['reason'] | null => (options.signal?.aborted ? 'interrupted' : deadline.aborted ? 'deadline' : null);
  const records: CheckRecord[] = [];
  const keep = (record: CheckRecord): void => { records.push(record); options.record(record); };
  options.record({ type: 'run', tool: 'ftpspec', version, protocol: profile.protocol.name, target: options.target, greeting: null, started: new Date().toISOString(), selected: checks.length });
  const again: { check: ClientCheck; record: CheckRecord }[] = [];
  const queue = [...checks];
  const worker = async (): Promise<void> => {
    for (let check = queue.shift(); check !== undefined && stopped() === null; check = queue.shift()) {
      const { record, played } = await runClientCheck(check, options);
      startable(played);
      if (record.verdict === 'fail' || record.verdict === 'warn' || record.verdict === 'blocked') again.push({ check, record });
      else keep(record);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.concurrency) }, worker));
  for (const { check, record } of again) {
    const second = stopped() === null ? (await runClientCheck(check, options)).record : record;
    keep(second.verdict === record.verdict ? record : { ...record, verdict: 'flaky', reason: `${record.verdict} at first, ${second.verdict} when played alone` });
  }
  const done = new Set(records.map(({ id }) => id));
  for (const check of checks) if (!done.has(check.id)) keep(leftOut(check, options, stopped()));
  const reason = stopped() ?? 'complete';
  const end: EndRecord = {
    type: 'end', reason, duration: Math.round(performance.now() - began), exitCode: exitCode(records, { strict: options.strict, reason }),
    states: {}, rules: {},
  };
  options.record(end);
  return end;
}

/** The shell ends with 126 or 127 where there is nothing to start. */
function startable(played: Played | null): void {
  if (played === null || played.talk.connections > 0 || (played.run.code !== 127 && played.run.code !== 126)) return;
  throw new FtpspecError('SPAWN_FAILED', `the client cannot be started: ${played.run.output.trim().slice(-500)}`, { hint: 'The command runs in a directory of its own: name programs and scripts by their whole path.' });
}

function leftOut(check: ClientCheck, options: ClientRunOptions, reason: EndRecord['reason'] | null): CheckRecord {
  return {
    type: 'check', id: check.id, title: check.title, chapter: check.chapter, rules: check.rules, level: checkLevel(options.profile.protocol, check), verdict: 'skipped', ending: 'none',
    reason: `not run: ${reason ?? 'the run ended'}`, findings: [], wire: [], duration: 0, reproduce: options.reproduce(check.id),
  };
}
