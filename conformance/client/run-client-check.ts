import { FtpspecError } from '../../src/ftpspec-error.ts';
import { checkLevel } from '../check-level.ts';
import type { CheckRecord, Finding, Verdict } from '../result.ts';
import { Stop } from '../stop.ts';
import type { ClientCheck } from './client-check.ts';
import type { Client } from './client.ts';
import type { Profile } from './profile.ts';
import { FAILURE, Seen } from './seen.ts';
import { play, type Played } from './stage.ts';

export interface ClientCheckOptions {
  readonly profile: Profile;
  readonly client: Client;
  /** Milliseconds after which a client is ended by force. */
  readonly deadline: number;
  /** Words by which the client tells a failure; a list of usual ones unless given. */
  readonly failure?: RegExp;
  readonly reproduce: (id: string) => string;
}

/** Plays the scene of one check and judges it. Never throws: a fault of our own becomes `harness-error`. */
export async function runClientCheck(check: ClientCheck, options: ClientCheckOptions): Promise<{ record: CheckRecord; played: Played | null }> {
  const { profile, client } = options;
  const began = performance.now();
  let played: Played | null = null;
  let seen: Seen | null = null;
  let outcome: { verdict: Verdict | null; reason: string | null };
  try {
    const cannot = client.cannot(check.scene.goals);
    if (cannot !== null) throw new Stop('skipped', cannot);
    played = await play(profile, check.scene, client, options.deadline);
    seen = new Seen(profile, check.scene, played, options.failure ?? FAILURE);
    check.judge(seen);
    outcome = { verdict: null, reason: null };
  } catch (error) {
    outcome = explained(error);
  }
  const findings: readonly Finding[] = seen?.ledger.findings ?? [];
  const record: CheckRecord = {
    type: 'check', id: check.id, title: check.title, chapter: check.chapter, level: checkLevel(profile.protocol, check), rules: check.rules,
    verdict: outcome.verdict ?? seen?.ledger.verdict ?? 'harness-error', ending: endingOf(played), reason: outcome.reason, findings, wire: played?.wire ?? [],
    duration: Math.round((performance.now() - began) * 10) / 10, reproduce: options.reproduce(check.id),
  };
  return { record, played };
}

function endingOf(played: Played | null): CheckRecord['ending'] {
  if (played === null || played.talk.connections === 0) return 'none';
  return played.run.killed ? 'hung' : 'clean';
}

function explained(error: unknown): { verdict: Verdict | null; reason: string | null } {
  if (error instanceof Stop) return { verdict: error.kind === 'blocked' || error.kind === 'skipped' ? error.kind : null, reason: error.kind === 'judged' ? null : error.reason };
  const text = error instanceof FtpspecError ? `${error.code}: ${error.message}` : error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { verdict: 'harness-error', reason: text };
}
