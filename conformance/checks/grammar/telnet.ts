import { check, type Check } from '../../check.ts';
import type { Reply } from '../../../src/wire/reply.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { exchange, fits, nextReply } from '../../exchange.ts';
import { sendInPieces } from '../in-pieces.ts';

const RULE = 'FTP-GRA-R4';
const HINT = 'Take IAC (0xFF) and the command after it out of the stream before you look for lines.';

/** Telnet commands in the control connection (RFC 854, RFC 1123 §4.1.2.12). Option 24 is TERMINAL-TYPE, any other would do. */
export const telnetChecks: readonly Check[] = [
  check('grammar/telnet-options-are-taken-out', 'executes a command with Telnet options in it', [RULE], async (tester) => {
    const session = await tester.login();
    for (const option of ['\xff\xfb\x18', '\xff\xfd\x18', '\xff\xfc\x18', '\xff\xfe\x18']) {
      await executed(session, await exchange(session, bytes(`NO${option}OP\r\n`), RULE));
      await executed(session, await exchange(session, bytes(`${option}NOOP\r\n`), RULE));
    }
  }),

  check('grammar/telnet-options-are-refused', 'answers IAC WILL with DONT and IAC DO with WONT', [RULE], async (tester) => {
    const session = await tester.login();
    await session.given('a Telnet option', async () => executed(session, await exchange(session, bytes('\xff\xfb\x18NOOP\r\n'), RULE)));
    await executed(session, await exchange(session, bytes('\xff\xfd\x18NOOP\r\n'), RULE));
    const answers = received(tester, session);
    session.require(answers.includes('\\xFF\\xFE\\x18'), RULE, 'IAC DONT 24', 'no answer to IAC WILL 24');
    session.require(answers.includes('\\xFF\\xFC\\x18'), RULE, 'IAC WONT 24', 'no answer to IAC DO 24');
  }),

  check('grammar/telnet-refusals-stay-unanswered', 'answers neither IAC WONT nor IAC DONT', ['FTP-GRA-R30'], async (tester) => {
    const session = await tester.login();
    await session.given('a Telnet option', async () => executed(session, await exchange(session, bytes('\xff\xfb\x18NOOP\r\n'), RULE)));
    const before = telnetAnswers(tester, session);
    await session.given('refusals', async () => executed(session, await exchange(session, bytes('\xff\xfc\x18\xff\xfe\x18NOOP\r\n'), RULE)));
    session.require(telnetAnswers(tester, session) === before, 'FTP-GRA-R30', 'no Telnet command', 'an answer to IAC WONT 24 or IAC DONT 24', 'Two sides that answer each refusal answer for ever.');
  }),

  check('grammar/telnet-split', 'takes out a Telnet option that comes in three segments', [RULE], async (tester) => {
    const session = await tester.login();
    await session.given('a Telnet option in one segment', async () => executed(session, await exchange(session, bytes('NO\xff\xfd\x18OP\r\n'), RULE)));
    await sendInPieces(tester, session, bytes('NO\xff\xfd\x18OP\r\n'), [3, 1, 1]);
    await executed(session, await nextReply(session, RULE));
  }),

  check('grammar/telnet-interrupt', 'takes out Telnet IP and DM before ABOR', ['FTP-GRA-R17'], async (tester) => {
    const session = await tester.login();
    const plain = await session.command('ABOR');
    const reply = await exchange(session, bytes('\xff\xf4\xff\xf2ABOR\r\n'), 'FTP-GRA-R17');
    session.require(fits(reply, plain.code), 'FTP-GRA-R17', describe(plain), describe(reply), HINT);
  }, { verbs: ['ABOR'] }),
];

function bytes(text: string): Buffer { return Buffer.from(text, 'latin1'); }

async function executed(session: Session, reply: Reply): Promise<void> {
  session.require(fits(reply, 200), RULE, '200 to the NOOP around the Telnet option', describe(reply), HINT);
  const next = await exchange(session, 'PWD', RULE);
  session.require(next.code === 257, RULE, '257 to the PWD that follows', describe(next), HINT);
}

function telnetAnswers(tester: Tester, session: Session): number { return received(tester, session).split('\\xFF').length - 1; }

function received(tester: Tester, session: Session): string {
  return tester.transcript.events().filter((event) => event.session === session.number && event.channel === 'control' && event.direction === 'received').map((event) => event.data).join('');
}
