import { clientCheck, type ClientCheck } from '../client-check.ts';
import { breakingOff, turningAway } from '../edits.ts';
import { demands, type Profile } from '../profile.ts';
import { get, put } from '../scene.ts';
import type { Seen } from '../seen.ts';
import { keeping } from './refusals.ts';

/** What ends before it should. */
export function endings(profile: Profile): ClientCheck[] {
  const checks = [
    clientCheck(profile, 'notices-a-closed-connection', 'tells that the server has gone before it answered', [15], { goals: [get('notes.txt')], atGoal: 'end' }, (seen) => {
      seen.asked('get');
      seen.ended();
      wholeOrTold(seen, 'notes.txt');
    }),
    clientCheck(profile, 'is-turned-away', 'tells that the server ends the session instead of answering', [15], { goals: [get('notes.txt')], parts: () => turningAway(profile) }, (seen) => {
      seen.asked('get');
      seen.ended();
      seen.told(15);
    }),
    clientCheck(profile, 'gives-up-on-silence', 'gives up when the server says nothing more', [16], { goals: [get('notes.txt')], atGoal: 'silence' }, (seen) => {
      seen.asked('get');
      seen.ended(16);
      wholeOrTold(seen, 'notes.txt', 16);
    }),
    clientCheck(profile, 'keeps-nothing-of-half-a-file', 'leaves nothing under the name of a file of which half came', [keeping(profile)], half(profile), (seen) => {
      seen.asked('get');
      seen.ended();
      seen.wholeOrNothing('large.bin', keeping(profile));
    }),
    clientCheck(profile, 'tells-of-half-a-file', 'tells that only half of a file came', [11, 15], half(profile), (seen) => {
      seen.asked('get');
      seen.ended();
      wholeOrTold(seen, 'large.bin', 11);
    }),
  ];
  if (profile.verbs.put.length > 0 && demands(profile, 15)) {
    checks.push(clientCheck(profile, 'notices-a-closed-connection-in-an-upload', 'tells that the server has gone instead of taking a file', [15], { goals: [put('notes.txt')], atGoal: 'end' }, (seen) => {
      seen.asked('put');
      seen.ended();
      seen.told(15);
    }));
  }
  return checks;
}

/** A client may try again, on a new connection: then it has the file. */
function wholeOrTold(seen: Seen, name: string, rule = 15): void {
  const again = seen.played.talk.connections > 1 && seen.played.local.has(name);
  if (again) seen.fetched(rule);
  else seen.told(rule);
}

function half(profile: Profile): Parameters<typeof clientCheck>[4] {
  const goals = [get('large.bin')];
  if (profile.data === 'inline') return { goals, way: (connection) => (connection === 1 ? { cut: { after: 600_000, how: 'end' } } : {}) };
  // Where nothing is said of it, only a reset tells it from the end of the file.
  return { goals, parts: () => breakingOff(profile.ftpReplies ? 'end' : 'reset') };
}
