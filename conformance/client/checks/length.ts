import type { ServerParts } from '../../../src/server/reference-server.ts';
import type { Values } from '../../../src/server/reply-text.ts';
import { clientCheck, type ClientCheck } from '../client-check.ts';
import type { Way } from '../front.ts';
import type { Profile } from '../profile.ts';
import { ABSENT, FILES } from '../scene-files.ts';
import { get } from '../scene.ts';

const NAME = 'bytes.bin';
/** Bytes before the name in a request. */
const PREFIX = 4;

/** Declared sizes and checksums, and trying again. */
export function lengthPrefixed(profile: Profile): ClientCheck[] {
  if (profile.family !== 'LEN') return [];
  const spoilt = { goals: [get(NAME)], way: first({ edit: lastByteChanged() }) };
  return [
    clientCheck(profile, 'asks-once-a-connection', 'asks once on each connection', [4], { goals: [get(NAME)] }, (seen) => {
      seen.asked('get');
      const { connections, said } = seen.played.talk;
      const asked = seen.requests.reduce((sum, { argument }) => sum + PREFIX + argument.length, 0);
      seen.require(said.length === asked, 4, 'one request a connection', `${said.length} bytes on ${connections} connections, where the requests have ${asked}`);
    }),
    clientCheck(profile, 'believes-no-wrong-checksum', 'keeps no file whose checksum is wrong', ['LEN-PRO-R30'], spoilt, (seen) => {
      seen.asked('get');
      seen.wholeOrNothing(NAME, 'LEN-PRO-R30');
    }),
    clientCheck(profile, 'tries-again-after-a-wrong-checksum', 'tries again after a wrong checksum', ['LEN-PRO-R31'], spoilt, (seen) => {
      seen.connected();
      seen.fetched('LEN-PRO-R31');
    }),
    clientCheck(profile, 'tries-again-after-an-early-end', 'tries again after an early end', ['LEN-PRO-R31'], { goals: [get(NAME)], way: first({ cut: { after: 2000, how: 'end' } }) }, (seen) => {
      seen.connected();
      seen.fetched('LEN-PRO-R31');
    }),
    clientCheck(profile, 'does-not-try-again-after-error', 'does not try again after ERROR', ['LEN-PRO-R32'], { goals: [get(ABSENT)] }, (seen) => {
      seen.named(ABSENT);
      seen.require(seen.requests.length === 1, 'LEN-PRO-R32', 'one request', `${seen.requests.length} requests`);
    }),
    clientCheck(profile, 'writes-where-its-user-says', 'does not let the base name of an answer decide where it writes', ['LEN-PRO-R33'], { goals: [get(NAME)], parts: () => heads(profile, (values) => ({ ...values, name: '../escaped.bin' })) }, (seen) => {
      seen.asked('get');
      const stray = [...seen.played.strays, ...[...seen.played.local.keys()].filter((name) => name.startsWith('escaped'))];
      seen.require(stray.length === 0, 'LEN-PRO-R33', 'no file but the one that was asked for', stray.join(', '));
    }),
    clientCheck(profile, 'takes-a-checksum-in-upper-case', 'takes a checksum in upper case', [17], { goals: [get(NAME)], parts: () => heads(profile, (values) => ({ ...values, checksum: String(values['checksum']).toUpperCase() })) }, (seen) => {
      seen.connected();
      seen.fetched(17);
      seen.satisfied(17);
    }),
    clientCheck(profile, 'keeps-nothing-beyond-the-size', 'keeps no more bytes than were declared', ['LEN-PRO-R30'], { goals: [get(NAME)], parts: () => heads(profile, (values) => ({ ...values, size: String(FILES[NAME]!.length - 10) })) }, (seen) => {
      seen.asked('get');
      seen.wholeOrNothing(NAME, 'LEN-PRO-R30');
    }),
    clientCheck(profile, 'keeps-nothing-short-of-the-size', 'keeps no file that ends before its declared size', ['LEN-PRO-R30'], { goals: [get(NAME)], way: first({ cut: { after: 3000, how: 'end' } }) }, (seen) => {
      seen.asked('get');
      seen.wholeOrNothing(NAME, 'LEN-PRO-R30');
    }),
    clientCheck(profile, 'gives-up-on-what-is-no-answer', 'tells of an answer that is neither OK nor ERROR', [18], { goals: [get('notes.txt')], way: () => ({ edit: replaced(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')) }) }, (seen) => {
      seen.asked('get');
      seen.ended(18);
      seen.told(18);
      seen.wholeOrNothing('notes.txt', 'LEN-PRO-R30');
    }),
    clientCheck(profile, 'gives-up-on-an-impossible-name', 'tells of an answer whose base name would be 4 GiB long', [18], { goals: [get('notes.txt')], way: () => ({ edit: replaced(Buffer.from('OK\xff\xff\xff\xffnotes.txt', 'latin1')) }) }, (seen) => {
      seen.asked('get');
      seen.ended(18);
      seen.told(18);
    }),
  ];
}

/** Other values in the head of an answer. */
function heads(profile: Profile, change: (values: Values) => Values): Partial<ServerParts> {
  const { values } = profile.parts;
  return { values: async (table, session, asked, code) => change((await values?.(table, session, asked, code)) ?? {}) };
}

/** What happens to the first connection only. */
function first(way: Way): (connection: number) => Way { return (connection) => (connection === 1 ? way : {}); }

/** The head comes by itself, so the last byte of anything longer is data. */
function lastByteChanged(): (chunk: Buffer) => Buffer {
  return (chunk) => {
    if (chunk.length < 100) return chunk;
    const changed = Buffer.from(chunk);
    changed[changed.length - 1]! ^= 0xff;
    return changed;
  };
}

/** Other bytes than the answer. */
function replaced(bytes: Buffer): (chunk: Buffer) => Buffer {
  let said = false;
  return () => {
    const now = said ? Buffer.alloc(0) : bytes;
    said = true;
    return now;
  };
}
