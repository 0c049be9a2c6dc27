import { isUtf8 } from 'node:buffer';
import type { Reply } from '../../../src/wire/reply.ts';
import { readQuotedPath } from '../../../src/wire/quoted-path.ts';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { anotherLanguage, languagesIn } from './languages-of.ts';

const LIST = /^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*\*?(;[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*\*?)*;?$/;
/** Languages tried at most. */
const TRIED = 6;
/** Commands whose replies hold words for people. */
const WORDY = ['NOOP', 'TYPE I', 'XYZZY', 'RNTO x', 'CWD', 'HELP'] as const;

/** What the server says to some commands. */
async function said(session: Session): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const line of WORDY) replies.push(await session.command(line));
  return replies;
}

/** LANG and what it changes. */
export const languageChecks: readonly Check[] = [
  check('hosts/lang-is-listed', 'lists its languages in FEAT, one of them marked at most', ['FTP-HST-R20'], async (tester) => {
    const session = await tester.login();
    const { line } = await languagesIn(session);
    session.require(LIST.test(line) && line.split('*').length <= 2, 'FTP-HST-R20', 'LANG tag;tag, one with *', `LANG ${line}`);
  }, { verbs: ['FEAT', 'LANG'] }),

  check('hosts/lang-takes-what-is-listed', 'takes by LANG each language that FEAT lists, in any letters', ['FTP-HST-R21', 'FTP-HST-22'], async (tester) => {
    const session = await tester.login();
    const { tags } = await languagesIn(session);
    for (const tag of tags.slice(0, TRIED)) for (const written of [tag.toLowerCase(), tag.toUpperCase()]) {
      const reply = await session.command(`LANG ${written}`);
      session.require(reply.code === 200, 'FTP-HST-R21', `200 to LANG ${written}`, describe(reply));
    }
  }, { verbs: ['FEAT', 'LANG'] }),

  check('hosts/feat-marks-the-language', 'marks in FEAT the language that LANG chose', ['FTP-HST-R20'], async (tester) => {
    const session = await tester.login();
    const { first, other } = await anotherLanguage(session);
    if (first === null) throw new Stop('not-implemented', 'FEAT marks no language');
    await session.succeeds(`LANG ${other}`);
    // LANG without a tag, which asks for the default, is not sent again.
    const line = (await session.succeeds('FEAT')).lines.find((one) => /^ *LANG /i.test(one)) ?? '';
    session.require(line.toLowerCase().includes(`${other.toLowerCase()}*`), 'FTP-HST-R20', `${other}* in FEAT`, line.trim());
  }, { verbs: ['FEAT', 'LANG'] }),

  check('hosts/lang-changes-texts-only', 'sends in every language the same codes, paths, names and numbers', ['FTP-HST-R22'], async (tester) => {
    const session = await tester.login();
    const { other } = await anotherLanguage(session);
    const before = await protocolParts(session, tester.fixtures.need('file'));
    await session.succeeds(`LANG ${other}`);
    const after = await protocolParts(session, tester.fixtures.need('file'));
    session.require(after.join(' ') === before.join(' '), 'FTP-HST-R22', before.join(' '), after.join(' '), 'Texts are translated; codes, paths and numbers are for programs.');
  }, { verbs: ['LANG'] }),

  check('hosts/lang-texts-are-utf-8', 'writes the texts of every language in UTF-8', ['FTP-HST-R23'], async (tester) => {
    const session = await tester.login();
    const { tags } = await languagesIn(session);
    for (const tag of tags.slice(0, TRIED)) {
      const replies = [await session.succeeds(`LANG ${tag}`), ...(await said(session))];
      const odd = replies.find(({ raw }) => !isUtf8(raw));
      session.require(odd === undefined, 'FTP-HST-R23', 'UTF-8', odd === undefined ? '' : describe(odd));
    }
  }, { verbs: ['LANG'] }),

  check('hosts/lang-without-a-tag', 'goes back to its default language by LANG without a tag', ['FTP-HST-R24'], async (tester) => {
    const session = await tester.login();
    const { other } = await anotherLanguage(session);
    const before = await said(session);
    await session.succeeds(`LANG ${other}`);
    await session.succeeds('LANG');
    const after = await said(session);
    const at = after.findIndex((reply, index) => describe(reply) !== describe(before[index]!));
    session.require(at < 0, 'FTP-HST-R24', at < 0 ? '' : describe(before[at]!), at < 0 ? '' : describe(after[at]!));
  }, { verbs: ['LANG'] }),

  check('hosts/rein-brings-the-default-language', 'goes back to its default language by REIN', ['FTP-HST-R25'], async (tester) => {
    const { other } = await anotherLanguage(await tester.login());
    const session = await tester.session();
    const before = describe(await session.command('XYZZY'));
    if ((await session.command(`LANG ${other}`)).code !== 200) throw new Stop('not-implemented', 'the server takes LANG after the login only');
    if (describe(await session.command('XYZZY')) === before) throw new Stop('not-implemented', `an unknown command is answered alike in ${other}`);
    await session.given('REIN', () => session.reinitialize());
    const after = describe(await session.command('XYZZY'));
    session.require(after === before, 'FTP-HST-R25', before, after);
  }, { verbs: ['LANG', 'REIN'] }),

  check('hosts/languages-differ', 'says something else in another language', ['FTP-HST-R26'], async (tester) => {
    const session = await tester.login();
    const { first, other } = await anotherLanguage(session);
    if (first !== null && first.split('-')[0]!.toLowerCase() === other.split('-')[0]!.toLowerCase()) throw new Stop('not-implemented', `${first} and ${other} are one language`);
    const before = (await said(session)).map(describe);
    await session.succeeds(`LANG ${other}`);
    const after = (await said(session)).map(describe);
    session.require(after.some((text, at) => text !== before[at]), 'FTP-HST-R26', `some text in ${other}`, 'the same texts');
  }, { verbs: ['LANG'] }),
];

/** What a program reads of replies: codes, the path of PWD, the system of SYST, the number of SIZE. */
async function protocolParts(session: Session, file: string): Promise<string[]> {
  const codes = (await said(session)).map(({ code }) => String(code));
  const [pwd, syst, size] = [await session.succeeds('PWD'), await session.succeeds('SYST'), await session.command(`SIZE ${file}`)];
  return [...codes, readQuotedPath(pwd.lines[0] ?? '')?.path ?? '?', (syst.lines[0] ?? '').split(' ', 1)[0]!, size.code === 213 ? size.lines[0]!.trim() : String(size.code)];
}
