import { ACCOUNT_TO_LOG_IN } from '../../../src/wire/account-wanted.ts';
import { sendAccount } from '../../account.ts';
import { check, type Check } from '../../check.ts';
import { exchange, fits, inOrder, line, nextReply } from '../../exchange.ts';
import { sendInPieces } from '../in-pieces.ts';
import { describe, type Session } from '../../session.ts';
import { withoutCommand } from '../../without-command.ts';
import type { Tester } from '../../tester.ts';

const RULE = 'FTP-FAI-R3';
const HINT = 'TCP keeps no message boundaries: gather bytes until CR LF, then handle one line, and keep the rest.';

/** How command lines are cut into segments: anywhere (RFC 1123 §4.1.2.10). */
export const segmentChecks: readonly Check[] = [
  bytewise('NOOP', async () => 'NOOP', 200),
  bytewise('PWD', async () => 'PWD', 257),
  bytewise('TYPE', async () => 'TYPE I', 200),
  bytewise('CWD', async (tester) => `CWD ${tester.fixtures.need('directory')}`, 250),
  bytewise('RNFR', async (tester, session) => `RNFR ${await tester.place(session, Buffer.from('x'))}`, 350),

  check('failure/login-byte-by-byte', 'logs in when USER and PASS come a byte a segment', [RULE], async (tester) => {
    const session = await tester.session();
    for (const text of [`USER ${tester.testee.user}`, `PASS ${tester.testee.password}`]) {
      const reply = await inPieces(tester, session, text, Array(text.length + 2).fill(1));
      session.require(reply.code < 400, RULE, '331, then 230', describe(reply), HINT);
      if (reply.code === 230) return;
      const last = await sendAccount(session, tester.testee, reply, RULE);
      session.require(last.code < 400, RULE, '230 to ACCT', describe(last));
      // Nobody is asked for more.
      if (reply.code === ACCOUNT_TO_LOG_IN) return;
    }
  }, { verbs: ['USER', 'PASS'] }),

  check('failure/command-cut-once', 'reads a command that is cut in two, wherever the cut is', [RULE], async (tester) => {
    const session = await tester.login();
    for (let at = 1; at < 'PWD\r\n'.length; at += 1) {
      const reply = await inPieces(tester, session, 'PWD', [at]);
      session.require(reply.code === 257, RULE, `257 to PWD cut after ${at} bytes`, describe(reply), HINT);
    }
  }),

  check('failure/cut-between-cr-and-lf', 'takes CR and LF in two segments for one end of line', [RULE], async (tester) => {
    const session = await tester.login();
    const reply = await inPieces(tester, session, 'NOOP', ['NOOP\r'.length]);
    session.require(fits(reply, 200), RULE, '200', describe(reply), HINT);
    const next = await exchange(session, 'PWD', RULE);
    session.require(next.code === 257, RULE, '257 to the PWD that follows', describe(next), 'The LF after a CR is part of the line end, no line of its own.');
  }),

  check('failure/two-commands-in-a-segment', 'answers both commands of one segment', [RULE, 'FTP-FAI-R2'], async (tester) => {
    const session = await tester.login();
    session.sendRaw(Buffer.from('NOOP\r\nPWD\r\n'), ['NOOP', 'PWD']);
    await inOrder(session, [200, 257], RULE, HINT);
  }),

  check('failure/segment-with-an-unfinished-command', 'keeps the beginning of a command until its end comes', [RULE], async (tester) => {
    const session = await tester.login();
    session.sendRaw(Buffer.from('NOOP\r\nPWD\r\nTYP'), []);
    await inOrder(session, [200, 257], RULE, HINT);
    const reply = await exchange(session, 'E I', RULE);
    session.require(fits(reply, 200), RULE, '200 to TYPE I', describe(reply), 'Keep what follows the last CR LF of a segment for the next one.');
  }),

  check('failure/a-command-waits-for-its-end', 'answers nothing before the line has ended', ['FTP-GRA-R2'], async (tester) => {
    const session = await tester.login();
    session.sendRaw(Buffer.from('NOOP'), []);
    const early = await session.control.quiet(100);
    session.require(early === null, 'FTP-GRA-R2', 'no reply before CR LF', early === null ? '' : describe(early), HINT);
    const reply = await exchange(session, line(''), 'FTP-GRA-R2');
    session.require(fits(reply, 200), 'FTP-GRA-R2', '200', describe(reply));
  }),
];

/** One command, a byte a segment. */
function bytewise(verb: string, make: (tester: Tester, session: Session) => Promise<string>, code: number): Check {
  return check(`failure/${verb.toLowerCase()}-byte-by-byte`, `reads ${verb} when it comes a byte a segment`, [RULE], async (tester) => {
    if (tester.ground.lacking.has(verb)) throw withoutCommand(verb);
    const session = await tester.login();
    const text = await make(tester, session);
    const reply = await inPieces(tester, session, text, Array(text.length + 2).fill(1));
    session.require(fits(reply, code), RULE, String(code), describe(reply), HINT);
    const next = await exchange(session, 'PWD', RULE);
    // After RNFR a server may insist on RNTO.
    session.require(next.code === 257 || (verb === 'RNFR' && (next.code === 503 || next.code === 501)), RULE, '257 to the PWD that follows', describe(next), HINT);
  }, { verbs: [verb] });
}

async function inPieces(tester: Tester, session: Session, text: string, sizes: readonly number[]): ReturnType<typeof nextReply> {
  await sendInPieces(tester, session, line(text), sizes);
  return nextReply(session, RULE);
}
