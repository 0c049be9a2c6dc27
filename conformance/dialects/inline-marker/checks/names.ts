import { access, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Check } from '../../../check.ts';
import { Stop } from '../../../stop.ts';
import { getsBack, list, put } from '../exchanges.ts';
import { inlineCheck } from '../stage.ts';

/** How a client may name a file beside the served directory. */
const WAYS_OUT: Readonly<Record<string, (name: string, parent: string) => string>> = {
  'by-dots': (name) => `../${name}`,
  'by-hidden-dots': (name) => `./../${name}`,
  'by-absolute-path': (name, parent) => `${parent}/${name}`,
};

/** Names of files. */
export const nameChecks: readonly Check[] = [
  inlineCheck('inline-marker/name-with-spaces', 'takes the rest of the line for the name, spaces included', ['INL-PRO-R5'], async (stage) => {
    const session = await stage.session();
    const name = stage.name(' with two  spaces.txt');
    await put(session, name, 'x');
    const lines = await list(session);
    session.require(lines.some((line) => line.endsWith(` ${name}`)), 'INL-PRO-R5', `${name} in the listing`, lines.join(' | '), 'Split the line at its first space only.');
    session.announce(`GET ${name}`);
    await session.send(`GET   ${name}  \r\n`);
    const { code, text } = await session.reply();
    session.require(code === 150, 'INL-PRO-R5', '150', `${code} ${text}`);
  }),

  inlineCheck('inline-marker/name-in-unicode', 'keeps names beyond ASCII as they are', ['INL-PRO-R6'], async (stage) => {
    const session = await stage.session();
    const name = stage.name('-größe-日本.txt');
    await put(session, name, 'x');
    const bytes = Buffer.from(name).toString('latin1');
    session.require((await list(session)).some((line) => line.endsWith(` ${bytes}`)), 'INL-PRO-R6', `${name} in the listing`, 'another name');
    await getsBack(session, name, 'x', 'INL-PRO-R6');
  }),

  inlineCheck('inline-marker/name-of-255-bytes', 'stores and sends a file whose name has 255 bytes', ['INL-PRO-32', 'INL-PRO-R31'], async (stage) => {
    const session = await stage.session();
    const stem = stage.tester.name();
    const name = stage.name(`-${'n'.repeat(254 - stem.length)}`);
    await put(session, name.slice(0, 255), 'x');
    await getsBack(session, name.slice(0, 255), 'x');
    await session.succeeds(`DEL ${name.slice(0, 255)}`);
  }),

  inlineCheck('inline-marker/longer-name', 'refuses a name of 256 bytes and goes on', ['INL-PRO-31', 'INL-PRO-20'], async (stage) => {
    const session = await stage.session();
    const name = 'n'.repeat(256);
    await session.refused(`PUT ${name}`, 'cannot be stored');
    await session.refused(`GET ${name}`, 'file missing');
    await session.succeeds('SYST');
  }),

  ...Object.entries(WAYS_OUT).flatMap(([way, path]) => ['GET', 'DEL'].map((verb) =>
    inlineCheck(`inline-marker/${verb.toLowerCase()}-outside-${way}`, `refuses ${verb} of a file outside, named ${path('FILE', '/ROOT')}`, ['INL-PRO-R7'], async (stage) => {
      const name = stage.name();
      const outside = join(dirname(stage.root), name);
      await writeFile(outside, 'secret').catch((error: Error) => { throw new Stop('skipped', error.message); });
      try {
        const session = await stage.session();
        const { code, text } = await session.ask(`${verb} ${path(name, dirname(stage.root))}`, { 'file missing': true });
        session.require(code >= 400, 'INL-PRO-R7', '550: the served directory has no such file', `${code} ${text}`, 'Resolve the name against the served directory and refuse what is not below it.');
        const there = await access(outside).then(() => true, () => false);
        session.require(there, 'INL-PRO-R7', 'the file outside is still there', 'it is gone');
      } finally {
        await rm(outside, { force: true });
      }
    }))),

  inlineCheck('inline-marker/put-stays-inside', 'stores nothing outside the served directory', ['INL-PRO-R7'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    const outside = join(dirname(stage.root), name);
    for (const path of [`../${name}`, outside]) {
      const reply = await session.ask(`PUT ${path}`, path === outside ? { 'cannot be stored': true } : {});
      if (reply.code !== 150) continue;
      await session.line();
      await session.send('FILE_START\r\nxFILE_END\r\n');
      await session.reply();
    }
    const escaped = await access(outside).then(() => true, () => false);
    session.require(!escaped, 'INL-PRO-R7', `no ${basename(outside)} beside the served directory`, 'it is there');
  }),
];
