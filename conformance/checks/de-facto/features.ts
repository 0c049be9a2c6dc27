import type { Reply } from '../../../src/wire/reply.ts';
import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { nameOwnHost } from '../hosts/own-host.ts';
import { featuresOf } from '../information/feature-lines.ts';

/** A harmless way to use each verb that FEAT may list; what a server may refuse for a reason of its own is no proof against the verb. */
const USES: Readonly<Record<string, (tester: Tester, session: Session) => Promise<Reply | null>>> = {
  HOST: async (tester, session) => {
    await nameOwnHost(tester, session);
    return null;
  },
  LANG: (_, session) => session.succeeds('LANG'),
  MFMT: async (tester, session) => session.command(`MFMT 20200102030405 ${await tester.place(session, Buffer.from('x'))}`),
  MFCT: async (tester, session) => session.command(`MFCT 20200102030405 ${await tester.place(session, Buffer.from('x'))}`),
  MFF: async (tester, session) => session.command(`MFF Modify=20200102030405; ${await tester.place(session, Buffer.from('x'))}`),
  HASH: (tester, session) => session.command(`HASH ${tester.fixtures.need('file')}`),
  XCRC: (tester, session) => session.command(`XCRC ${tester.fixtures.need('file')}`),
  XMD5: (tester, session) => session.command(`XMD5 ${tester.fixtures.need('file')}`),
  XSHA1: (tester, session) => session.command(`XSHA1 ${tester.fixtures.need('file')}`),
  XSHA256: (tester, session) => session.command(`XSHA256 ${tester.fixtures.need('file')}`),
  AVBL: (_, session) => session.command('AVBL'),
  COMB: (tester, session) => session.command(`COMB "${tester.name()}" "${tester.name()}"`),
  CLNT: (_, session) => session.command('CLNT ftpspec 1.0'),
  CSID: (_, session) => session.command('CSID Name=ftpspec; Version=1;'),
};

/** The verbs of these chapters that FEAT lists are there. */
export const usedFeatureChecks: readonly Check[] = Object.entries(USES).map(([verb, use]) => check(
  `${verb === 'HOST' || verb === 'LANG' ? 'hosts' : 'de-facto'}/feature-${verb.toLowerCase()}-works`, `knows ${verb} when FEAT lists it`, ['FTP-INF-R3'], async (tester) => {
    const session = await tester.login();
    if (!(await featuresOf(session)).has(verb)) throw new Stop('not-implemented', `FEAT does not list ${verb}`);
    const used = verb === 'HOST' ? await tester.session() : session;
    used.require(await answered(() => use(tester, used)), 'FTP-INF-R3', `${verb} is known`, `${verb} is refused as unknown`, 'FEAT lists what works, no more.');
  }, { verbs: ['FEAT', verb] }));

/** Whether the verb is answered otherwise than by 500 or 502, which say that there is no such thing. */
async function answered(use: () => Promise<Reply | null>): Promise<boolean> {
  try {
    const reply = await use();
    return reply === null || (reply.code !== 500 && reply.code !== 502);
  } catch (error) {
    if (!(error instanceof Stop) || error.kind !== 'not-implemented') throw error;
    // Any other refusal has a reason of its own: an unknown address, a login that is wanted first.
    return !/(?:answered|implemented:) 50[02]/.test(error.reason);
  }
}
