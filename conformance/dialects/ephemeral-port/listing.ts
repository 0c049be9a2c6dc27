import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeBytes } from '../../../src/wire/escape.ts';
import type { Check } from '../../check.ts';
import { emptied } from '../emptied.ts';
import { staged, type Stage } from './stage.ts';
import type { Talk } from './talk.ts';

/** Requires that the listing is these names in any order, joined by LF. */
async function lists(stage: Stage, talk: Talk, rule: string): Promise<void> {
  const names = await readdir(stage.root(), { encoding: 'latin1' });
  const expected = names.sort().join('\n');
  const listing = (await talk.listing(expected.length)).toString('latin1');
  if (listing.split('\n').sort().join('\n') !== expected) talk.fail(rule, [`${names.length} names joined by LF`], escapeBytes(Buffer.from(listing, 'latin1')).slice(0, 300));
  await talk.nothingElse(rule);
}

/** `ls`. They run alone, since they count what is in the directory. */
export const listingChecks: readonly Check[] = [
  staged('list', 'A listing is the names in the directory, joined by LF, and nothing more', ['EPH-PRO-3', 'EPH-PRO-R14'], async (stage) => {
    await stage.place(Buffer.from('1'));
    await stage.place(Buffer.from('2'), stage.name(' two words'));
    await lists(stage, await stage.talk(), 'EPH-PRO-R14');
  }, { exclusive: true }),
  staged('list-one-file', 'A listing of one file is its name', ['EPH-PRO-R14'], (stage) => emptied(stage.root(), async () => {
    const name = await stage.place(Buffer.from('1'));
    try {
      await lists(stage, await stage.talk(), 'EPH-PRO-R14');
    } finally {
      await rm(join(stage.root(), name), { force: true });
    }
  }), { exclusive: true }),
  staged('list-many-files', 'A listing of 300 names holds each of them', ['EPH-PRO-R14'], async (stage) => {
    for (let at = 0; at < 300; at += 1) await stage.place(Buffer.alloc(0), stage.name(`-${'n'.repeat(100)}`));
    await lists(stage, await stage.talk(), 'EPH-PRO-R14');
  }, { exclusive: true }),
  staged('list-empty-directory', 'The listing of an empty directory is a single LF', ['EPH-PRO-R15'], (stage) => emptied(stage.root(), async () => {
    const talk = await stage.talk();
    const listing = await talk.listing(1, 'EPH-PRO-R15');
    if (listing.toString('latin1') !== '\n') talk.fail('EPH-PRO-R15', ['LF'], listing.toString('latin1'));
    await talk.nothingElse('EPH-PRO-R15');
  }), { exclusive: true }),
  staged('list-after-upload', 'A file that was just uploaded is listed', ['EPH-PRO-R22', 'EPH-PRO-R14'], async (stage) => {
    const talk = await stage.talk();
    const name = stage.name();
    await talk.put(name, Buffer.from('text'));
    const names = await readdir(stage.root(), { encoding: 'latin1' });
    const listing = (await talk.listing(names.join('\n').length)).toString('latin1');
    if (!listing.split('\n').includes(name)) talk.fail('EPH-PRO-R22', [name], listing.slice(0, 300));
  }, { exclusive: true }),
];
