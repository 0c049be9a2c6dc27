import type { Command } from '../src/spec/model.ts';
import type { Reply } from '../src/wire/reply.ts';
import { exchange, nextReply } from './exchange.ts';
import { ruleFor } from './roles.ts';
import { describe, type Session } from './session.ts';
import type { Tester } from './tester.ts';
import { openData } from './transfers.ts';

/** Verbs that a session shows by itself, whose lack is looked for elsewhere, or that a server may close for its safety (RFC 2577 §3). */
const ELSEWHERE: ReadonlySet<string> = new Set(['USER', 'PASS', 'QUIT', 'NOOP', 'PORT']);

/**
 * The commands of level MUST that the server answers as unknown: 500 or 502 to a form that every server of the protocol takes. Paths are
 * of a file in a directory that does not exist, so that nothing happens.
 *
 * @param session is logged in, and of no use afterwards
 * @returns verbs and the replies that came, as text
 */
export async function lackingCommands(tester: Tester, session: Session): Promise<Map<string, string>> {
  const lacking = new Map<string, string>();
  const commands = [...tester.table.commands.values()].filter(({ verb, support, aliasOf }) => support === 'MUST' && aliasOf === null && !ELSEWHERE.has(verb));
  for (const command of commands) {
    const reply = lists(tester, command) ? await toListing(tester, session, command.verb, lacking.has('PASV')) : await to(tester, session, command);
    if (reply?.code === 500 || reply?.code === 502) lacking.set(command.verb, describe(reply));
  }
  return lacking;
}

/** Whether the verb alone begins a transfer. */
function lists(tester: Tester, command: Command): boolean {
  return command.argument !== 'pathname' && tester.table.rows(command.verb).some(({ rule }) => rule.reply[0]?.some((code) => code < 200) === true);
}

async function to(tester: Tester, session: Session, { verb, argument }: Command): Promise<Reply> {
  const example = argument === 'pathname' ? `${tester.name('-missing')}/x` : argument !== null && argument.startsWith('optional') ? null : tester.table.argumentOf(argument)?.example;
  const rule = ruleFor(tester.table.protocol, 'one reply');
  const reply = await exchange(session, `${verb} ${example ?? ''}`.trim(), rule);
  return reply.code < 200 ? nextReply(session, rule) : reply;
}

async function toListing(tester: Tester, session: Session, verb: string, unreachable: boolean): Promise<Reply | null> {
  if (unreachable || !tester.table.commands.has('PASV')) return null;
  const rule = ruleFor(tester.table.protocol, 'one reply');
  const data = await openData(tester, session, 'PASV');
  try {
    const reply = await exchange(session, verb, rule);
    if (reply.code < 200) {
      await (await data.connection()).receive({ deadline: session.timeout });
      await nextReply(session, rule);
    }
    return reply;
  } finally {
    await data.close();
  }
}
