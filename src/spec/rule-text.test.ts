import { expect, test } from 'vitest';
import { sentenceOf, sourceOf } from './rule-text.ts';
import { sampleProtocol } from '../../reports/samples.ts';

test.each([
  ['FTP-ACC-9', 'In state awaitingPassword, PASS when password wrong is answered 530 and the session returns to awaitingUser.'],
  ['FTP-ACC-10', 'In state awaitingPassword, PASS in any other case is answered 230 or 202 and the session enters loggedIn.'],
  ['FTP-XFR-10', 'In states loggedIn and idle, RETR when file missing is answered 550 or 450 and no state changes.'],
  ['FTP-XFR-12', 'In state sending, [data done] is answered 226 or 250 and the session returns to idle.'],
  ['FTP-XFR-16', 'In state sending, ABOR when deferred may be answered 226 or 250, then 225 or 226 and the session returns to idle.'],
  ['FTP-INF-1', 'In any state, NOOP, SYST or HELP should be answered 200 and no state changes.'],
  ['FTP-XFR-R4', 'A file sent as image arrives byte for byte as it is stored.'],
])('%s reads as a sentence', (id, sentence) => {
  expect(sentenceOf(sampleProtocol, id)).toBe(sentence);
});

test('names the source, and nothing for an unknown id', () => {
  expect(sourceOf(sampleProtocol, 'FTP-XFR-R4')).toBe('RFC 959 §3.1.1.3');
  expect(sourceOf(sampleProtocol, 'FTP-NIX-1')).toBeNull();
  expect(sentenceOf(sampleProtocol, 'FTP-NIX-1')).toBeNull();
});
