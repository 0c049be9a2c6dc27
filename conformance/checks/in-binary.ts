import type { Session } from '../session.ts';
import type { Tester } from '../tester.ts';

/** A login of which files are sent as they are. */
export async function inBinary(tester: Tester): Promise<Session> {
  const session = await tester.login();
  if (tester.table.commands.has('TYPE')) await session.succeeds('TYPE I');
  return session;
}
