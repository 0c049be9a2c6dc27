import type { Answers } from '../../../src/machine/decide.ts';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';

const RULE = 'FTP-OLD-R10';

/** What each pair is asked for, and why it has to refuse. */
const PAIRS: readonly (readonly [synonym: string, verb: string, what: string, argument: (tester: Tester) => string, facts: Answers])[] = [
  ['XCWD', 'CWD', 'a directory that is missing', (tester) => ` ${tester.name('-missing')}`, { 'directory missing': true }],
  ['XRMD', 'RMD', 'a directory that is missing', (tester) => ` ${tester.name('-missing')}`, { 'directory missing': true }],
  ['XMKD', 'MKD', 'a directory that exists', (tester) => ` ${tester.fixtures.need('directory')}`, { 'name exists': true }],
];

/** The X-commands refuse what their twins refuse, in the same words. */
export const synonymChecks: readonly Check[] = [
  ...PAIRS.map(([synonym, verb, what, argument, facts]) => check(`older-commands/${synonym.toLowerCase()}-refuses-as-${verb.toLowerCase()}`, `refuses ${synonym} of ${what} with the code of ${verb}`, [RULE], async (tester) => {
    const session = await tester.login();
    const line = argument(tester);
    const twin = await session.given(verb, () => session.command(`${verb}${line}`, facts));
    await same(session, `${synonym}${line}`, twin.code, facts);
  }, { verbs: [synonym] })),

  ...(['XPWD', 'XCUP', 'XCWD', 'XMKD', 'XRMD'] as const).map((synonym) => check(`older-commands/${synonym.toLowerCase()}-before-login`, `refuses ${synonym} before the login as ${synonym === 'XCUP' ? 'CDUP' : synonym.slice(1)}`, [RULE, 'FTP-ACC-10'], async (tester) => {
    const session = await tester.session();
    const name = synonym === 'XPWD' || synonym === 'XCUP' ? '' : ` ${tester.name('-missing')}`;
    const reply = await session.command(`${synonym}${name}`);
    session.require(reply.code >= 400, RULE, '530', describe(reply));
  }, { verbs: [synonym] })),
];

/** The refusal of a twin; a server that does not know the synonym says so in its own way. */
async function same(session: Session, line: string, code: number, facts: Answers): Promise<void> {
  const reply = await session.command(line, facts);
  session.require(Math.floor(reply.code / 100) === Math.floor(code / 100), RULE, String(code), describe(reply), 'Let both names lead to one function.');
}
