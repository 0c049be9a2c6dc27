import { clientCheck, type ClientCheck } from '../client-check.ts';
import { holding } from '../edits.ts';
import { demands, type Profile, resumes } from '../profile.ts';
import { ABSENT } from '../scene-files.ts';
import { get, put } from '../scene.ts';

/** What the server does not do. */
export function refusals(profile: Profile): ClientCheck[] {
  const unreadable = profile.family === 'LEN' ? 'cannot be read' : 'cannot be opened';
  const checks = [
    clientCheck(profile, 'tells-of-a-missing-file', 'tells that a file is not there', [11], { goals: [get(ABSENT)] }, (seen) => {
      seen.named(ABSENT);
      seen.ended(11);
      seen.told();
    }),
    clientCheck(profile, 'keeps-nothing-of-a-missing-file', 'leaves no file where there was none to fetch', [keeping(profile)], { goals: [get(ABSENT)] }, (seen) => {
      seen.named(ABSENT);
      seen.wholeOrNothing(ABSENT, keeping(profile));
    }),
    clientCheck(profile, 'tells-of-a-refused-download', 'tells that a file cannot be had now', [11], { goals: [get('notes.txt')], parts: () => holding(profile, { [unreadable]: true }) }, (seen) => {
      seen.asked('get');
      seen.ended(11);
      seen.told();
      seen.wholeOrNothing('notes.txt', keeping(profile));
    }),
  ];
  if (profile.verbs.put.length > 0) checks.push(...uploads(profile));
  if (demands(profile, 22)) {
    checks.push(clientCheck(profile, 'goes-on-after-a-refusal', 'fetches a file after another one was refused', [22], { goals: [get(ABSENT), get('notes.txt')] }, (seen) => {
      seen.connected();
      seen.fetched(22);
    }));
    checks.push(clientCheck(profile, 'fetches-two-files', 'fetches two files in one session', [8], { goals: [get('notes.txt'), get('report-2024.csv')] }, (seen) => {
      seen.connected();
      seen.fetched();
    }));
  }
  return checks;
}

/** The requirement that nothing broken stands under the final name. */
export function keeping(profile: Profile): number | string { return profile.family !== 'LEN' ? 12 : resumes(profile) ? 'LEN-RES-R30' : 'LEN-PRO-R30'; }

function uploads(profile: Profile): ClientCheck[] {
  return [
    clientCheck(profile, 'tells-of-a-refused-upload', 'tells that a file cannot be stored', [11], { goals: [put('notes.txt')], parts: () => holding(profile, { 'cannot be stored': true }) }, (seen) => {
      seen.asked('put');
      seen.ended(11);
      seen.told();
    }),
    clientCheck(profile, 'looks-for-its-own-file-first', 'asks the server to take no file that it does not have', [13], { goals: [put('report-2024.csv')], without: ['report-2024.csv'] }, (seen) => {
      const asked = seen.requests.find(({ goal }) => goal === 'put');
      seen.require(asked === undefined, 13, 'nothing is said of the file', `${asked?.verb} ${asked?.argument}`, 'Open the local file first.');
      seen.ended(13);
      seen.told(13);
    }),
  ];
}
