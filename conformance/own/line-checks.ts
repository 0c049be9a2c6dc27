import { check, type Check } from '../check.ts';
import { Placeholders } from '../placeholders.ts';
import { describe, type Session } from '../session.ts';
import type { Tester } from '../tester.ts';
import type { Reply } from '../../src/wire/reply.ts';
import type { Move, Ways } from './way-to.ts';

/** No protocol has this verb: [unknown command] answers it in every state. */
const UNKNOWN = 'XYZZY';
/** No verb, for no letter is at its beginning. */
const NO_VERB = '12345';
const CLIENTS = 20;

/** What holds in every protocol of lines: how they are cut, answered and ended, whatever the commands. */
export function lineChecks(ways: Ways): Check[] {
  const { first } = ways;
  const about = first === null ? [] : [first.verb];
  return [
    check('lines/speaks-first', 'sends its greeting without being asked', ['OWN-LIN-R1'], async (tester) => {
      const session = await tester.connect();
      const reply = await session.reply();
      session.require(reply.faults.length === 0, 'OWN-LIN-R1', 'three digits, a space, text, CR LF', `${describe(reply)} (${reply.faults.join(', ')})`, 'End every line by "\\r\\n".');
    }),
    check('lines/unknown-command', 'answers a verb that it does not know, once', ['OWN-LIN-R2'], async (tester) => {
      const session = await tester.session();
      await session.command(UNKNOWN);
      await session.command(`${UNKNOWN} with an argument`);
    }),
    check('lines/malformed-line', 'answers a line that does not begin with a verb', ['OWN-LIN-R2'], async (tester) => {
      const session = await tester.session();
      await session.command(NO_VERB);
      await session.command(UNKNOWN);
    }),
    check('lines/long-line', 'survives a line of 100 000 characters', ['OWN-LIN-R2'], async (tester) => {
      const session = await tester.session();
      await session.command(`${UNKNOWN} ${'a'.repeat(100_000)}`);
    }),
    check('lines/command-in-pieces', 'takes a command that comes byte by byte', ['OWN-LIN-R3'], async (tester) => {
      const { line, code, session: other } = await usual(tester, first);
      const session = await tester.session();
      session.announce([line]);
      session.control.send(Buffer.from(line.slice(0, 1)));
      // What another session is told in the meantime gives the server time to take the first byte for all.
      await other.command(UNKNOWN);
      await session.control.sendInPieces(line.slice(1), Array.from({ length: line.length }, () => 1));
      same(session, 'OWN-LIN-R3', code, await session.reply(), 'One recv may bring a part of a line, or several: collect bytes until there is a line end.');
      await session.command(UNKNOWN);
    }, { verbs: about }),
    check('lines/commands-in-one-piece', 'answers three commands that come in one segment, each', ['OWN-LIN-R3'], async (tester) => {
      const session = await tester.session();
      const lines = [UNKNOWN, UNKNOWN, UNKNOWN];
      session.sendRaw(Buffer.from(lines.map((line) => `${line}\r\n`).join('')), lines);
      for (const _ of lines) await session.reply();
    }),
    ...(first === null ? [] : [check('lines/lower-case', `takes ${first.verb.toLowerCase()} for ${first.verb}`, ['OWN-LIN-R4'], async (tester) => {
      const { line, code } = await usual(tester, first);
      const session = await tester.session();
      same(session, 'OWN-LIN-R4', code, await session.command(line.replace(first.verb, first.verb.toLowerCase())), 'Compare verbs in one case.');
    }, { verbs: about })]),
    check('lines/many-clients', `serves ${CLIENTS} clients at the same time`, ['OWN-LIN-R5'], async (tester) => {
      const sessions: Session[] = [];
      // One after the other: how many may knock at once is for the operating system to say, and no rule.
      while (sessions.length < CLIENTS) sessions.push(await tester.session());
      for (const session of sessions.toReversed()) await session.command(UNKNOWN);
    }),
    check('lines/vanished-client', 'serves the next client after one has vanished in the middle of a line', ['OWN-LIN-R5'], async (tester) => {
      const first = await tester.session();
      first.control.send(Buffer.from(UNKNOWN.slice(0, 2)));
      first.control.destroy();
      const second = await tester.connect();
      await second.reply();
      await second.command(UNKNOWN);
    }),
  ];
}

/** A command line as it is usually sent, and the code that it is answered by in a new session. Whether it succeeds is for other checks to say. */
async function usual(tester: Tester, move: Move | null): Promise<{ readonly line: string; readonly code: number; readonly session: Session }> {
  const session = await tester.session();
  const argument = move === null ? '' : await new Placeholders(tester, session).fill(move.argument, move.verb);
  const line = move === null ? UNKNOWN : `${move.verb}${argument === '' ? '' : ` ${argument}`}`;
  const { code } = await session.given('the command in one piece', () => session.command(line));
  return { line, code, session };
}

function same(session: Session, rule: string, code: number, reply: Reply, hint: string): void {
  session.require(reply.code === code, rule, `${code}, as to the command in capital letters and in one piece`, describe(reply), hint);
}
