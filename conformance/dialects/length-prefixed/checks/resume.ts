import { isUtf8 } from 'node:buffer';
import { truncate } from 'node:fs/promises';
import { formatRequest } from '../../../../src/dialects/length-prefixed/request-reader.ts';
import { check, type Check } from '../../../check.ts';
import type { Tester } from '../../../tester.ts';
import { noise } from '../../../../src/noise.ts';
import { pathOf, place } from '../files.ts';
import { ResumeVisit } from '../resume-visit.ts';

/** More than a connection holds that nobody reads from. */
const BEYOND_BUFFERS = 24 * 2 ** 20;
const SIZES = [0, 1, 65_535, 65_536, 65_537, 2 ** 20] as const;

async function placed(tester: Tester, body: Buffer): Promise<string> {
  const name = tester.name('.bin');
  await place(tester, name, body);
  return name;
}

/** What the position, the checksum after the data and the numbers of errors change. */
export const resumeChecks: readonly Check[] = [
  ...SIZES.map((size) => check(`length-resume/sends-${size}-bytes`, `sends a file of ${size} bytes, its SHA-256 after the data, and closes`, ['LEN-RES-R2', 'LEN-RES-R3', 'LEN-PRO-9', 'LEN-PRO-12'], async (tester) => {
    const body = noise(size);
    const name = await placed(tester, body);
    const visit = await ResumeVisit.open(tester);
    await visit.askFrom(name, 0);
    await visit.brings(body, 0);
  })),

  check('length-resume/sends-from-a-position', 'sends a file from the position on, and the SHA-256 of all of it', ['LEN-RES-R2', 'LEN-RES-R3'], async (tester) => {
    const body = noise(300_000);
    const name = await placed(tester, body);
    for (const position of [1, 65_536, 150_001, body.length - 1]) {
      const visit = await ResumeVisit.open(tester);
      await visit.askFrom(name, position);
      await visit.brings(body, position);
    }
  }),

  check('length-resume/position-at-the-end', 'sends the checksum alone to a client that has the whole file', ['LEN-RES-R4', 'LEN-RES-R3'], async (tester) => {
    for (const size of [1000, 0]) {
      const body = noise(size);
      const name = await placed(tester, body);
      const visit = await ResumeVisit.open(tester);
      await visit.askFrom(name, size);
      await visit.brings(body, size);
    }
  }),

  check('length-resume/position-beyond-the-end', 'refuses a position that the file does not have', ['LEN-RES-R4', 'LEN-PRO-8'], async (tester) => {
    const body = noise(1000);
    const name = await placed(tester, body);
    for (const position of [1001, 2 ** 32 + 1000, Number.MAX_SAFE_INTEGER]) {
      const visit = await ResumeVisit.open(tester);
      await visit.askFrom(name, position, { 'cannot be read': true });
      await visit.refusedWith(550);
    }
  }),

  check('length-resume/resumes-a-broken-download', 'gives the rest of a download that was broken off, so that both parts make the file', ['LEN-RES-R2', 'LEN-RES-R3', 'LEN-PRO-13'], async (tester) => {
    const body = noise(2 ** 20);
    const name = await placed(tester, body);
    const broken = await ResumeVisit.open(tester);
    await broken.askFrom(name, 0);
    await broken.size();
    const first = await broken.rest(123_456);
    broken.connection.reset();
    const visit = await ResumeVisit.open(tester);
    await visit.askFrom(name, first.length);
    await visit.brings(body, first.length);
    visit.same(first, body.subarray(0, first.length));
  }),

  check('length-resume/request-cut-anywhere', 'reads a request that comes in two segments, cut at any byte', ['LEN-RES-R1'], async (tester) => {
    const name = tester.fixtures.need('file');
    const request = formatRequest(name, 2);
    for (let cut = 1; cut < request.length; cut += 1) {
      const visit = await ResumeVisit.open(tester);
      visit.announce(name);
      await visit.write(request.subarray(0, cut));
      await turn(tester);
      await visit.write(request.subarray(cut));
      await visit.brings(tester.fixtures.text, 2);
    }
  }),

  check('length-resume/waits-for-the-position', 'says nothing to a request without its position', ['LEN-RES-R1', 'LEN-PRO-R16'], async (tester) => {
    const name = tester.fixtures.need('file');
    const visit = await ResumeVisit.open(tester);
    await visit.write(formatRequest(name, 0).subarray(0, -1));
    visit.connection.end();
    const answer = await visit.everything();
    visit.require(!answer.toString('latin1').startsWith('OK'), 'LEN-RES-R1', 'no file', 'OK');
  }),

  check('length-resume/numbers-its-errors', 'gives ERROR its code, and its text with a length', ['LEN-RES-R5', 'LEN-PRO-6', 'LEN-PRO-7', 'LEN-PRO-3'], async (tester) => {
    const names: readonly (readonly [string, string])[] = [[tester.name('-missing'), 'file missing'], [tester.fixtures.need('directory'), 'not a plain file'], ['', 'argument missing']];
    for (const [name, fact] of names) {
      const visit = await ResumeVisit.open(tester);
      await visit.askFrom(name, 0, { [fact]: true });
      const text = await visit.refusedWith(550);
      visit.require(isUtf8(text), 'LEN-RES-R5', 'a text in UTF-8', text.toString('latin1'));
    }
  }),

  check('length-resume/no-checksum-of-a-part', 'ends without a checksum when the file becomes shorter', ['LEN-RES-R6', 'LEN-PRO-14'], async (tester) => {
    const body = Buffer.alloc(BEYOND_BUFFERS, '.');
    const name = await placed(tester, body);
    const visit = await ResumeVisit.open(tester);
    await visit.askFrom(name, 0);
    const size = await visit.size();
    visit.connection.pause();
    await truncate(pathOf(tester, name), 100);
    const answer = await visit.breaksOff(size + 65);
    visit.require(answer.length < size && !/[^.]/.test(answer.toString('latin1', Math.max(0, answer.length - 64))), 'LEN-RES-R6', 'bytes of the file, and then the end', 'something else at the end');
  }),
];

/** Another client downloads a small file: so the server has had its turn, without any waiting for time to pass. */
async function turn(tester: Tester): Promise<void> {
  const other = await ResumeVisit.open(tester);
  await other.askFrom(tester.fixtures.need('file'), 0);
  await other.everything();
  other.connection.destroy();
}
