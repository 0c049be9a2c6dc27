import { check } from '../../check.ts';
import { inStep } from '../../in-step.ts';
import { describe } from '../../session.ts';
import { receive } from '../../transfers.ts';

const RULE = 'FTP-ACC-R6';
const HINT = 'Keep this in the session object, not in the server, the class or a global variable.';
const CLOSED_TWICE = 'A data socket was closed, or taken out of the event loop, a second time when its session ended; its descriptor belonged to another session by then.';
/** Clients that are connected and say nothing. */
const IDLE = 50;

/** Sessions share the files and nothing else. */
export const sessionChecks = [
  check('access/serves-two-clients', 'serves a client while another is logged in', [RULE], async (tester) => {
    await tester.login();
    // Not by `session()`, which is blocked where this fails.
    const other = await tester.connect();
    const greeting = await other.control.reply();
    other.require(greeting.kind === 'reply', RULE, 'a greeting, though another client is connected', greeting.kind === 'reply' ? describe(greeting.reply) : 'nothing', 'Accept the next client while the first is served: a thread, task or process for each, or one loop that waits for all.');
  }, { apart: true }),

  check('access/logins-are-separate', 'lets nobody in because another client is logged in', [RULE, 'FTP-ACC-10'], async (tester) => {
    const nobody = await tester.session();
    await nobody.given('a refusal without any login', () => nobody.command('PWD'));
    nobody.control.destroy();
    await nobody.control.closed;
    await tester.login();
    const stranger = await tester.session();
    await stranger.command('PWD');
  }, { apart: true }),

  check('access/directories-are-separate', 'keeps a working directory for each session', [RULE], async (tester) => {
    const { testee: _, fixtures } = tester;
    const [one, other] = [await tester.login(), await tester.login()];
    await one.given('CWD', () => one.succeeds(`CWD ${fixtures.need('directory')}`));
    const reply = await other.given('PWD', () => other.succeeds('PWD'));
    other.require(!reply.lines.join(' ').includes(fixtures.directory), RULE, 'the directory that the login gave', describe(reply), HINT);
  }, { verbs: ['CWD', 'PWD'], apart: true }),

  check('access/types-are-separate', 'keeps the representation of each session', [RULE], async (tester) => {
    const [one, other] = [await tester.login(), await tester.login()];
    await one.given('TYPE I', () => one.succeeds('TYPE I'));
    await other.given('TYPE A', () => other.succeeds('TYPE A'));
    const { bytes } = await receive(tester, one, `RETR ${tester.fixtures.need('file')}`);
    one.require(bytes.equals(tester.fixtures.text), RULE, JSON.stringify(tester.fixtures.text.toString()), JSON.stringify(bytes.toString('latin1').slice(0, 40)), HINT);
  }, { verbs: ['TYPE'], apart: true }),

  check('access/renames-are-separate', 'renames the file that this session named, whatever others named since', [RULE], async (tester) => {
    const [one, other] = [await tester.login(), await tester.login()];
    const [mine, theirs] = [await tester.place(one, Buffer.from('mine')), await tester.place(other, Buffer.from('theirs'))];
    const target = tester.file(tester.name('.bin'));
    await one.given('RNFR', () => one.succeeds(`RNFR ${mine}`));
    await other.given('RNFR', () => other.succeeds(`RNFR ${theirs}`));
    await one.succeeds(`RNTO ${target}`);
    const { bytes } = await receive(tester, one, `RETR ${target}`);
    one.require(bytes.toString('latin1') === 'mine', RULE, 'the file of this session\'s RNFR', `the file holds ${JSON.stringify(bytes.toString('latin1').slice(0, 20))}`, HINT);
  }, { verbs: ['RNFR', 'RNTO'] }),

  check('access/rename-cannot-be-finished-by-another', 'refuses RNTO where only another session has sent RNFR', [RULE, 'FTP-FIL-38'], async (tester) => {
    const [one, other] = [await tester.login(), await tester.login()];
    const file = await tester.place(one, Buffer.from('mine'));
    await one.given('RNFR', () => one.succeeds(`RNFR ${file}`));
    await other.command(`RNTO ${tester.file(tester.name('.bin'))}`);
  }, { verbs: ['RNTO'] }),

  check('access/restarts-are-separate', 'applies REST to the session that sent it', [RULE], async (tester) => {
    const [one, other] = [await tester.login(), await tester.login()];
    for (const session of [one, other]) await session.given('TYPE I', () => session.succeeds('TYPE I'));
    await one.succeeds('REST 3');
    const { bytes } = await receive(tester, other, `RETR ${tester.fixtures.need('file')}`);
    other.require(bytes.equals(tester.fixtures.text), RULE, 'the whole file', JSON.stringify(bytes.toString('latin1')), HINT);
  }, { verbs: ['REST'] }),

  ...(['PASV', 'PORT'] as const).map((way) => check(`access/others-outlive-a-session-after-${way.toLowerCase()}`, `goes on with other sessions when one ends that transferred over ${way}`, [RULE], async (tester) => {
    const one = await tester.login();
    await receive(tester, one, `RETR ${tester.fixtures.need('file')}`, way);
    // What the server closed after the transfer is free for the sockets of these: closing it again would hit them.
    const others = [await tester.login(), await tester.login(), await tester.login()];
    await one.given('QUIT', () => one.succeeds('QUIT'));
    await one.control.closed;
    for (const other of others) {
      const reply = other.control.send('NOOP') ? await other.control.reply() : null;
      other.require(reply?.kind === 'reply', RULE, 'an answer to NOOP', reply?.kind === 'ended' ? `the connection ended (${reply.how})` : 'silence', CLOSED_TWICE);
    }
  }, { verbs: [way], apart: true })),

  check('access/quit-ends-one-session', 'goes on with other sessions when one says QUIT', [RULE, 'FTP-ACC-R8'], async (tester) => {
    const [one, other] = [await tester.login(), await tester.login()];
    await one.given('QUIT', () => one.succeeds('QUIT'));
    await other.succeeds('PWD');
    await inStep(tester, other);
  }, { verbs: ['QUIT'] }),

  // What a server with fewer places answers the others is its own affair; the one who is in works on.
  check('access/works-beside-idle-clients', `serves a client while ${IDLE} others are connected and say nothing`, [RULE], async (tester) => {
    const session = await tester.login();
    const idle = await Promise.all(Array.from({ length: IDLE }, () => tester.connect()));
    await Promise.all(idle.map((one) => one.control.reply()));
    await session.succeeds('PWD');
    const { bytes } = await receive(tester, session, `RETR ${tester.fixtures.need('file')}`);
    session.require(bytes.length > 0, RULE, 'the file', 'nothing');
    for (const one of idle) one.control.destroy();
  }, { exclusive: true }),
];
