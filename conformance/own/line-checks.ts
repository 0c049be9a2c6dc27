import { check, type Check } from '../check.ts';
import { Placeholders } from '../placeholders.ts';
import { describe } from '../session.ts';
import type { Ways } from './way-to.ts';

/** No protocol has this verb: [unknown command] answers it in every state. */
const UNKNOWN = 'XYZZY';
/** No verb, for no letter is at its beginning. */
const NO_VERB = '12345';
const CLIENTS = 20;

/** What holds in every protocol of lines: how they are cut, answered and ended, whatever the commands. */
export function lineChecks(ways: Ways): Check[] {
  const { first } = ways;
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
      const session = await tester.session();
      session.announce([UNKNOWN]);
      await session.control.sendInPieces(UNKNOWN, Array.from({ length: UNKNOWN.length + 1 }, () => 1));
      await session.reply();
      await session.command(UNKNOWN);
    }),
    check('lines/commands-in-one-piece', 'answers three commands that come in one segment, each', ['OWN-LIN-R3'], async (tester) => {
      const session = await tester.session();
      const lines = [UNKNOWN, UNKNOWN, UNKNOWN];
      session.sendRaw(Buffer.from(lines.map((line) => `${line}\r\n`).join('')), lines);
      for (const _ of lines) await session.reply();
    }),
    ...(first === null ? [] : [check('lines/lower-case', `takes ${first.verb.toLowerCase()} for ${first.verb}`, ['OWN-LIN-R4'], async (tester) => {
      const session = await tester.session();
      const argument = await new Placeholders(tester, session).fill(first.argument, first.verb);
      // Whether it succeeds is for other checks to say: here any answer will do that the verb can have.
      await session.command(`${first.verb.toLowerCase()}${argument === '' ? '' : ` ${argument}`}`);
    }, { verbs: [first.verb] })]),
    check('lines/many-clients', `serves ${CLIENTS} clients at the same time`, ['OWN-LIN-R5'], async (tester) => {
      const sessions = await Promise.all(Array.from({ length: CLIENTS }, () => tester.connect()));
      for (const session of sessions) await session.reply();
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
