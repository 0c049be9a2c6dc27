import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

/** Chooses representations; a server that refuses one has not got it. */
export async function choose(session: Session, ...lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const reply = await session.command(line);
    if (reply.code >= 400) throw new Stop('not-implemented', `${line} is refused: ${describe(reply)}`);
  }
}

/** A session that is logged in and has chosen. */
export async function chosen(tester: Tester, ...lines: readonly string[]): Promise<Session> {
  const session = await tester.login();
  await choose(session, ...lines);
  return session;
}
