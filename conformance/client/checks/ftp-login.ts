import { clientCheck, type ClientCheck } from '../client-check.ts';
import { holding } from '../edits.ts';
import type { Profile } from '../profile.ts';
import { get } from '../scene.ts';

/** Greeting and login of FTP, in all their legal forms. */
export function ftpLogin(profile: Profile): ClientCheck[] {
  if (!profile.login) return [];
  return [
    clientCheck(profile, 'waits-after-120', 'waits for 220 after 120', [1], { goals: [get('notes.txt')], parts: () => holding(profile, { 'ready after a delay': true }) }, (seen) => {
      seen.connected();
      seen.fetched(1);
    }),
    clientCheck(profile, 'logs-in-in-order', 'says USER, then PASS', [2], { goals: [get('notes.txt')] }, (seen) => {
      seen.asked('get');
      const verbs = seen.requests.map(({ on }) => on).filter((on) => on === 'USER' || on === 'PASS');
      seen.require(verbs.join(', ') === 'USER, PASS', 2, 'USER, PASS', verbs.join(', ') || 'no login');
    }),
    clientCheck(profile, 'takes-230-after-user', 'takes 230 after USER for the end of the login', [2], { goals: [get('notes.txt')], parts: () => holding(profile, { 'no password needed': true }) }, (seen) => {
      seen.connected();
      seen.fetched(2);
    }),
    clientCheck(profile, 'tells-of-a-wrong-password', 'tells that the login was refused', [11], { goals: [get('notes.txt')], parts: () => holding(profile, { 'password wrong': true }) }, (seen) => {
      seen.require(seen.requests.some(({ on }) => on === 'PASS'), 2, 'PASS', 'no login');
      seen.ended(11);
      seen.told();
    }),
  ];
}
