import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Check } from '../../check.ts';
import { OWN } from '../emptied.ts';
import { same, staged, type Stage } from './stage.ts';

/** A file next to the served directory, which no client may reach; it is gone afterwards. */
async function outside(stage: Stage, run: (path: string) => Promise<void>): Promise<void> {
  const path = join(dirname(stage.root()), `${OWN}${randomBytes(6).toString('hex')}-outside`);
  await writeFile(path, 'secret');
  try {
    await run(path);
  } finally {
    await rm(path, { force: true });
  }
}

const WAYS = [['dot-dot', 'with ..', (path: string) => `../${basename(path)}`], ['absolute', 'that is absolute', (path: string) => path]] as const;
const NAMES = [
  ['with-spaces', 'with spaces', (stem: string) => `${stem} two  words.txt`],
  ['with-trailing-space', 'that ends in a space', (stem: string) => `${stem} `],
  ['in-utf-8', 'in UTF-8', (stem: string) => `${stem}-Ünïcödé-文件-🙂.txt`],
  ['with-special-characters', 'with special characters', (stem: string) => `${stem}-'"*?[]{}$;&|<>\\~#%!.txt`],
  ['like-a-command', 'that looks like a command', (stem: string) => `${stem} get FILES LISTED ls`],
  ['of-255-bytes', 'of 255 bytes', (stem: string) => stem.padEnd(255, 'n')],
] as const;

/** Names that are taken, and names that lead nowhere. */
export const nameChecks: readonly Check[] = [
  ...NAMES.flatMap(([id, what, name]) => [
    staged(`name-${id}`, `A file under a name ${what} is stored under it and sent back`, ['EPH-PRO-R5', ...(id === 'of-255-bytes' ? ['EPH-PRO-R6'] : [])], async (stage) => {
      const rule = id === 'of-255-bytes' ? 'EPH-PRO-R6' : 'EPH-PRO-R5';
      const body = randomBytes(100);
      const chosen = name(stage.name());
      stage.own(chosen);
      const talk = await stage.talk();
      await talk.put(chosen, body);
      same(talk, await stage.stored(chosen, talk), body, rule);
      same(talk, await talk.get(chosen), body, rule);
    }),
  ]),
  staged('name-of-256-bytes', 'A name of 256 bytes is refused, for put and for get', ['EPH-PRO-R6', 'EPH-PRO-10', 'EPH-PRO-6'], async (stage) => {
    const name = stage.name().padEnd(256, 'n');
    const talk = await stage.talk();
    talk.say('put', name, { 'no plain name': true });
    await talk.expect(553, 'EPH-PRO-R6');
    talk.say('get', name, { 'no plain name': true });
    await talk.expect(550, 'EPH-PRO-R6');
  }),
  ...(['.', '..'] as const).map((name) => staged(`name-${name === '.' ? 'dot' : 'dot-dot-alone'}`, `${name} is no name`, ['EPH-PRO-6', 'EPH-PRO-10'], async (stage) => {
    const talk = await stage.talk();
    talk.say('get', name, { 'no plain name': true });
    await talk.expect(550, 'EPH-PRO-6');
    talk.say('put', name, { 'no plain name': true });
    await talk.expect(553, 'EPH-PRO-10');
  })),
  ...WAYS.flatMap(([id, what, way]) => [
    staged(`get-${id}`, `A path ${what} finds no file outside the served directory`, ['EPH-PRO-R7', 'EPH-PRO-6'], (stage) => outside(stage, async (path) => {
      const talk = await stage.talk();
      talk.say('get', way(path), { 'no plain name': true });
      await talk.expect(550, 'EPH-PRO-R7');
    })),
    staged(`put-${id}`, `A path ${what} stores no file outside the served directory`, ['EPH-PRO-R7', 'EPH-PRO-10'], (stage) => outside(stage, async (path) => {
      const talk = await stage.talk();
      talk.say('put', way(path), { 'no plain name': true });
      await talk.expect(553, 'EPH-PRO-R7');
      if ((await readFile(path, 'utf8')) !== 'secret') talk.fail('EPH-PRO-R7', ['the file outside as it was'], 'another file in its place');
    })),
  ]),
];
