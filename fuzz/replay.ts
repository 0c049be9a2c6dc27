import { randomBytes } from 'node:crypto';
import type { FindingFile } from './finding-file.ts';
import type { Outcome } from './play/outcome.ts';
import { play } from './play/play.ts';
import { problemKey } from './problem.ts';
import type { Subject } from './subject.ts';
import { Sweeper } from './sweeper.ts';

/** How a finding went when it was played again. */
export interface Replayed {
  readonly outcome: Outcome;
  /** Its own problem showed; for a finding without one, any problem. */
  readonly shows: boolean;
}

/** Plays a finding against a server, so many times. */
export async function replay(subject: Subject, finding: FindingFile, times = 1): Promise<Replayed[]> {
  const sweeper = new Sweeper(subject);
  const played: Replayed[] = [];
  for (let at = 0; at < times; at++) {
    const outcome = await play(subject, finding.scenario, `f${randomBytes(3).toString('hex')}q`);
    sweeper.note(outcome.leftovers);
    played.push({ outcome, shows: outcome.problem !== null && (finding.problem === null || problemKey(outcome.problem) === problemKey(finding.problem)) });
  }
  await sweeper.sweep();
  return played;
}
