import { formatExtendedPort, formatHostPort } from '../../../src/wire/host-port.ts';
import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { takesEpsvAll } from '../../takes-epsv-all.ts';
import { receive } from '../../transfers.ts';
import { beginLargeDownload } from './large.ts';
import { requireSame } from './same-bytes.ts';
import { upToMarker } from './marker.ts';

const RULE = 'FTP-XFR-R14';

/** EPSV ALL, which cannot be taken back. */
export const extendedOnlyChecks = [
  check('transfer/epsv-works-after-epsv-all', 'transfers over EPSV after EPSV ALL', [RULE], async (tester) => {
    const session = await allExtended(tester);
    if (session === null) return;
    requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${tester.fixtures.file}`, 'EPSV')).bytes);
  }, { verbs: ['EPSV'] }),

  check('transfer/epsv-all-refuses-every-other-way', 'refuses PORT, PASV and EPRT after EPSV ALL', [RULE], async (tester) => {
    const session = await tester.login();
    const listener = await tester.listen(session);
    if (!(await takesEpsvAll(session))) return;
    const address = session.control.localAddress;
    for (const line of [`PORT ${formatHostPort(address, listener.port)}`, 'PASV', `EPRT ${formatExtendedPort(address, listener.port)}`]) await refuses(session, line);
  }, { verbs: ['EPSV', 'PORT', 'PASV', 'EPRT'] }),

  check('transfer/epsv-all-holds-after-a-transfer', 'still refuses PASV when a transfer has followed EPSV ALL', [RULE], async (tester) => {
    const session = await allExtended(tester);
    if (session === null) return;
    await session.given('a transfer', () => receive(tester, session, `RETR ${tester.fixtures.file}`, 'EPSV'));
    await refuses(session, 'PASV');
  }, { verbs: ['EPSV', 'PASV'] }),

  check('transfer/epsv-all-holds-after-abor', 'still refuses PASV when ABOR has followed EPSV ALL', [RULE], async (tester) => {
    const session = await tester.login();
    if (!(await takesEpsvAll(session))) return;
    const data = await beginLargeDownload(tester, session, 'EPSV');
    session.send('ABOR');
    await data.receiveHash({ deadline: session.timeout });
    await session.given('ABOR', () => upToMarker(session, 'FTP-XFR-R37'));
    await refuses(session, 'PASV');
  }, { verbs: ['EPSV', 'PASV', 'ABOR'] }),
];

async function allExtended(tester: Tester): Promise<Session | null> {
  tester.fixtures.need('file');
  const session = await tester.login();
  await session.succeeds('TYPE I');
  return (await takesEpsvAll(session)) ? session : null;
}

async function refuses(session: Session, line: string): Promise<void> {
  const reply = await session.command(line);
  session.require(reply.code >= 400, RULE, '503 or another refusal', describe(reply), 'Keep a flag in the session that EPSV ALL sets and nothing but REIN or a new login clears.');
}
