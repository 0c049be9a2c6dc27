import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

/** What every server has: its acceptance says something even where everything is accepted. */
const REQUIRED = /^(TYPE (A|A N|I|L 8)|STRU F|MODE S)$/;

/** Chooses representations; a server that refuses one has not got it, and where one that does not exist is accepted too, acceptance says nothing. */
export async function choose(session: Session, ...lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const verb = line.split(' ')[0]!;
    if (session.lacks(verb)) throw new Stop('not-implemented', `${verb} is not known`);
    const nonsense = `${verb} X`;
    if (!REQUIRED.test(line)) await session.given(`a refusal of ${nonsense}`, () => session.command(nonsense));
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
