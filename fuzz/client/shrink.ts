import { fewer } from '../fewer.ts';
import type { Call, ClientScenario, Trick } from './scenario.ts';

/** Plays that shrinking one finding may take. */
const MOST = 120;

/** Looks for a shorter day with the same problem: fewer tricks and habits, fewer calls, smaller tricks. */
export async function shrinkDay(scenario: ClientScenario, still: (candidate: ClientScenario) => Promise<boolean>): Promise<{ readonly scenario: ClientScenario; readonly plays: number }> {
  let best = scenario;
  let plays = 0;
  const accepts = async (change: Partial<ClientScenario>): Promise<boolean> => {
    const candidate = { ...best, ...change };
    if (plays >= MOST) return false;
    plays += 1;
    // A day without tricks is judged as a legal one: another question.
    if (candidate.calls.length === 0 || (candidate.tricks.length === 0) !== (scenario.tricks.length === 0) || !(await still(candidate))) return false;
    best = candidate;
    return true;
  };
  await fewer(() => best.habits, (habits) => accepts({ habits: [...habits] }));
  await fewer(() => best.tricks, (tricks) => accepts({ tricks: [...tricks] }));
  await fewer(() => best.calls, (calls) => accepts({ calls: [...calls] }));
  for (let at = 0; at < best.tricks.length; at++) for (const simpler of simplerTrick(best.tricks[at]!)) await accepts({ tricks: best.tricks.with(at, simpler) });
  for (let at = 0; at < best.calls.length; at++) for (const simpler of simplerCall(best.calls[at]!)) await accepts({ calls: best.calls.with(at, simpler) });
  await fewer(() => best.calls, (calls) => accepts({ calls: [...calls] }));
  return { scenario: best, plays };
}

function simplerTrick(trick: Trick): Trick[] {
  if (trick.trick === 'listing' && trick.entries.length > 1) return trick.entries.map((entry) => ({ ...trick, entries: [entry] }));
  if (trick.trick === 'reply' && trick.reply.do === 'flood' && trick.reply.megabytes > 1) return [{ ...trick, reply: { ...trick.reply, megabytes: 1 } }];
  return trick.nth === 1 ? [] : [{ ...trick, nth: 1 }];
}

function simplerCall(call: Call): Call[] {
  if (call.call === 'download' && call.path !== 'small.txt' && call.startAt === 0) return [{ ...call, path: 'small.txt' }];
  if ((call.call === 'upload' || call.call === 'append') && call.local !== 'up.txt') return [{ ...call, local: 'up.txt' }];
  return [];
}
