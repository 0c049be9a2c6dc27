import type { Day } from './day.ts';
import type { ClientFindingFile } from './finding.ts';
import { judgeDay } from './judge.ts';
import type { Performer } from './performer.ts';
import { playDay } from './play.ts';
import { clientProblemKey, type ClientProblem } from './problem.ts';

/** How a client's day went when it was played again. */
export interface ReplayedDay {
  readonly day: Day;
  readonly problem: ClientProblem | null;
  /** Its own problem showed; for a file without one, any problem. */
  readonly shows: boolean;
}

/** Plays a finding with a client, so many times. */
export async function replayDay({ key, scenario }: ClientFindingFile, performer: Performer, times: number): Promise<ReplayedDay[]> {
  const played: ReplayedDay[] = [];
  for (let at = 0; at < times; at++) {
    const day = await playDay(scenario, performer);
    const problem = judgeDay(day);
    played.push({ day, problem, shows: problem !== null && (key === null || clientProblemKey(problem) === key) });
  }
  return played;
}
