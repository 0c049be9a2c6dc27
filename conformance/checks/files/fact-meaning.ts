import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { mlsd, mlst, offeredFacts } from './facts-of.ts';
import { someOf } from './listing-lines.ts';
import { fill } from './listings.ts';
import { workingDirectory } from './working-directory.ts';

const NEEDED = ['type', 'perm', 'size', 'unique', 'modify'];

/** A fact of MLST; a server that does not show it ends the check. */
async function factOf(session: Session, fact: string, path: string): Promise<string> {
  const value = (await mlst(session, path)).facts.get(fact);
  if (value === undefined) throw new Stop('not-implemented', `MLST shows no ${fact} fact`);
  return value;
}

/** The names that MLSD shows when no entry has a type. */
async function namesWithoutTypes(tester: Tester, session: Session, directory: string): Promise<string[]> {
  await session.succeeds('OPTS MLST size;');
  return (await mlsd(tester, session, directory)).map((entry) => entry.name);
}

/** What the facts mean, beyond their form. */
export const factMeaningChecks: readonly Check[] = [
  check('files/unique-fact-is-steady', 'gives a file the same unique fact each time, and another file another', ['FTP-FIL-R51'], async (tester) => {
    const session = await tester.login();
    const { directory, file, other } = await fill(tester, session);
    const first = await factOf(session, 'unique', `${directory}/${file}`);
    const again = await factOf(session, 'unique', `${directory}/${file}`);
    const another = await factOf(session, 'unique', `${directory}/${other}`);
    session.require(first === again, 'FTP-FIL-R51', `unique=${first}, as before`, `unique=${again}`);
    session.require(first !== another, 'FTP-FIL-R51', `another unique fact for ${other}`, `unique=${another}`);
  }, { verbs: ['MLST'] }),

  check('files/no-cdir-without-types', 'does not show by MLSD the directory itself when the type fact is not chosen', ['FTP-FIL-R52'], async (tester) => {
    const session = await tester.login();
    const { directory } = await fill(tester, session);
    const facts = await offeredFacts(session);
    if (facts?.has('size') !== true) throw new Stop('not-implemented', 'MLST has no size fact');
    const names = await namesWithoutTypes(tester, session, directory);
    const itself = names.some((name) => name === '.' || name === directory || name.endsWith(`/${directory}`));
    session.require(!itself, 'FTP-FIL-R52', `what is in ${directory}`, someOf(names), 'A client cannot tell the directory itself from what is in it when no entry says type=cdir.');
  }, { verbs: ['MLSD', 'OPTS'] }),

  check('files/mlst-has-the-usual-facts', 'offers the facts type, perm, size, unique and modify', ['FTP-FIL-R53'], async (tester) => {
    const session = await tester.login();
    const facts = await offeredFacts(session);
    if (facts === null) throw new Stop('not-implemented', 'FEAT has no MLST');
    const missing = NEEDED.filter((fact) => !facts.has(fact));
    session.require(missing.length === 0, 'FTP-FIL-R53', NEEDED.join(', '), `${missing.join(', ')} missing`);
  }, { verbs: ['FEAT', 'MLST'] }),

  check('files/perm-fact-is-true', 'gives r in the perm fact of a file that can be retrieved, and e in that of a directory that can be entered', ['FTP-FIL-R54'], async (tester) => {
    const session = await tester.login();
    const { file, directory } = tester.fixtures;
    tester.fixtures.need('file');
    const [ofFile, ofDirectory] = [await factOf(session, 'perm', file), await factOf(session, 'perm', directory)];
    session.require(/r/i.test(ofFile), 'FTP-FIL-R54', 'perm with r', `perm=${ofFile}`);
    session.require(/e/i.test(ofDirectory), 'FTP-FIL-R54', 'perm with e', `perm=${ofDirectory}`);
  }, { verbs: ['MLST'] }),

  ...(['SIZE', 'MDTM', 'MLST'] as const).map((verb) => check(`files/${verb.toLowerCase()}-takes-no-patterns`, `takes * in the name of ${verb} for a star`, ['FTP-FIL-R55'], async (tester) => {
    const session = await tester.login();
    const file = tester.fixtures.need('file');
    await session.succeeds('TYPE I');
    await session.succeeds(`${verb} ${file}`);
    const reply = await session.command(`${verb} ${file.slice(0, -1)}*`);
    session.require(reply.code >= 400, 'FTP-FIL-R55', `550: nothing is called ${file.slice(0, -1)}*`, String(reply.code), 'Do not hand the name to a shell or to glob().');
  }, { verbs: [verb] })),

  check('files/mlst-gives-the-full-path', 'gives by MLST without a name the full path of the working directory', ['FTP-FIL-R56'], async (tester) => {
    const session = await tester.login();
    const features = (await session.succeeds('FEAT')).lines.map((line) => line.trim().toUpperCase());
    if (!features.some((line) => /^TVFS\b/.test(line))) throw new Stop('not-implemented', 'FEAT has no TVFS');
    const directory = await workingDirectory(session);
    const { name } = await mlst(session, '');
    session.require(name === directory, 'FTP-FIL-R56', directory, name);
  }, { verbs: ['MLST', 'FEAT'] }),
];
