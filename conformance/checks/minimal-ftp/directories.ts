import { check } from '../../check.ts';
import { describe } from '../../session.ts';
import { receive } from '../../transfers.ts';

const RULE = 'MIN-PRO-R8';
const OWN = 'Keep the current directory in the session: os.chdir() changes it for every thread.';

/** The current directory of a session. */
export const directoryChecks = [
  check('protocol/cd-changes-what-list-shows', 'lists the directory that CD entered', [RULE, 'MIN-PRO-6'], async (tester) => {
    const session = await tester.login();
    await session.succeeds(`CD ${tester.fixtures.need('fullDirectory')}`);
    const { bytes } = await receive(tester, session, 'LIST');
    session.require(bytes.includes('inside.txt') && !bytes.includes(tester.fixtures.file), RULE, 'a listing with inside.txt alone', bytes.toString('latin1'));
  }, { verbs: ['CD', 'LIST'] }),

  check('protocol/cd-and-back', 'comes back by CD ..', [RULE, 'MIN-PRO-6'], async (tester) => {
    const session = await tester.login();
    await session.succeeds(`CD ${tester.fixtures.need('directory')}`);
    await session.succeeds('CD ..');
    const { bytes } = await receive(tester, session, 'LIST');
    session.require(bytes.includes(tester.fixtures.file), RULE, `a listing with ${tester.fixtures.file}`, bytes.toString('latin1'));
  }, { verbs: ['CD'] }),

  check('protocol/names-are-relative-to-the-directory', 'takes names relative to the directory that CD entered', [RULE], async (tester) => {
    const session = await tester.login();
    await session.succeeds(`CD ${tester.fixtures.need('fullDirectory')}`);
    const { bytes } = await receive(tester, session, 'RETR inside.txt');
    session.require(bytes.equals(tester.fixtures.text), RULE, 'the file of that directory', `${bytes.length} bytes`);
  }, { verbs: ['CD', 'RETR'] }),

  check('protocol/refused-cd-changes-nothing', 'stays where it is when CD is refused', [RULE, 'MIN-PRO-3'], async (tester) => {
    const session = await tester.login();
    await session.succeeds(`CD ${tester.fixtures.need('fullDirectory')}`);
    await session.command(`CD ${tester.name('-missing')}`, { 'directory missing': true });
    const { bytes } = await receive(tester, session, 'LIST');
    session.require(bytes.includes('inside.txt'), RULE, 'the listing of the directory of before', bytes.toString('latin1'));
  }, { verbs: ['CD'] }),

  check('protocol/directories-are-separate', 'keeps the current directory of each client', [RULE, 'MIN-PRO-R6'], async (tester) => {
    const [one, other] = [await tester.login(), await tester.login()];
    await receive(tester, other, 'LIST');
    await one.succeeds(`CD ${tester.fixtures.need('fullDirectory')}`);
    const { bytes } = await receive(tester, other, 'LIST');
    other.require(bytes.includes(tester.fixtures.file), RULE, `a listing with ${tester.fixtures.file}: another client said CD`, bytes.toString('latin1'), OWN);
  }, { verbs: ['CD', 'LIST'] }),

  check('protocol/empty-directory-is-listed', 'lists an empty directory as nothing, not as an error', ['MIN-PRO-20'], async (tester) => {
    const session = await tester.login();
    await session.succeeds(`CD ${tester.fixtures.need('directory')}`);
    const { bytes, final } = await receive(tester, session, 'LIST');
    session.require(!bytes.includes('ftpspec-'), 'MIN-PRO-20', 'no entry', bytes.toString('latin1'));
    session.require(final.code < 300, 'MIN-PRO-20', '226', describe(final));
  }, { verbs: ['LIST'] }),
];
