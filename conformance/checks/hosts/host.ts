import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { featuresOf } from '../information/feature-lines.ts';
import { nameOwnHost } from './own-host.ts';

/** Addresses for documentation (RFC 3849, RFC 5737): no server has them. */
const NOBODY = ['[2001:db8::c000:201]', '192.0.2.1'] as const;

/** The user logs in and may work. */
async function comesIn(tester: Tester, session: Session, rule: string): Promise<void> {
  await tester.logIn(session);
  const reply = await session.succeeds('PWD');
  session.require(reply.code === 257, rule, 'the user is logged in: 257 to PWD', describe(reply));
}

/** HOST, before the login and after it. */
export const hostChecks: readonly Check[] = [
  check('hosts/host-is-listed', 'lists HOST in FEAT when it has HOST', ['FTP-HST-R1'], async (tester) => {
    const session = await tester.session();
    await nameOwnHost(tester, session);
    const features = await featuresOf(await tester.login());
    session.require(features.get('HOST') === '', 'FTP-HST-R1', 'a line HOST in FEAT', features.has('HOST') ? `HOST ${features.get('HOST')}` : `FEAT lists ${[...features.keys()].join(', ')}`);
  }, { verbs: ['FEAT', 'HOST'] }),

  check('hosts/host-at-another-address', 'refuses by HOST an address of either family that is not its own', ['FTP-HST-R2', 'FTP-HST-4'], async (tester) => {
    for (const address of NOBODY) {
      const session = await tester.session();
      await nameOwnHost(tester, session);
      await session.command(`HOST ${address}`, { 'host unknown': true });
    }
  }, { verbs: ['HOST'] }),

  check('hosts/host-with-a-port', 'takes a port behind the host for an error', ['FTP-HST-R3', 'FTP-HST-2'], async (tester) => {
    const session = await tester.session();
    const host = await nameOwnHost(tester, session);
    await session.command(`HOST ${host}:${tester.testee.port}`);
  }, { verbs: ['HOST'] }),

  check('hosts/second-host-counts', 'takes the second HOST before the login as if it were the first', ['FTP-HST-R4', 'FTP-HST-5'], async (tester) => {
    const session = await tester.session();
    const host = await nameOwnHost(tester, session);
    await session.succeeds(`HOST ${host}`);
    await comesIn(tester, session, 'FTP-HST-R4');
  }, { verbs: ['HOST'] }),

  check('hosts/refused-host-changes-nothing', 'lets the user in after a HOST that it refused', ['FTP-HST-R6'], async (tester) => {
    const session = await tester.session();
    const host = await nameOwnHost(tester, session);
    await session.command(`HOST ${NOBODY[1]}`, { 'host unknown': true });
    await session.succeeds(`HOST ${host}`);
    await comesIn(tester, session, 'FTP-HST-R6');
  }, { verbs: ['HOST'] }),

  check('hosts/host-in-mid-login', 'begins the login anew when HOST comes between USER and PASS', ['FTP-HST-6'], async (tester) => {
    const session = await tester.session();
    const host = await nameOwnHost(tester, session);
    const user = await session.given('USER', () => session.command(`USER ${tester.testee.user}`, { 'user refused': false }));
    if (user.code !== 331) throw new Stop('not-implemented', 'the user needs no password: there is no middle of the login');
    await session.command(`HOST ${host}`, { 'host unknown': false });
    await session.command('PWD');
    await comesIn(tester, session, 'FTP-HST-6');
  }, { verbs: ['HOST'] }),

  check('hosts/rein-ends-host', 'takes HOST again after REIN', ['FTP-HST-R5'], async (tester) => {
    const session = await tester.session();
    const host = await nameOwnHost(tester, session);
    await session.given('login', () => tester.logIn(session));
    await session.given('REIN', () => session.reinitialize());
    const reply = await session.succeeds(`HOST ${host}`);
    session.require(reply.code === 220, 'FTP-HST-R5', '220', String(reply.code));
  }, { verbs: ['HOST', 'REIN'] }),

  check('hosts/host-in-any-case', 'takes names of hosts in upper and lower case', ['FTP-HST-R7'], async (tester) => {
    const session = await tester.session();
    const small = await session.command('HOST localhost');
    if (small.code !== 220) throw new Stop('not-implemented', `HOST localhost is answered ${small.code}: the suite knows no other name of this server`);
    const large = await session.command('HOST LOCALHOST');
    session.require(large.code === 220, 'FTP-HST-R7', '220, as for localhost', String(large.code));
  }, { verbs: ['HOST'] }),
];
