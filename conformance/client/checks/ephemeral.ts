import { clientCheck, type ClientCheck } from '../client-check.ts';
import { failingAtTheEnd } from '../edits.ts';
import type { Profile } from '../profile.ts';
import { ABSENT } from '../scene-files.ts';
import { get, list, put } from '../scene.ts';
import type { Seen } from '../seen.ts';

/** Bare words and a port for each file. */
export function ephemeral(profile: Profile): ClientCheck[] {
  if (profile.family !== 'EPH') return [];
  const confirms = (verb: string) => (seen: Seen): void => {
    seen.require(seen.requests.some(({ on }) => on === verb), 25, verb, seen.requests.map(({ on }) => on).join(', '));
  };
  return [
    clientCheck(profile, 'takes-a-port-with-leading-zeros', 'connects to a port that is named with leading zeros', [7], { goals: [get('notes.txt')], config: { passivePorts: [5000, 9999] } }, (seen) => {
      seen.connected();
      seen.fetched(7);
    }),
    clientCheck(profile, 'connects-to-the-port-that-was-named', 'opens the data connection on the port that was named', [7], { goals: [put('notes.txt')] }, (seen) => {
      seen.connected();
      seen.require(seen.played.talk.moved.some(({ end }) => end === '[data done]'), 7, 'a data connection on which the file can go', seen.played.talk.moved.map(({ end }) => end).join(', ') || 'none');
    }),
    clientCheck(profile, 'tells-of-a-failed-upload', 'tells that the server had no room for a file, once it was sent', [11], { goals: [put('notes.txt')], parts: () => failingAtTheEnd(profile, 'upload', '[storage full]') }, (seen) => {
      seen.asked('put');
      seen.ended(11);
      seen.told();
    }),
    clientCheck(profile, 'confirms-a-listing', 'confirms that it has read a listing', [25], { goals: [list] }, (seen) => {
      seen.asked('list');
      confirms('files-listed')(seen);
    }),
    clientCheck(profile, 'confirms-a-download', 'confirms that it has a file', [25], { goals: [get('notes.txt')] }, (seen) => {
      seen.asked('get');
      confirms('files-received')(seen);
    }),
    clientCheck(profile, 'confirms-no-download', 'says that it got no file', [25], { goals: [get(ABSENT)] }, (seen) => {
      seen.named(ABSENT);
      confirms('files-not-received')(seen);
    }),
  ];
}
