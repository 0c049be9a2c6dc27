import { escapeBytes } from '../../../src/wire/escape.ts';
import { clientCheck, type ClientCheck } from '../client-check.ts';
import { failingAtTheEnd, holding, worded } from '../edits.ts';
import type { Profile } from '../profile.ts';
import { ABSENT } from '../scene-files.ts';
import { get, put } from '../scene.ts';

/** Files between the lines of a session. */
export function inline(profile: Profile): ClientCheck[] {
  if (profile.family !== 'INL') return [];
  const checks = [
    clientCheck(profile, 'counts-past-a-marker', 'fetches a file that holds the end marker', [23], { goals: [get('marker.bin')] }, (seen) => {
      seen.connected();
      seen.ended(23);
      seen.fetched(23);
    }),
    clientCheck(profile, 'sends-no-file-before-it-may', 'sends nothing of a file before READY_FOR_FILE', [24], { goals: [put('notes.txt')], late: 150 }, (seen) => {
      seen.asked('put');
      const early = seen.played.talk.early.find(({ during }) => during.startsWith('PUT'));
      seen.require(early === undefined, 24, 'nothing before READY_FOR_FILE', escapeBytes(early?.bytes.subarray(0, 100) ?? ''));
    }),
    clientCheck(profile, 'sends-no-file-that-is-refused', 'sends nothing of a file that was refused', [24], { goals: [put('notes.txt')], parts: () => holding(profile, { 'name exists': true }) }, (seen) => {
      seen.asked('put');
      const wrong = seen.requests.find(({ on }) => on.startsWith('['));
      seen.require(wrong === undefined, 24, 'no line but commands', escapeBytes(seen.played.talk.said.subarray(0, 200)));
    }),
    clientCheck(profile, 'tells-of-a-failed-upload', 'tells that the server could not keep a file, once it was sent', [11], { goals: [put('notes.txt')], parts: () => failingAtTheEnd(profile, 'upload', '[storage full]') }, (seen) => {
      seen.asked('put');
      seen.ended(11);
      seen.told();
    }),
    clientCheck(profile, 'does-not-read-texts-of-failure', 'tells of a refusal whose text sounds like success', [17, 11], { goals: [get(ABSENT)], parts: () => worded(profile.protocol, (lines, code) => (code >= 400 ? ['Command OK'] : lines)) }, (seen) => {
      seen.named(ABSENT);
      seen.ended(17);
      seen.told(17);
    }),
  ];
  if (profile.protocol.name !== 'inline-length') return checks;
  return [...checks, clientCheck(profile, 'puts-a-file-with-a-marker', 'stores a file that holds the end marker', [9, 'INL-LEN-R2'], { goals: [put('marker.bin')] }, (seen) => {
    seen.connected();
    seen.delivered(9);
  })];
}
