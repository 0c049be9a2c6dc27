import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { requireSame } from './same-bytes.ts';

/** What the server has under a name: read from its disk where that is within reach, else retrieved in a session of its own. */
export async function stored(tester: Tester, name: string): Promise<Buffer> {
  const bytes = tester.disk(name);
  if (bytes !== undefined && bytes !== null) return bytes;
  const session = await tester.login();
  await session.given('TYPE I', () => session.succeeds('TYPE I'));
  return (await receive(tester, session, `RETR ${name}`)).bytes;
}

/** Requires that a file has these bytes now. */
export async function requireStored(tester: Tester, session: Session, rule: string, name: string, wanted: Buffer, hint: string | null = null): Promise<void> {
  requireSame(session, rule, wanted, await stored(tester, name), hint);
}
