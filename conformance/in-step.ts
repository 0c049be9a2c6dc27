import { describe, type Session } from './session.ts';
import type { Tester } from './tester.ts';
import { exchange } from './exchange.ts';

const RULE = 'FTP-FAI-R1';

/**
 * Requires that no reply is owed or left over: the next command has its own. A server without NOOP, which has checks of its own,
 * is in step when it refuses NOOP as it did at first; a protocol without it is asked what no protocol has.
 */
export async function inStep(tester: Tester, session: Session): Promise<void> {
  const { noop } = tester.ground;
  if (!tester.table.commands.has('NOOP')) await session.command('XYZZY');
  else if (noop === null) await session.succeeds('NOOP');
  else await refusesAgain(session, noop);
}

async function refusesAgain(session: Session, noop: number): Promise<void> {
  const reply = await exchange(session, 'NOOP', RULE);
  session.require(reply.code === noop, RULE, `${noop}, as to every NOOP of this server`, describe(reply));
}
