import { parseListLine } from '../../../src/wire/listing.ts';
import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { tryReceive } from './attempt.ts';
import { lastName, listingLines, shownLines, someOf } from './listing-lines.ts';
import { workingDirectory } from './working-directory.ts';

/** A directory with two files and a directory in it. */
export interface Filled { readonly directory: string; readonly file: string; readonly other: string; readonly inner: string }

const SIZE = 12_345;
const TWO_LINES = Buffer.from('one\ntwo\n');

export async function fill(tester: Tester, session: Session): Promise<Filled> {
  const directory = await tester.makeDirectory(session);
  const [file, other, inner] = [tester.name('.bin'), tester.name('.txt'), tester.name('-d')];
  await tester.place(session, Buffer.alloc(SIZE, 'x'), `${directory}/${file}`);
  await tester.place(session, Buffer.from('hello'), `${directory}/${other}`);
  await tester.makeDirectory(session, `${directory}/${inner}`);
  return { directory, file, other, inner };
}

/** Requires each line to end in CR LF. */
function endsLines(session: Session, bytes: Buffer, rule: string): void {
  const text = bytes.toString('latin1');
  const bare = /(?<!\r)\n/.exec(text);
  session.require(bare === null && text.endsWith('\r\n'), rule, 'each line ends in CR LF', bare === null ? 'the last line has no CR LF' : 'a line ends in LF alone', 'TYPE I does not change how a listing is sent: LIST and NLST imply TYPE A.');
}

/** Whether a listing shows one entry and that is the one named. Beside it there may be a heading or the like, but nothing that looks like another entry. */
function only(lines: readonly string[], name: string): boolean {
  return lines.filter((line) => line.includes(name)).length === 1 && lines.filter((line) => parseListLine(line) !== null || line.includes('ftpspec-')).every((line) => line.includes(name));
}

/** LIST and NLST: what they show. */
export const listingChecks: readonly Check[] = [
  check('files/list-shows-each-file', 'shows each file and directory by LIST', ['FTP-FIL-R22'], async (tester) => {
    const session = await tester.login();
    const { directory, file, other, inner } = await fill(tester, session);
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    const lines = shownLines((await receive(tester, session, 'LIST')).bytes);
    for (const name of [file, other, inner]) {
      const count = lines.filter((line) => line.includes(name)).length;
      session.require(count === 1, 'FTP-FIL-R22', `a line for ${name}`, `LIST shows ${count === 0 ? someOf(lines) : `${count}: ${someOf(lines)}`}`);
    }
    // A heading or a count of bytes is as good as any text; what looks like an entry has to be one.
    const entries = lines.filter((line) => parseListLine(line) !== null);
    session.require(entries.length <= 3, 'FTP-FIL-R22', 'one line for each of the 3 entries', `${entries.length} lines: ${someOf(lines)}`);
  }, { verbs: ['LIST'] }),

  check('files/nlst-sends-names-only', 'sends names and nothing else by NLST', ['FTP-FIL-R20'], async (tester) => {
    const session = await tester.login();
    const { directory, file, other } = await fill(tester, session);
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    const lines = listingLines((await receive(tester, session, 'NLST')).bytes);
    // Any legal path will do: an absolute one too.
    for (const name of [file, other]) session.require(lines.some((line) => lastName(line) === name), 'FTP-FIL-R20', `a line that is ${name}`, `NLST shows ${someOf(lines)}`, 'One name a line: no sizes, dates, types or heading.');
    // Directories and the directory itself may be shown or not.
    const foreign = lines.map(lastName).filter((line) => ![directory, file, other].includes(line) && !line.endsWith('-d') && !/^\.\.?$/.test(line));
    session.require(foreign.length === 0, 'FTP-FIL-R20', 'names of entries and nothing else', `NLST shows ${someOf(foreign)}`);
  }, { verbs: ['NLST'] }),

  check('files/nlst-names-are-usable', 'sends by NLST of a directory names that RETR takes as they are', ['FTP-FIL-R27'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const body = Buffer.from('usable');
    const name = tester.name('.txt');
    await tester.place(session, body, `${directory}/${name}`);
    const lines = listingLines((await receive(tester, session, `NLST ${directory}`)).bytes);
    const line = lines.find((one) => lastName(one) === name) ?? session.fail('FTP-FIL-R27', [`a name for ${name}`], `NLST ${directory} shows ${someOf(lines)}`);
    const { bytes, code } = await tryReceive(tester, session, `RETR ${line}`);
    session.require(bytes.equals(body), 'FTP-FIL-R27', `RETR ${line} brings the file that NLST ${directory} showed`, `it brought ${bytes.length} bytes and ${code}`, 'Put the directory before each name when NLST has an argument.');
  }, { verbs: ['NLST', 'RETR'] }),

  check('files/nlst-names-of-here-are-usable', 'sends by NLST of the working directory names that RETR takes as they are', ['FTP-FIL-R20'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const body = Buffer.from('usable');
    const name = tester.name('.txt');
    await tester.place(session, body, `${directory}/${name}`);
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    const lines = listingLines((await receive(tester, session, 'NLST')).bytes);
    const line = lines.find((one) => lastName(one) === name) ?? session.fail('FTP-FIL-R20', [`a name for ${name}`], `NLST shows ${someOf(lines)}`);
    const { bytes, code } = await tryReceive(tester, session, `RETR ${line}`);
    session.require(bytes.equals(body), 'FTP-FIL-R20', `RETR ${line} brings the file that NLST showed`, `it brought ${bytes.length} bytes and ${code}`, 'NLST shows names as clients see them, not as the disk of the server does.');
  }, { verbs: ['NLST', 'RETR'] }),

  check('files/list-lines-are-readable', 'shows name, type and size by LIST in a form that clients read', ['FTP-FIL-R24'], async (tester) => {
    const session = await tester.login();
    const { directory, file, inner } = await fill(tester, session);
    const lines = shownLines((await receive(tester, session, `LIST ${directory}`)).bytes);
    const entries = lines.map((line) => parseListLine(line));
    const shape = 'as `ls -l` writes it: -rw-r--r-- 1 owner group 12345 Jan  5 10:20 name';
    const found = entries.find((entry) => entry?.name === file) ?? session.fail('FTP-FIL-R24', [`a line for ${file} ${shape}`], someOf(lines));
    session.require(found.type === 'file' && found.size === SIZE, 'FTP-FIL-R24', `a file of ${SIZE} bytes`, `a ${found.type} of ${found.size} bytes`);
    session.require(entries.find((entry) => entry?.name === inner)?.type === 'directory', 'FTP-FIL-R24', `a directory ${inner} ${shape}`, someOf(lines), 'The line of a directory begins with d.');
  }, { verbs: ['LIST'] }),

  check('files/list-shows-a-name-with-spaces', 'shows a name with spaces whole by LIST', ['FTP-FIL-R24'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const name = `${tester.name()} a  b.txt`;
    await tester.place(session, Buffer.from('x'), `${directory}/${name}`);
    const lines = shownLines((await receive(tester, session, `LIST ${directory}`)).bytes);
    session.require(lines.some((line) => parseListLine(line)?.name === name), 'FTP-FIL-R24', `a line that ends in ${JSON.stringify(name)}`, someOf(lines));
  }, { verbs: ['LIST'] }),

  ...['LIST', 'NLST'].map((verb) => check(`files/${verb.toLowerCase()}-leaves-the-type`, `stays in TYPE I after ${verb}`, ['FTP-XFR-R3', 'FTP-FIL-R21'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, TWO_LINES);
    await session.given(verb, () => receive(tester, session, `${verb} ${tester.fixtures.need('fullDirectory')}`));
    const { bytes } = await tryReceive(tester, session, `RETR ${name}`);
    session.require(bytes.equals(TWO_LINES), 'FTP-XFR-R3', `the ${TWO_LINES.length} bytes of ${name}`, `${bytes.length} other bytes`, 'The TYPE A that a listing implies is for that listing alone: the one that the client chose stays.');
  }, { verbs: [verb] })),

  ...['LIST', 'NLST'].map((verb) => check(`files/${verb.toLowerCase()}-lines-end-in-crlf`, `ends the lines of ${verb} in CR LF in TYPE A`, ['FTP-FIL-R21', 'FTP-XFR-R4'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE A');
    endsLines(session, (await receive(tester, session, `${verb} ${tester.fixtures.need('fullDirectory')}`)).bytes, 'FTP-XFR-R4');
  }, { verbs: [verb] })),

  ...['LIST', 'NLST'].map((verb) => check(`files/${verb.toLowerCase()}-implies-ascii`, `ends the lines of ${verb} in CR LF in TYPE I too`, ['FTP-FIL-R21'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    endsLines(session, (await receive(tester, session, `${verb} ${tester.fixtures.need('fullDirectory')}`)).bytes, 'FTP-FIL-R21');
  }, { verbs: [verb] })),

  ...['LIST', 'NLST'].map((verb) => check(`files/${verb.toLowerCase()}-of-an-empty-directory`, `shows no entry by ${verb} of an empty directory`, ['FTP-FIL-R23'], async (tester) => {
    const session = await tester.login();
    const { bytes } = await tryReceive(tester, session, `${verb} ${tester.fixtures.need('directory')}`, undefined, { ...session.nothingAgainst(verb), 'nothing to list': true });
    const lines = shownLines(bytes).filter((line) => verb === 'NLST' || parseListLine(line) !== null || line.includes('ftpspec-'));
    session.require(lines.length === 0, 'FTP-FIL-R23', 'no entry', `${verb} shows ${someOf(lines)}`);
  }, { verbs: [verb] })),

  ...['LIST', 'NLST'].map((verb) => check(`files/${verb.toLowerCase()}-of-a-directory`, `lists the directory that ${verb} names and stays where it is`, ['FTP-FIL-R25', 'FTP-FIL-R2'], async (tester) => {
    const session = await tester.login();
    const home = await workingDirectory(session);
    const lines = shownLines((await receive(tester, session, `${verb} ${tester.fixtures.need('fullDirectory')}`)).bytes);
    session.require(only(lines, 'inside.txt'), 'FTP-FIL-R25', 'one line, for inside.txt', `${verb} shows ${someOf(lines)}`);
    const now = await workingDirectory(session);
    session.require(now === home, 'FTP-FIL-R2', `PWD still names ${home}`, `PWD names ${now}`);
  }, { verbs: [verb] })),

  check('files/list-of-a-file', 'shows the file that LIST names', ['FTP-FIL-R26'], async (tester) => {
    const session = await tester.login();
    const file = tester.fixtures.need('file');
    const lines = shownLines((await receive(tester, session, `LIST ${file}`)).bytes);
    session.require(only(lines, file), 'FTP-FIL-R26', `one line, for ${file}`, someOf(lines));
  }, { verbs: ['LIST'] }),

  check('files/list-follows-cwd', 'lists the working directory when LIST names none', ['FTP-FIL-R9', 'FTP-FIL-R22'], async (tester) => {
    const session = await tester.login();
    await session.given('entering a directory', async () => session.succeeds(`CWD ${tester.fixtures.need('fullDirectory')}`));
    const lines = shownLines((await receive(tester, session, 'LIST')).bytes);
    session.require(only(lines, 'inside.txt'), 'FTP-FIL-R9', 'one line, for inside.txt', someOf(lines));
  }, { verbs: ['LIST', 'CWD'] }),
];
