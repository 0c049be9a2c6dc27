import { appendFile, truncate } from 'node:fs/promises';
import { check, type Check } from '../../../check.ts';
import { largeBody } from '../../../make-fixtures.ts';
import type { Tester } from '../../../tester.ts';
import { HUNDRED_MIB, placeHundredMib, receiveHundredMib } from '../../hundred-mib.ts';
import { restart } from '../../restart.ts';
import { noise } from '../../../../src/noise.ts';
import { pathOf, place } from '../files.ts';
import { Visit } from '../visit.ts';

const SIZES = [0, 1, 4095, 4096, 4097, 65_535, 65_536, 65_537, 2 ** 20] as const;
/** More than a connection holds that nobody reads from. */
const BEYOND_BUFFERS = 24 * 2 ** 20;

export const dataChecks: readonly Check[] = [
  ...SIZES.map((size) => check(`length-prefixed/sends-${size}-bytes`, `sends a file of ${size} bytes with its size and checksum, and closes`, ['LEN-PRO-R3', 'LEN-PRO-R5', 'LEN-PRO-R6', 'LEN-PRO-R8', 'LEN-PRO-R9', 'LEN-PRO-9', 'LEN-PRO-12'], (tester) => sends(tester, noise(size)))),

  check('length-prefixed/sends-a-large-file', 'sends a file of 8 MiB unchanged', ['LEN-PRO-R5', 'LEN-PRO-R6', 'LEN-PRO-R8'], async (tester) => {
    const name = tester.fixtures.need('large');
    const visit = await Visit.open(tester);
    await visit.ask(name);
    await visit.complete(name, largeBody());
  }),

  check('length-prefixed/sends-100-mib', 'sends a file of 100 MiB unchanged', ['LEN-PRO-R5', 'LEN-PRO-R8', 'LEN-PRO-R9'], async (tester) => {
    const name = tester.name();
    await place(tester, name, Buffer.alloc(0));
    await placeHundredMib(pathOf(tester, name));
    const visit = await Visit.open(tester);
    await visit.ask(name);
    const { size } = await visit.granted();
    visit.require(size === HUNDRED_MIB, 'LEN-PRO-R5', `a size of ${HUNDRED_MIB} bytes`, `${size} bytes`);
    const wrong = await receiveHundredMib(visit.connection, tester.timeout);
    visit.require(wrong === null, 'LEN-PRO-R8', 'the bytes of the file', wrong ?? '');
    await visit.data(0);
  }),

  check('length-prefixed/serves-after-a-restart', 'serves after a restart what was in the directory before, and what comes later', ['LEN-PRO-R22'], async (tester) => {
    const [before, later] = [tester.name(), tester.name()];
    await place(tester, before, Buffer.from('before'));
    await restart(tester);
    await place(tester, later, Buffer.from('later'));
    for (const [name, body] of [[before, 'before'], [later, 'later']] as const) {
      const visit = await Visit.open(tester);
      await visit.ask(name);
      await visit.complete(name, Buffer.from(body));
    }
  }, { exclusive: true }),

  check('length-prefixed/keeps-every-byte-value', 'sends each of the 256 byte values as it is, line ends and NUL among them', ['LEN-PRO-R8', 'LEN-PRO-R6'], (tester) =>
    sends(tester, Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, value) => value)), Buffer.from('\r\n\n\r\0\x1a\xff', 'latin1')]))),

  check('length-prefixed/sends-words-of-the-protocol', 'sends data that looks like an answer', ['LEN-PRO-R8', 'LEN-PRO-R5'], (tester) => sends(tester, Buffer.from('ERROR no such file\nOK\0\0\0\x01'))),

  check('length-prefixed/writes-the-checksum-in-lower-case', 'writes the checksum in lower case', ['LEN-PRO-R7'], async (tester) => {
    const visit = await Visit.open(tester);
    await visit.ask(tester.fixtures.need('file'));
    const { checksum } = await visit.granted();
    visit.require(checksum === checksum.toLowerCase(), 'LEN-PRO-R7', checksum.toLowerCase(), checksum);
  }),

  check('length-prefixed/begins-at-the-first-byte', 'sends the whole file again to a client whose download was broken off', ['LEN-PRO-R20', 'LEN-PRO-13'], async (tester) => {
    const [name, body] = [tester.name(), noise(2 ** 20)];
    await place(tester, name, body);
    const broken = await Visit.open(tester);
    await broken.ask(name);
    await broken.granted();
    await broken.connection.receive({ deadline: tester.timeout, limit: 1000 });
    broken.connection.reset();
    const visit = await Visit.open(tester);
    await visit.ask(name);
    const head = await visit.granted();
    visit.require(head.size === body.length, 'LEN-PRO-R20', `${body.length} bytes, as before`, `${head.size} bytes`);
    visit.same(await visit.data(body.length), body);
  }),

  check('length-prefixed/sends-what-it-declared-of-a-growing-file', 'sends as many bytes as it declared, though the file grows meanwhile', ['LEN-PRO-R5', 'LEN-PRO-R9'], async (tester) => {
    const { name, body, visit, head } = await held(tester);
    await appendFile(pathOf(tester, name), 'appended');
    visit.same(await visit.data(head.size), body);
  }),

  check('length-prefixed/ends-early-when-the-file-is-cut', 'closes early when the file becomes shorter, and fills nothing up', ['LEN-PRO-R5', 'LEN-PRO-14'], async (tester) => {
    const { name, body, visit, head } = await held(tester);
    await truncate(pathOf(tester, name), 100);
    const { bytes, how } = await visit.connection.receive({ deadline: tester.timeout, limit: head.size + 1 });
    visit.require(bytes.equals(body.subarray(0, bytes.length)), 'LEN-PRO-R5', 'bytes of the file, and then the end', 'other bytes');
    visit.require(how === 'end' || how === 'reset', 'LEN-PRO-R5', 'the end of the connection', 'the connection stays open');
  }),

  check('length-prefixed/goes-on-for-sixty-downloads', 'serves sixty downloads one after another', ['LEN-PRO-R19'], async (tester) => {
    const name = tester.fixtures.need('file');
    for (let count = 0; count < 60; count += 1) {
      const visit = await Visit.open(tester);
      await visit.ask(name);
      await visit.complete(name, tester.fixtures.text);
      visit.connection.destroy();
    }
  }),
];

async function sends(tester: Tester, body: Buffer): Promise<void> {
  const name = tester.name('.bin');
  await place(tester, name, body);
  const visit = await Visit.open(tester);
  await visit.ask(name);
  await visit.complete(name, body);
}

/** A download that stands still after its head: there is more of the file than the buffers between take. */
async function held(tester: Tester) {
  const [name, body] = [tester.name(), Buffer.alloc(BEYOND_BUFFERS, '0123456789abcdef\n')];
  await place(tester, name, body);
  const visit = await Visit.open(tester);
  await visit.ask(name);
  const head = await visit.granted();
  visit.connection.pause();
  return { name, body, visit, head };
}
