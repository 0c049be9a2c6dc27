import { POSITION, RequestReader, formatRequest } from '../../../src/dialects/length-prefixed/request-reader.ts';
import { formatError } from '../../../src/dialects/length-prefixed/resume-answer.ts';
import { clientCheck, type ClientCheck } from '../client-check.ts';
import { changedAt, first, replaced } from '../length-answer.ts';
import { type Profile, resumes } from '../profile.ts';
import { get } from '../scene.ts';
import type { Seen } from '../seen.ts';

const LARGE = 'large.bin';
/** Bytes of an answer after which the connection ends: in the middle of the file. */
const CUT = 600_000;

/** Positions, and errors with a number. A client that does not try again by itself is asked twice. */
export function lengthResume(profile: Profile): ClientCheck[] {
  if (!resumes(profile)) return [];
  const answered = (bytes: Buffer) => () => ({ edit: replaced(bytes) });
  return [
    clientCheck(profile, 'asks-for-all-at-first', 'asks from byte 0 on for a file of which it has nothing', ['LEN-RES-R32'], { goals: [get('notes.txt')] }, (seen) => {
      seen.asked('get');
      const [position] = positions(seen);
      seen.require(position === 0, 'LEN-RES-R32', 'position 0', `position ${position}`);
    }),
    clientCheck(profile, 'goes-on-where-it-was-cut', 'asks for the rest of a file of which half came, and puts both halves together', ['LEN-RES-R30', 'LEN-RES-R32'], { goals: [get(LARGE), get(LARGE)], way: first(() => ({ cut: { after: CUT, how: 'end' } })) }, (seen) => {
      seen.asked('get');
      const [, position] = positions(seen);
      seen.require(position !== undefined && position > 0, 'LEN-RES-R30', 'a request for the rest of the file', position === undefined ? 'no further request' : `one from byte ${position} on`, 'Keep what came in NAME.part; its size is the next position.');
      seen.require(position! < CUT, 'LEN-RES-R32', `a position below ${CUT}: no more came`, `position ${position}`);
      seen.fetched('LEN-RES-R30');
    }),
    clientCheck(profile, 'begins-anew-after-a-wrong-checksum', 'drops a file whose checksum is wrong, and asks for all of it', ['LEN-RES-R30'], { goals: [get('bytes.bin'), get('bytes.bin')], way: first(() => ({ edit: changedAt(1000) })) }, (seen) => {
      seen.asked('get');
      const [, position] = positions(seen);
      seen.require(position === 0, 'LEN-RES-R30', 'a request from byte 0 on', position === undefined ? 'no further request' : `one from byte ${position} on`, 'Remove NAME.part when the checksum is wrong: no later byte can make it right.');
      seen.fetched('LEN-RES-R30');
    }),
    clientCheck(profile, 'tries-again-after-421', 'tries again after ERROR with a code that begins with 4', ['LEN-RES-R31'], { goals: [get('notes.txt')], way: first(answered(formatError(421, Buffer.from('Too many clients.')))) }, (seen) => {
      seen.asked('get');
      seen.fetched('LEN-RES-R31');
    }),
    clientCheck(profile, 'tries-again-after-half-an-error', 'takes an ERROR that was cut off for an early end, not for an answer', ['LEN-PRO-R31', 'LEN-RES-R31'], { goals: [get('notes.txt')], way: first(answered(formatError(550, Buffer.from('Not to be had.')).subarray(0, -3))) }, (seen) => {
      seen.asked('get');
      seen.fetched('LEN-PRO-R31');
    }),
    clientCheck(profile, 'gives-up-on-an-error-without-a-code', 'tells of an ERROR after which no code comes', [18], { goals: [get('notes.txt')], way: answered(Buffer.from('ERROR: no such file')) }, (seen) => {
      seen.asked('get');
      seen.ended(18);
      seen.told(18);
    }),
  ];
}

/** The positions of the requests, in order; one request a connection. */
function positions({ played }: Seen): number[] {
  const found: number[] = [];
  let rest = played.talk.said;
  for (;;) {
    const request = new RequestReader(POSITION).push(rest);
    if (request?.kind !== 'name') return found;
    found.push(request.position);
    rest = rest.subarray(formatRequest(request.name, 0).length);
  }
}
