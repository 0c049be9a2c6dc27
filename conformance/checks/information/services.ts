import { check, type Check } from '../../check.ts';
import { describe } from '../../session.ts';
import { lackingCommands } from '../../lacking.ts';
import { openData } from '../../transfers.ts';
import { workingDirectory } from '../files/working-directory.ts';
import { formFaults } from './form-faults.ts';

/** SYST, HELP, NOOP and SITE. */
export const serviceChecks: readonly Check[] = [
  check('information/syst-names-a-system', 'begins the reply to SYST with the name of a system', ['FTP-INF-R1'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('SYST');
    const text = reply.lines[0] ?? '';
    // The names of the list are upper-case words: UNIX, WINDOWS-NT, TOPS20, OS/2 and many more.
    session.require(/^[A-Z][A-Z0-9/_.+-]*( |$)/i.test(text), 'FTP-INF-R1', '215 and the name of a system, such as UNIX', describe(reply));
  }, { verbs: ['SYST'] }),

  check('information/has-what-every-server-has', 'knows every command that RFC 1123 asks of every server', ['FTP-INF-R12'], async (tester) => {
    const session = await tester.login();
    const lacking = [...await lackingCommands(tester, session)];
    session.require(lacking.length === 0, 'FTP-INF-R12', `it has ${lacking.map(([verb]) => verb).join(', ')}`, lacking.map(([verb, reply]) => `${verb}: ${reply}`).join('; '), 'Checks that need these are blocked.');
  }),

  check('information/help-comes-before-login', 'answers HELP before login', ['FTP-INF-R9'], async (tester) => {
    const session = await tester.session();
    const reply = await session.command('HELP');
    session.require(reply.code === 211 || reply.code === 214, 'FTP-INF-R9', '214 or 211', describe(reply));
  }, { verbs: ['HELP'] }),

  check('information/help-on-every-verb-keeps-in-step', 'answers HELP on any verb with one reply', ['FTP-INF-4', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    // Help on every verb, the longest list of questions that there is, then one whose answer can be nothing else.
    for (const verb of tester.table.commands.keys()) await session.command(`HELP ${verb}`);
    await session.succeeds('PWD');
  }, { verbs: ['HELP'] }),

  check('information/help-is-well-formed', 'sends HELP as a reply whose lines cannot be taken for another', ['FTP-INF-4', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('HELP');
    const faults = formFaults(reply);
    session.require(faults.length === 0, 'FTP-FAI-R1', '214-text, text, 214 text', `${describe(reply)} (${faults.join(', ')})`);
    await session.succeeds('PWD');
  }, { verbs: ['HELP'] }),

  check('information/noop-changes-nothing', 'stays in its directory at NOOP', ['FTP-INF-R11'], async (tester) => {
    const session = await tester.login();
    await session.given('entering a directory', async () => session.succeeds(`CWD ${tester.fixtures.need('directory')}`));
    const before = await workingDirectory(session);
    await session.succeeds('NOOP');
    const after = await workingDirectory(session);
    session.require(after === before, 'FTP-INF-R11', `PWD names ${before}`, `PWD names ${after}`);
  }, { verbs: ['NOOP'] }),

  check('information/noop-keeps-type-and-port', 'transfers after NOOP as it would have before', ['FTP-INF-R11'], async (tester) => {
    const session = await tester.login();
    const file = tester.fixtures.need('file');
    await session.succeeds('TYPE I');
    const data = await openData(tester, session, 'PASV');
    await session.succeeds('NOOP');
    const preliminary = await session.command(`RETR ${file}`);
    session.require(preliminary.code < 200, 'FTP-INF-R11', `150: the data connection of the PASV before NOOP serves`, describe(preliminary));
    const { bytes } = await (await data.connection(preliminary)).receive({ deadline: session.timeout });
    session.require(bytes.equals(tester.fixtures.text), 'FTP-INF-R11', `the ${tester.fixtures.text.length} bytes of ${file} in TYPE I`, `${bytes.length} other bytes`);
    await session.reply();
  }, { verbs: ['NOOP'] }),

  check('information/site-with-odd-words-keeps-in-step', 'answers each odd SITE command with one reply', ['FTP-INF-22', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    for (const words of ['XYZZY', '%s%s%n', 'XYZZY a b c', ';true', `X${'y'.repeat(400)}`]) await session.command(`SITE ${words}`);
    await session.succeeds('PWD');
  }, { verbs: ['SITE'] }),
];
