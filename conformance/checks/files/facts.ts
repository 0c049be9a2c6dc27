import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { check, type Check } from '../../check.ts';
import { Stop } from '../../stop.ts';
import { receive } from '../../transfers.ts';
import { children, mlsd, mlst } from './facts-of.ts';
import { someOf } from './listing-lines.ts';
import { fill } from './listings.ts';
import { sizeOf, timeOf } from './size-and-time.ts';

const OLD = new Date('2001-02-03T04:05:06Z');

/** What MLST and MLSD show. */
export const factChecks: readonly Check[] = [
  check('files/mlst-entry-begins-with-a-space', 'begins the entry line of MLST with a space', ['FTP-FIL-R33'], async (tester) => {
    const session = await tester.login();
    await mlst(session, tester.fixtures.need('file'));
  }, { verbs: ['MLST'] }),

  check('files/mlst-names-the-file', 'names the file in the entry of MLST', ['FTP-FIL-R32'], async (tester) => {
    const session = await tester.login();
    const file = tester.fixtures.need('file');
    const { name } = await mlst(session, file);
    session.require(name === file || name.endsWith(`/${file}`), 'FTP-FIL-R32', `facts, a space and ${file}`, JSON.stringify(name));
  }, { verbs: ['MLST'] }),

  check('files/mlst-of-the-working-directory', 'shows the working directory by MLST without a name', ['FTP-FIL-R38'], async (tester) => {
    const session = await tester.login();
    const { facts } = await mlst(session, '');
    session.require(['dir', 'cdir', undefined].includes(facts.get('type')?.toLowerCase()), 'FTP-FIL-R38', 'type=dir or type=cdir', `type=${facts.get('type')}`);
  }, { verbs: ['MLST'] }),

  check('files/mlsd-lines-are-entries', 'sends by MLSD lines of facts, a space and a name', ['FTP-FIL-R32'], async (tester) => {
    const session = await tester.login();
    const entries = children(await mlsd(tester, session, tester.fixtures.need('fullDirectory')));
    session.require(entries.length === 1 && entries[0]!.name === 'inside.txt', 'FTP-FIL-R32', 'one entry, inside.txt', someOf(entries.map((entry) => entry.name)));
  }, { verbs: ['MLSD'] }),

  check('files/mlsd-names-have-no-path', 'names each entry by MLSD without a path', ['FTP-FIL-R34'], async (tester) => {
    const session = await tester.login();
    const { directory, file, other, inner } = await fill(tester, session);
    const names = children(await mlsd(tester, session, directory)).map((entry) => entry.name);
    session.require([file, other, inner].every((name) => names.includes(name)) && names.length === 3, 'FTP-FIL-R34', `${file}, ${other} and ${inner}`, someOf(names));
  }, { verbs: ['MLSD'] }),

  check('files/mlsd-keeps-odd-names', 'shows by MLSD a name with spaces, semicolons and equals signs as it is', ['FTP-FIL-R32'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const name = `${tester.name()} a=1; b=2;  c`;
    await tester.place(session, Buffer.from('x'), `${directory}/${name}`);
    const names = children(await mlsd(tester, session, directory)).map((entry) => entry.name);
    session.require(names.length === 1 && names[0] === name, 'FTP-FIL-R32', JSON.stringify(name), someOf(names));
  }, { verbs: ['MLSD'] }),

  check('files/mlsd-of-an-empty-directory', 'shows no entry by MLSD of an empty directory', ['FTP-FIL-R23'], async (tester) => {
    const session = await tester.login();
    const names = children(await mlsd(tester, session, tester.fixtures.need('directory'))).map((entry) => entry.name);
    session.require(names.length === 0, 'FTP-FIL-R23', 'no entry', someOf(names));
  }, { verbs: ['MLSD'] }),

  check('files/type-fact-tells-files-from-directories', 'tells files from directories by the type fact', ['FTP-FIL-R38'], async (tester) => {
    const session = await tester.login();
    const { directory, file, inner } = await fill(tester, session);
    const all = await mlsd(tester, session, directory);
    for (const entry of all) {
      const type = entry.facts.get('type');
      session.require(type === undefined || /^(file|dir|cdir|pdir|OS\.[^=]+=.*)$/i.test(type), 'FTP-FIL-R38', 'file, dir, cdir, pdir or OS.name=type', `type=${type}`);
    }
    const typeOf = (name: string): string | undefined => all.find((entry) => entry.name === name)?.facts.get('type')?.toLowerCase();
    if (typeOf(file) === undefined) throw new Stop('not-implemented', 'MLSD shows no type fact');
    session.require(typeOf(file) === 'file', 'FTP-FIL-R38', `type=file for ${file}`, `type=${typeOf(file)}`);
    session.require(typeOf(inner) === 'dir', 'FTP-FIL-R38', `type=dir for ${inner}`, `type=${typeOf(inner)}`);
  }, { verbs: ['MLSD'] }),

  ...(['MLST', 'MLSD'] as const).map((verb) => check(`files/${verb.toLowerCase()}-size-agrees-with-size`, `shows by ${verb} the size that SIZE gives`, ['FTP-FIL-R35'], async (tester) => {
    const session = await tester.login();
    const { directory, file } = await fill(tester, session);
    await session.succeeds('TYPE I');
    const entry = verb === 'MLST' ? await mlst(session, `${directory}/${file}`) : (await mlsd(tester, session, directory)).find((one) => one.name === file);
    const size = entry?.facts.get('size');
    if (size === undefined) throw new Stop('not-implemented', `${verb} shows no size fact`);
    const told = await session.given('SIZE', () => sizeOf(session, `${directory}/${file}`));
    session.require(size === String(told), 'FTP-FIL-R35', `size=${told}`, `size=${size}`);
  }, { verbs: [verb, 'SIZE'] })),

  ...(['MLST', 'MLSD'] as const).map((verb) => check(`files/${verb.toLowerCase()}-modify-agrees-with-mdtm`, `shows by ${verb} the time that MDTM gives`, ['FTP-FIL-R35'], async (tester) => {
    const session = await tester.login();
    const { directory, file } = await fill(tester, session);
    const { root } = tester.testee;
    const aged = root !== null && await utimes(join(root, directory, file), OLD, OLD).then(() => true, () => false);
    const entry = verb === 'MLST' ? await mlst(session, `${directory}/${file}`) : (await mlsd(tester, session, directory)).find((one) => one.name === file);
    const modify = entry?.facts.get('modify');
    if (modify === undefined) throw new Stop('not-implemented', `${verb} shows no modify fact`);
    session.require(!aged || modify.startsWith('20010203040506'), 'FTP-FIL-R35', 'modify=20010203040506, as on the disk', `modify=${modify}`, 'The facts speak UTC, whatever the time zone of the server is.');
    const { text } = await session.given('MDTM', () => timeOf(session, `${directory}/${file}`));
    session.require(modify.slice(0, 14) === text.slice(0, 14), 'FTP-FIL-R35', `modify=${text}`, `modify=${modify}`);
  }, { verbs: [verb, 'MDTM'] })),

  check('files/mlsd-has-its-own-type', 'sends MLSD alike in every type, and leaves the type as it is', ['FTP-FIL-R50'], async (tester) => {
    const session = await tester.login();
    const directory = tester.fixtures.need('fullDirectory');
    const file = tester.fixtures.need('file');
    await session.succeeds('TYPE A');
    const text = children(await mlsd(tester, session, directory)).map((entry) => entry.name);
    await session.succeeds('TYPE I');
    const image = children(await mlsd(tester, session, directory)).map((entry) => entry.name);
    session.require(text.join() === image.join(), 'FTP-FIL-R50', `${someOf(text)}, as in TYPE A`, someOf(image));
    const { bytes } = await receive(tester, session, `RETR ${file}`);
    session.require(bytes.equals(tester.fixtures.text), 'FTP-FIL-R50', `the ${tester.fixtures.text.length} bytes of ${file} in TYPE I`, `${bytes.length} other bytes`);
  }, { verbs: ['MLSD'] }),
];
