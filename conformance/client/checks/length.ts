import { formatHead } from '../../../src/dialects/length-prefixed/answer.ts';
import { formatRequest, POSITION } from '../../../src/dialects/length-prefixed/request-reader.ts';
import { clientCheck, type ClientCheck } from '../client-check.ts';
import { changedAt, first, heads, replaced, upperCaseFrom } from '../length-answer.ts';
import { type Profile, resumes } from '../profile.ts';
import { ABSENT, FILES } from '../scene-files.ts';
import { get, type Scene } from '../scene.ts';
import { keeping } from './refusals.ts';

const NAME = 'bytes.bin';
/** A byte of an answer that belongs to its data. */
const WITHIN = 1000;

/** Declared sizes and checksums, and trying again. */
export function lengthPrefixed(profile: Profile): ClientCheck[] {
  if (profile.family !== 'LEN') return [];
  const whole = keeping(profile);
  const once = resumes(profile) ? 'LEN-RES-R31' : 'LEN-PRO-R32';
  const spoilt = { goals: [get(NAME)], way: first(() => ({ edit: changedAt(WITHIN) })) };
  return [
    clientCheck(profile, 'asks-once-a-connection', 'asks once on each connection', [4], { goals: [get(NAME)] }, (seen) => {
      seen.asked('get');
      const { connections, said } = seen.played.talk;
      const asked = seen.requests.reduce((sum, { argument }) => sum + formatRequest(Buffer.from(argument, 'latin1')).length + (resumes(profile) ? POSITION : 0), 0);
      seen.require(said.length === asked, 4, 'one request a connection', `${said.length} bytes on ${connections} connections, where the requests have ${asked}`);
    }),
    clientCheck(profile, 'believes-no-wrong-checksum', 'keeps no file whose checksum is wrong', [whole], spoilt, (seen) => {
      seen.asked('get');
      seen.wholeOrNothing(NAME, whole);
    }),
    clientCheck(profile, 'tries-again-after-a-wrong-checksum', 'tries again after a wrong checksum', ['LEN-PRO-R31'], spoilt, (seen) => {
      seen.connected();
      seen.fetched('LEN-PRO-R31');
    }),
    clientCheck(profile, 'tries-again-after-an-early-end', 'tries again after an early end', ['LEN-PRO-R31'], { goals: [get(NAME)], way: first(() => ({ cut: { after: 2000, how: 'end' } })) }, (seen) => {
      seen.connected();
      seen.fetched('LEN-PRO-R31');
    }),
    clientCheck(profile, 'does-not-try-again-after-error', 'does not try again after ERROR', [once], { goals: [get(ABSENT)] }, (seen) => {
      seen.named(ABSENT);
      seen.require(seen.requests.length === 1, once, 'one request', `${seen.requests.length} requests`);
    }),
    clientCheck(profile, 'writes-where-its-user-says', 'does not let the base name of an answer decide where it writes', ['LEN-PRO-R33'], { goals: [get(NAME)], parts: () => heads(profile, (values) => ({ ...values, name: '../escaped.bin' })) }, (seen) => {
      seen.asked('get');
      const stray = [...seen.played.strays, ...[...seen.played.local.keys()].filter((name) => name.startsWith('escaped'))];
      seen.require(stray.length === 0, 'LEN-PRO-R33', 'no file but the one that was asked for', stray.join(', '));
    }),
    clientCheck(profile, 'takes-a-checksum-in-upper-case', 'takes a checksum in upper case', [17], inUpperCase(profile), (seen) => {
      seen.connected();
      seen.fetched(17);
      seen.satisfied(17);
    }),
    clientCheck(profile, 'keeps-nothing-beyond-the-size', 'keeps no more bytes than were declared', [whole], { goals: [get(NAME)], parts: () => heads(profile, (values) => ({ ...values, size: String(FILES[NAME]!.length - 10) })) }, (seen) => {
      seen.asked('get');
      seen.wholeOrNothing(NAME, whole);
    }),
    clientCheck(profile, 'keeps-nothing-short-of-the-size', 'keeps no file that ends before its declared size', [whole], { goals: [get(NAME)], way: first(() => ({ cut: { after: 3000, how: 'end' } })) }, (seen) => {
      seen.asked('get');
      seen.wholeOrNothing(NAME, whole);
    }),
    clientCheck(profile, 'gives-up-on-what-is-no-answer', 'tells of an answer that is neither OK nor ERROR', [18], { goals: [get('notes.txt')], way: () => ({ edit: replaced(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')) }) }, (seen) => {
      seen.asked('get');
      seen.ended(18);
      seen.told(18);
      seen.wholeOrNothing('notes.txt', whole);
    }),
    clientCheck(profile, 'gives-up-on-an-impossible-name', 'tells of an answer whose base name would be 4 GiB long', [18], { goals: [get('notes.txt')], way: () => ({ edit: replaced(Buffer.from('OK\xff\xff\xff\xffnotes.txt', 'latin1')) }) }, (seen) => {
      seen.asked('get');
      seen.ended(18);
      seen.told(18);
    }),
  ];
}

/** The letters among the digits of the checksum in upper case. */
function inUpperCase(profile: Profile): Scene {
  const goals = [get(NAME)];
  if (!resumes(profile)) return { goals, parts: () => heads(profile, (values) => ({ ...values, checksum: String(values['checksum']).toUpperCase() })) };
  const size = FILES[NAME]!.length;
  const before = formatHead({ name: Buffer.from(NAME), size: BigInt(size), checksum: null }).length + size;
  return { goals, way: () => ({ edit: upperCaseFrom(before) }) };
}
