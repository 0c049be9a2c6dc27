import { rmSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { check, type Check } from '../../../check.ts';
import { withOutside } from '../../../checks/files/outside.ts';
import { Stop } from '../../../stop.ts';
import type { Tester } from '../../../tester.ts';
import { place, pathOf } from '../files.ts';
import { Visit } from '../visit.ts';

/** Names that a server could change on the way to the disk: id, what they have, and the name made of a unique stem. */
const NAMES: readonly (readonly [id: string, what: string, name: (stem: string) => string])[] = [
  ['spaces', 'spaces in it', (stem) => `${stem} two  spaces.txt`],
  ['a-space-first', 'a space before it', (stem) => ` ${stem}`],
  ['a-space-last', 'a space after it', (stem) => `${stem} `],
  ['letters-of-the-world', 'letters of many scripts', (stem) => `${stem}-naïve-Ελλάδα-日本-😀`],
  ['decomposed-letters', 'letters with combining accents', (stem) => `${stem}-e\u0301`],
  ['percent-signs', 'percent signs and plus signs', (stem) => `${stem}-100%25+%41`],
  ['a-backslash', 'a backslash', (stem) => `${stem}\\n.txt`],
  ['quotation-marks', 'quotation marks', (stem) => `${stem}-"it's"`],
  ['a-line-end', 'a line end in it', (stem) => `${stem}-a\r\nb`],
  ['a-line-end-last', 'a line end after it', (stem) => `${stem}-c\n`],
  ['capitals', 'capital letters', (stem) => `${stem}-ReadMe.TXT`],
  ['a-dot-first', 'a dot before it', (stem) => `.${stem}`],
  ['255-bytes', '255 bytes', (stem) => stem.padEnd(255, 'x')],
  ['255-bytes-of-utf-8', '255 bytes in 3-byte letters', (stem) => stem.padEnd(stem.length + ((255 - stem.length) % 3), 'x') + '日'.repeat(Math.floor((255 - stem.length) / 3))],
];

export const nameChecks: readonly Check[] = [
  ...NAMES.map(([id, what, make]) => check(`length-prefixed/takes-a-name-with-${id}`, `gives a file whose name has ${what}`, ['LEN-PRO-R12', 'LEN-PRO-R4', 'LEN-PRO-R3'], async (tester) => {
    const name = make(tester.name());
    await place(tester, name, tester.fixtures.text);
    const visit = await Visit.open(tester);
    await visit.ask(name);
    await visit.complete(name, tester.fixtures.text);
  })),

  check('length-prefixed/tells-two-spellings-apart', 'tells a composed letter from a decomposed one', ['LEN-PRO-R12'], async (tester) => {
    const stem = tester.name();
    const [composed, decomposed] = [`${stem}-\u00e9`, `${stem}-e\u0301`];
    await place(tester, composed, Buffer.from('composed'));
    const visit = await Visit.open(tester);
    await visit.ask(decomposed, { 'file missing': true });
    await visit.refused();
    await place(tester, decomposed, Buffer.from('decomposed'));
    for (const [name, body] of [[composed, 'composed'], [decomposed, 'decomposed']] as const) {
      const again = await Visit.open(tester);
      await again.ask(name);
      await again.complete(name, Buffer.from(body));
    }
  }),

  check('length-prefixed/gives-the-base-name', 'names a file in a directory by its last name', ['LEN-PRO-R4', 'LEN-PRO-9'], async (tester) => {
    const visit = await Visit.open(tester);
    await visit.ask(`${tester.fixtures.need('fullDirectory')}/inside.txt`);
    await visit.complete('inside.txt', tester.fixtures.text);
  }),

  check('length-prefixed/stays-inside-with-dots', 'gives nothing outside the served directory to a relative path', ['LEN-PRO-R14'], (tester) => outside(tester, (way) => !way.startsWith('/'))),
  check('length-prefixed/stays-inside-with-absolute-paths', 'gives nothing outside the served directory to an absolute path', ['LEN-PRO-R14'], (tester) => outside(tester, (way) => way.startsWith('/'))),

  check('length-prefixed/stays-inside-with-symbolic-links', 'gives nothing outside the served directory through a symbolic link', ['LEN-PRO-R14'], (tester) => withOutside(tester, async ({ path, file, secret }) => {
    const name = tester.name();
    const link = pathOf(tester, name);
    tester.adopt({ destroy: () => rmSync(link, { force: true }) });
    await symlink(`${path}/${file}`, link).catch((error: Error) => { throw new Stop('skipped', `no symbolic link can be made: ${error.message}`); });
    await keepsSecret(tester, name, secret);
  })),
];

function outside(tester: Tester, chosen: (way: string) => boolean): Promise<void> {
  return withOutside(tester, async (beside) => {
    for (const way of beside.ways(beside.file).filter(chosen)) await keepsSecret(tester, way, beside.secret);
  });
}

/** What the server says instead is its own affair: ERROR, or a file of that name inside. */
async function keepsSecret(tester: Tester, name: string, secret: Buffer): Promise<void> {
  const visit = await Visit.open(tester);
  await visit.ask(name);
  visit.require(!(await visit.everything()).includes(secret), 'LEN-PRO-R14', 'ERROR', 'the contents of a file outside the served directory');
}
