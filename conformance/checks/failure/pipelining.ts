import { Stop } from '../../stop.ts';
import { check } from '../../check.ts';
import { inOrder, line, nextReply } from '../../exchange.ts';
import { describe } from '../../session.ts';
import { openData } from '../../transfers.ts';

const RULE = 'FTP-FAI-R2';
const HINT = 'Take lines from the buffer until it holds no whole one, before you read again.';
const MANY = 100;

/** Commands sent ahead of the replies: queued, and answered in order. */
export const pipeliningChecks = [
  check('failure/pipelined-noops', `answers ${MANY} commands that came in one segment`, [RULE, 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    session.sendRaw(Buffer.from('NOOP\r\n'.repeat(MANY)), []);
    await inOrder(session, Array<number>(MANY).fill(200), RULE, HINT);
    const more = await session.control.quiet(50);
    session.require(more === null, 'FTP-FAI-R1', `${MANY} replies`, more === null ? '' : `one more: ${describe(more)}`);
  }, { verbs: ['NOOP'] }),

  check('failure/pipelined-in-order', 'answers commands sent ahead in the order in which they came', [RULE], async (tester) => {
    const session = await tester.login();
    const asked = [['SYST', 215], ['NOOP', 200], ['PWD', 257], ['TYPE I', 200], ['SYST', 215], ['PWD', 257]] as const;
    session.sendRaw(Buffer.concat(asked.map(([text]) => line(text))), []);
    await inOrder(session, asked.map(([, code]) => code), RULE, HINT);
  }),

  check('failure/pipelined-login', 'logs in when USER, PASS and PWD come in one segment', [RULE], async (tester) => {
    if (tester.ground.login !== null) throw new Stop('blocked', tester.ground.login);
    const { account } = tester.testee;
    const session = await tester.session();
    session.sendRaw(Buffer.concat([line(`USER ${tester.testee.user}`), line(`PASS ${tester.testee.password}`), ...(account === undefined ? [] : [line(`ACCT ${account}`)]), line('PWD')]), []);
    const user = await nextReply(session, RULE);
    session.require(user.code < 400, RULE, '331, 230, 257', describe(user), HINT);
    const pass = await nextReply(session, RULE);
    session.require(pass.code < (account === undefined ? 300 : 400) || user.code !== 331, RULE, '331, 230, 257', describe(pass), HINT);
    // Where the password was enough ACCT may be answered as the server likes.
    if (account !== undefined) await nextReply(session, RULE);
    await inOrder(session, [257], RULE, HINT);
  }, { verbs: ['USER', 'PASS'] }),

  check('failure/pipelined-changes', 'applies each command before it answers the next', [RULE], async (tester) => {
    const session = await tester.login();
    if (tester.ground.writing !== null) throw new Stop('blocked', tester.ground.writing);
    const name = tester.directory(tester.name('-d'));
    session.sendRaw(Buffer.concat([line(`MKD ${name}`), line(`CWD ${name}`), line('PWD'), line('CDUP'), line(`RMD ${name}`), line(`CWD ${name}`)]), []);
    await inOrder(session, [257, 250], RULE, HINT);
    const reply = await nextReply(session, RULE);
    session.require(reply.code === 257 && reply.lines.join(' ').includes(name), RULE, `257 with the directory ${name}`, describe(reply), HINT);
    await inOrder(session, [250, 250, 550], RULE, HINT);
  }, { verbs: ['MKD', 'CWD', 'RMD'] }),

  check('failure/pipelined-transfer', 'answers a command that came in the same segment as RETR', [RULE, 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
    session.sendRaw(Buffer.concat([line(`RETR ${tester.fixtures.need('file')}`), line('NOOP')]), [`RETR ${tester.fixtures.file}`, 'NOOP'], session.nothingAgainst('RETR'));
    await session.reply();
    const connection = await session.given('data connection', () => data.connection());
    await connection.receive({ deadline: session.timeout });
    await session.reply();
    await session.reply();
  }, { verbs: ['RETR', 'NOOP'] }),
];
