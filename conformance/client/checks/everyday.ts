import { clientCheck, type ClientCheck } from '../client-check.ts';
import { demands, type Profile } from '../profile.ts';
import { get, list, put } from '../scene.ts';
import type { Seen } from '../seen.ts';

const SIZES = { 'notes.txt': 'a-small-file', 'bytes.bin': 'every-byte-value', 'empty.dat': 'an-empty-file', 'large.bin': 'a-large-file' } as const;

/** What a client does all day, with a server that makes no trouble. */
export function everyday(profile: Profile): ClientCheck[] {
  const downloads = Object.entries(SIZES).map(([name, what]) => clientCheck(profile, `gets-${what}`, `fetches ${what.replaceAll('-', ' ')} byte for byte`, [8], { goals: [get(name)] }, (seen) => {
    seen.connected();
    seen.ended();
    seen.fetched();
    seen.satisfied(8);
  }));
  const uploads = profile.verbs.put.length === 0 ? [] : Object.entries(SIZES).map(([name, what]) => clientCheck(profile, `puts-${what}`, `stores ${what.replaceAll('-', ' ')} byte for byte`, [9], { goals: [put(name)] }, (seen) => {
    seen.connected();
    seen.ended();
    seen.delivered();
    seen.satisfied(9);
  }));
  return [...downloads, ...uploads, ...names(profile), ...listing(profile), ...leaving(profile)];
}

function names(profile: Profile): ClientCheck[] {
  const name = 'two words.txt';
  const whole = (kind: 'get' | 'put') => (seen: Seen): void => {
    const { argument } = seen.asked(kind);
    seen.require(argument === name || argument === `/${name}` || argument === `./${name}`, 5, `the name ${name}`, `the name ${argument}`, 'Split the line at its first space only.');
  };
  const checks = [clientCheck(profile, 'gets-a-name-with-a-space', 'asks for a name that holds a space, whole', [5], { goals: [get(name)] }, whole('get'))];
  if (profile.verbs.put.length > 0) checks.push(clientCheck(profile, 'puts-a-name-with-a-space', 'stores under a name that holds a space, whole', [5], { goals: [put(name)] }, whole('put')));
  return checks;
}

function listing(profile: Profile): ClientCheck[] {
  if (profile.verbs.list.length === 0) return [];
  return [clientCheck(profile, 'lists-every-name', 'shows every entry of a listing', [21], { goals: [list] }, (seen) => {
    seen.connected();
    seen.ended();
    seen.shown();
    seen.satisfied(21);
  })];
}

function leaving(profile: Profile): ClientCheck[] {
  const { quit } = profile;
  if (quit === null || !demands(profile, 14)) return [];
  return [clientCheck(profile, 'leaves-in-order', `says ${quit} before it ends`, [14], { goals: [get('notes.txt')] }, (seen) => {
    seen.asked('get');
    seen.require(seen.requests.some(({ on }) => on === profile.table.canonical(quit)), 14, quit, 'the connection ended without it');
  })];
}
