import { check, type Check } from '../../check.ts';
import { inStep } from '../../in-step.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { modeOf, octal, served } from './site-service.ts';

const BODY = Buffer.from('x');
const MASK = 0o027;
/** Milliseconds in which a session that SITE IDLE has ended is gone. */
const SOON = 100;
/** What each service is asked where SITE HELP names it. */
const SERVICES: readonly (readonly [word: string, line: (name: string) => string])[] = [
  ['CHMOD', (name) => `SITE CHMOD 644 ${name}`], ['UMASK', () => 'SITE UMASK 022'], ['IDLE', () => 'SITE IDLE 600'], ['UTIME', (name) => `SITE UTIME 20011203040506 ${name}`],
];

/** SITE HELP, SITE UMASK and SITE IDLE: what a server says it has, and what belongs to one session. */
export const siteSessionChecks: readonly Check[] = [
  ...SERVICES.map(([word, line]) => check(`older-commands/site-help-names-${word.toLowerCase()}`, `knows SITE ${word} when SITE HELP names it`, ['FTP-OLD-R20'], async (tester) => {
    const session = await tester.login();
    const help = await session.given('SITE HELP', () => session.succeeds('SITE HELP'));
    if (!new RegExp(`\\b${word}\\b`, 'i').test(help.lines.join(' '))) throw new Stop('not-implemented', `SITE HELP does not name ${word}`);
    const asked = line(await tester.place(session, BODY));
    const code = await session.succeeds(asked).then((reply) => reply.code, (stop: unknown) => { if (stop instanceof Stop && stop.kind === 'not-implemented') return 500; throw stop; });
    session.require(code < 500 || code > 504 || code === 501, 'FTP-OLD-R20', `${asked} is done, or refused to this user`, `${code}: SITE does not know ${word}`, 'Print SITE HELP from the table that dispatches the words.');
  }, { verbs: ['SITE'] })),

  check('older-commands/site-umask-holds-for-new-files', 'gives a new file none of the permissions that SITE UMASK took', ['FTP-OLD-R23'], async (tester) => {
    const session = await tester.login();
    await served(session, 'SITE UMASK 000');
    await served(session, `SITE UMASK ${octal(MASK)}`);
    const mode = await modeOf(tester, await tester.place(session, BODY));
    session.require((mode & MASK) === 0, 'FTP-OLD-R23', `a file without the permissions ${octal(MASK)}`, octal(mode));
  }, { verbs: ['SITE'] }),

  check('older-commands/site-umask-holds-for-new-directories', 'gives a new directory none of the permissions that SITE UMASK took', ['FTP-OLD-R23'], async (tester) => {
    const session = await tester.login();
    await served(session, 'SITE UMASK 000');
    await served(session, `SITE UMASK ${octal(MASK)}`);
    const mode = await modeOf(tester, await tester.makeDirectory(session));
    session.require((mode & MASK) === 0, 'FTP-OLD-R23', `a directory without the permissions ${octal(MASK)}`, octal(mode));
  }, { verbs: ['SITE'] }),

  check('older-commands/site-umask-tells', 'tells the mask that SITE UMASK has set', ['FTP-OLD-R31'], async (tester) => {
    const session = await tester.login();
    await served(session, `SITE UMASK ${octal(MASK)}`);
    const told = await served(session, 'SITE UMASK');
    session.require(/\b0*27\b/.test(told.lines.join(' ')), 'FTP-OLD-R31', octal(MASK), describe(told));
  }, { verbs: ['SITE'] }),

  check('older-commands/site-umask-refused-changes-nothing', 'keeps the mask when it refuses SITE UMASK 898', ['FTP-OLD-R25'], async (tester) => {
    const session = await tester.login();
    await served(session, `SITE UMASK ${octal(MASK)}`);
    await session.given('SITE UMASK', async () => { if (!/\b0*27\b/.test((await served(session, 'SITE UMASK')).lines.join(' '))) throw new Stop('not-implemented', 'SITE UMASK does not tell the mask'); });
    if ((await session.command('SITE UMASK 898')).code < 400) return;
    const told = await served(session, 'SITE UMASK');
    session.require(/\b0*27\b/.test(told.lines.join(' ')), 'FTP-OLD-R25', octal(MASK), describe(told));
  }, { verbs: ['SITE'] }),

  check('older-commands/site-umask-is-the-session-s-own', 'keeps the mask of SITE UMASK to the session that set it', ['FTP-OLD-R24'], async (tester) => {
    const [one, other] = [await tester.login(), await tester.login()];
    const before = await modeOf(tester, await tester.place(other, BODY));
    await served(one, 'SITE UMASK 077');
    const mode = await modeOf(tester, await tester.place(other, BODY));
    other.require(mode === before, 'FTP-OLD-R24', `a file of the other session has ${octal(before)} as before`, octal(mode), 'umask() is one for the whole process: keep the mask in the session, and give the mode where the file is made.');
  }, { verbs: ['SITE'] }),

  check('older-commands/site-idle-tells', 'tells the limit that SITE IDLE has set', ['FTP-OLD-R28'], async (tester) => {
    const session = await tester.login();
    await served(session, 'SITE IDLE 600');
    const told = await served(session, 'SITE IDLE');
    session.require(/\b(600|10)\b/.test(told.lines.join(' ')), 'FTP-OLD-R28', '600 seconds', describe(told));
  }, { verbs: ['SITE'] }),

  ...([['none', '0'], ['a-negative-number', '-5'], ['a-number-beyond-all', '9'.repeat(30)], ['a-word', 'soon']] as const).map(([id, number]) => check(`older-commands/site-idle-of-${id}`, `goes on with the session after SITE IDLE ${number.slice(0, 6)}`, ['FTP-OLD-R29'], async (tester) => {
    const session = await tester.login();
    await served(session, 'SITE IDLE 600');
    await session.command(`SITE IDLE ${number}`);
    await inStep(tester, session);
    if (Number(number) <= 0) await lives(tester, session);
  }, { verbs: ['SITE'] })),

  ...(['SITE CHMOD 644 ', 'SITE UTIME 20011203040506 ', 'SITE UMASK ', 'SITE IDLE '] as const).map((line) => check(`older-commands/${line.split(' ', 2).join('-').toLowerCase()}-of-any-length`, `answers an endless ${line.split(' ', 2).join(' ')} once`, ['FTP-OLD-R32'], async (tester) => {
    const session = await tester.login();
    for (const text of ['', 'a'.repeat(900), '7'.repeat(900), '%s%n'.repeat(50)]) await session.command(`${line}${text}`);
    await session.succeeds('PWD');
  }, { verbs: ['SITE'] })),
];

/** The session is not ended a moment later. */
async function lives(tester: Tester, session: Session): Promise<void> {
  const next = await session.control.reply(Math.min(SOON, tester.timeout));
  session.require(next.kind === 'silence', 'FTP-OLD-R29', 'nothing more: the session goes on', next.kind === 'reply' ? describe(next.reply) : 'the server closed the connection');
}
