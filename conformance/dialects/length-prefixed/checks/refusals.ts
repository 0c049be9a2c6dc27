import { isUtf8 } from 'node:buffer';
import { check, type Check } from '../../../check.ts';
import { place } from '../files.ts';
import { Visit } from '../visit.ts';

export const refusalChecks: readonly Check[] = [
  check('length-prefixed/explains-a-refusal', 'says in a short text why it refuses, and closes', ['LEN-PRO-R10', 'LEN-PRO-R9', 'LEN-PRO-6'], async (tester) => {
    const visit = await Visit.open(tester);
    await visit.ask(tester.name('-missing'), { 'file missing': true });
    const text = await visit.refused();
    visit.require(text.length > 0, 'LEN-PRO-R10', 'a text after ERROR', 'none');
    visit.require(isUtf8(text), 'LEN-PRO-R10', 'a text in UTF-8', text.toString('latin1'));
  }),

  check('length-prefixed/tells-no-path', 'does not tell where its files are', ['LEN-PRO-R11'], async (tester) => {
    const { root } = tester.testee;
    for (const [name, fact] of [[tester.name('-missing'), 'file missing'], [tester.fixtures.need('directory'), 'not a plain file']] as const) {
      const visit = await Visit.open(tester);
      await visit.ask(name, { [fact]: true });
      const text = (await visit.refused()).toString();
      visit.require(root === null || !text.includes(root), 'LEN-PRO-R11', 'a text without the path of the served directory', text);
    }
  }),

  check('length-prefixed/refuses-directories', 'refuses a directory however it is written', ['LEN-PRO-7', 'LEN-PRO-R2'], async (tester) => {
    const directory = tester.fixtures.need('directory');
    for (const name of [directory, `${directory}/`, `./${directory}`, '.', '/']) {
      const visit = await Visit.open(tester);
      await visit.ask(name, { 'not a plain file': true });
      await visit.refused();
    }
  }),

  check('length-prefixed/refuses-what-is-below-a-file', 'refuses a path that goes through a file', ['LEN-PRO-6'], async (tester) => {
    const visit = await Visit.open(tester);
    await visit.ask(`${tester.fixtures.need('file')}/x`, { 'file missing': true });
    await visit.refused();
  }),

  check('length-prefixed/refuses-latin-1', 'refuses a name that is not UTF-8, though the disk has it', ['LEN-PRO-4'], async (tester) => {
    const name = Buffer.from(`${tester.name()}-\xe9t\xe9.txt`, 'latin1');
    await place(tester, name, Buffer.from('x'));
    const visit = await Visit.open(tester);
    await visit.ask(name, { 'name not UTF-8': true });
    await visit.refused();
  }),

  check('length-prefixed/refuses-a-nul', 'refuses a name with a NUL and does not take it for the end of the name', ['LEN-PRO-5'], async (tester) => {
    const visit = await Visit.open(tester);
    await visit.ask(`${tester.fixtures.need('file')}\0.jpg`);
    await visit.refused();
  }),

  check('length-prefixed/refuses-a-name-of-256-bytes', 'refuses a name that is longer than a name can be', ['LEN-PRO-6', 'LEN-PRO-R12'], async (tester) => {
    const stem = tester.name();
    await place(tester, stem.padEnd(255, 'x'), Buffer.from('x'));
    const visit = await Visit.open(tester);
    await visit.ask(stem.padEnd(256, 'x'), { 'file missing': true });
    await visit.refused();
  }),

  check('length-prefixed/refuses-a-name-of-4096-bytes', 'reads a name of 4096 bytes before it refuses it', ['LEN-PRO-6', 'LEN-PRO-R2'], async (tester) => {
    const visit = await Visit.open(tester);
    await visit.ask('x'.repeat(4096), { 'file missing': true });
    await visit.refused();
  }),
];
