import { formatTimeVal } from '../../../src/wire/facts.ts';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { tryReceive } from './attempt.ts';
import { listingLines, someOf } from './listing-lines.ts';
import { workingDirectory } from './working-directory.ts';
import { HINT, SECRET_TIME, withOutside, type Outside } from './outside.ts';

/** Logs in and puts a secret beside the served directory. */
function probing(steps: (tester: Tester, session: Session, outside: Outside) => Promise<void>): Check['run'] {
  return (tester) => withOutside(tester, async (outside) => {
    const session = await tester.login();
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    await steps(tester, session, outside);
  });
}

function leaked(session: Session, sent: string, actual: string): never {
  return session.fail('FTP-FIL-R4', [`${sent} shows nothing outside the served directory`], actual, HINT);
}

/** Retrieves a secret by the name it has where the session stands; fails when it comes. */
async function unreadable(tester: Tester, session: Session, outside: Outside, way: string, name: string): Promise<void> {
  const { bytes } = await tryReceive(tester, session, `RETR ${name}`);
  if (bytes.includes(outside.secret)) leaked(session, way, `RETR ${name} brought the secret beside the served directory`);
}

/** Whether a text is a Unix password file. */
function isPasswordFile(bytes: Buffer): boolean { return /^root:[^:\n]*:0:/m.test(bytes.toString('latin1')); }

/** No path shows what lies outside the served directory. */
export const jailReadingChecks: readonly Check[] = [
  check('files/retr-stays-inside', 'sends by RETR no file from outside the served directory', ['FTP-FIL-R4'], probing(async (tester, session, outside) => {
    for (const way of outside.ways(outside.file)) await unreadable(tester, session, outside, `RETR ${way}`, way);
  }), { verbs: ['RETR'] }),

  check('files/retr-sends-no-system-file', 'does not send the password file of its system', ['FTP-FIL-R4'], async (tester) => {
    const session = await tester.login();
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    for (const path of ['/etc/passwd', `${'../'.repeat(24)}etc/passwd`, `/${'../'.repeat(24)}etc/passwd`, '....//....//....//....//....//....//etc/passwd', '//etc/passwd']) {
      const { bytes } = await tryReceive(tester, session, `RETR ${path}`);
      if (isPasswordFile(bytes)) leaked(session, `RETR ${path}`, `RETR ${path} brought a password file of ${bytes.length} bytes`);
    }
  }, { verbs: ['RETR'] }),

  check('files/cwd-stays-inside', 'enters by CWD no directory outside the served one', ['FTP-FIL-R4'], probing(async (tester, session, outside) => {
    const home = await session.given('PWD', () => workingDirectory(session));
    for (const way of outside.ways('')) {
      const reply = await session.command(`CWD ${way}`);
      if (reply.code < 400) await unreadable(tester, session, outside, `CWD ${way}`, outside.file);
      // After a refusal too: servers answer each failure in a row more slowly.
      await session.given('going back', () => session.succeeds(`CWD ${home}`));
    }
  }), { verbs: ['CWD'] }),

  check('files/cdup-stays-inside', 'leaves the served directory by no number of CDUP', ['FTP-FIL-R4'], probing(async (tester, session, outside) => {
    for (let up = 0; up < 24; up += 1) {
      if ((await session.command('CDUP')).code >= 400) break;
      // The secret is one level above the served directory; higher up its whole path would be needed.
      if (up < 2) await unreadable(tester, session, outside, 'CDUP', `${outside.name}/${outside.file}`);
    }
    await unreadable(tester, session, outside, 'CDUP', `${outside.path.slice(1)}/${outside.file}`);
  }), { verbs: ['CDUP'] }),

  check('files/cwd-enters-no-system-directory', 'enters no directory of its system', ['FTP-FIL-R4'], async (tester) => {
    const session = await tester.login();
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    for (const path of ['/etc', `${'../'.repeat(24)}etc`]) {
      const reply = await session.command(`CWD ${path}`);
      if (reply.code >= 400) continue;
      const { bytes } = await tryReceive(tester, session, 'RETR passwd');
      if (isPasswordFile(bytes)) leaked(session, `CWD ${path}`, `RETR passwd then brought a password file of ${bytes.length} bytes`);
    }
  }, { verbs: ['CWD'] }),

  ...['LIST', 'NLST', 'MLSD'].map((verb) => check(`files/${verb.toLowerCase()}-stays-inside`, `shows by ${verb} nothing outside the served directory`, ['FTP-FIL-R4'], probing(async (tester, session, outside) => {
    for (const way of [...outside.ways(''), '..', '/..', '../..']) {
      const { bytes } = await tryReceive(tester, session, `${verb} ${way}`);
      const shown = listingLines(bytes).filter((line) => line.endsWith(outside.file) || line.endsWith(outside.name));
      if (shown.length > 0) leaked(session, `${verb} ${way}`, someOf(shown));
    }
  }), { verbs: [verb] })),

  check('files/stat-stays-inside', 'shows by STAT nothing outside the served directory', ['FTP-FIL-R4'], probing(async (_, session, outside) => {
    for (const way of [...outside.ways(''), '..', '/..']) {
      const reply = await session.command(`STAT ${way}`);
      const shown = reply.lines.slice(1).filter((line) => line.endsWith(outside.file) || line.endsWith(outside.name));
      if (shown.length > 0) leaked(session, `STAT ${way}`, someOf(shown));
    }
  }), { verbs: ['STAT'] }),

  check('files/size-stays-inside', 'gives by SIZE no size of a file outside the served directory', ['FTP-FIL-R4'], probing(async (tester, session, outside) => {
    await session.succeeds(`SIZE ${tester.fixtures.need('file')}`);
    for (const way of outside.ways(outside.file)) {
      const reply = await session.command(`SIZE ${way}`);
      if (reply.lines[0]?.trim() === String(outside.secret.length)) leaked(session, `SIZE ${way}`, describe(reply));
    }
  }), { verbs: ['SIZE'] }),

  check('files/mdtm-stays-inside', 'gives by MDTM no time of a file outside the served directory', ['FTP-FIL-R4'], probing(async (tester, session, outside) => {
    await session.succeeds(`MDTM ${tester.fixtures.need('file')}`);
    for (const way of outside.ways(outside.file)) {
      const reply = await session.command(`MDTM ${way}`);
      if (reply.lines[0]?.startsWith(formatTimeVal(SECRET_TIME) ?? '') === true) leaked(session, `MDTM ${way}`, describe(reply));
    }
  }), { verbs: ['MDTM'] }),

  check('files/mlst-stays-inside', 'shows by MLST no facts of what is outside the served directory', ['FTP-FIL-R4'], probing(async (tester, session, outside) => {
    await session.succeeds(`MLST ${tester.fixtures.need('file')}`);
    for (const way of outside.ways(outside.file)) {
      const reply = await session.command(`MLST ${way}`);
      if (new RegExp(`(size=${outside.secret.length}|modify=${formatTimeVal(SECRET_TIME)});`, 'i').test(reply.lines.join('\n'))) leaked(session, `MLST ${way}`, describe(reply));
    }
  }), { verbs: ['MLST'] }),
];
