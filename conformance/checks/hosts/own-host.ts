import { Placeholders } from '../../placeholders.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';

/** Names the server's own address by HOST, which shows that the server has HOST; the check ends where it does not take that. Returns the address. */
export async function nameOwnHost(tester: Tester, session: Session): Promise<string> {
  const host = await new Placeholders(tester, session).fill('{host}', 'HOST');
  const { code } = await session.command(`HOST ${host}`);
  if (code !== 220) throw new Stop('not-implemented', `HOST ${host} is answered ${code}: the suite knows no host of this server`);
  return host;
}
