import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { check, type Check } from '../../check.ts';
import { describe } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { withOutside } from '../files/outside.ts';
import { requireStored } from '../transfer/stored.ts';
import { modeOf, octal, served } from './site-service.ts';

const BODY = Buffer.from('mine\n');
const OPEN = 0o666;

/** SITE CHMOD: what it sets, and what it leaves alone. */
export const siteChmodChecks: readonly Check[] = [
  check('older-commands/site-chmod-sets-the-mode', 'sets by SITE CHMOD the permissions that were asked for', ['FTP-OLD-R21'], async (tester) => {
    const { session, name } = await withFile(tester);
    for (const mode of [0o640, 0o604]) {
      await served(session, `SITE CHMOD ${octal(mode)} ${name}`);
      const now = await modeOf(tester, name);
      session.require(now === mode, 'FTP-OLD-R21', `the permissions ${octal(mode)}`, octal(now), 'The digits are octal: 640 is 416.');
    }
  }, { verbs: ['SITE'] }),

  check('older-commands/site-chmod-keeps-the-content', 'leaves the content of a file alone in SITE CHMOD', ['FTP-OLD-R21'], async (tester) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE CHMOD 644 ${name}`);
    await requireStored(tester, session, 'FTP-OLD-R21', name, BODY);
  }, { verbs: ['SITE'] }),

  check('older-commands/site-chmod-takes-spaces', 'takes a path with spaces in SITE CHMOD', ['FTP-OLD-R21', 'FTP-GRA-R6'], async (tester) => {
    const { session, name: plain } = await withFile(tester);
    const name = await tester.place(session, BODY, `${tester.name()} b`);
    await served(session, `SITE CHMOD 644 ${plain}`);
    const reply = await session.succeeds(`SITE CHMOD 640 ${name}`);
    const now = await modeOf(tester, name);
    session.require(reply.code < 300 && now === 0o640, 'FTP-OLD-R21', 'the permissions 640', `${describe(reply)}, and ${octal(now)}`, 'Only the first space separates: the rest of the line is the path.');
  }, { verbs: ['SITE'] }),

  ...(['698', '9'.repeat(40)] as const).map((mode) => check(`older-commands/site-chmod-${mode.slice(0, 3)}-changes-nothing`, `leaves the permissions alone when it refuses SITE CHMOD ${mode.slice(0, 4)}`, ['FTP-OLD-R25'], async (tester) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE CHMOD 640 ${name}`);
    const reply = await session.command(`SITE CHMOD ${mode} ${name}`, { 'path missing': false, 'access denied': false });
    const now = await modeOf(tester, name);
    if (reply.code >= 400) session.require(now === 0o640, 'FTP-OLD-R25', 'the permissions 640 as before', octal(now));
  }, { verbs: ['SITE'] })),

  check('older-commands/site-chmod-stays-inside', 'sets no permissions outside the served directory', ['FTP-OLD-R27'], (tester) => withOutside(tester, async (outside) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE CHMOD 640 ${name}`);
    for (const way of outside.ways(outside.file)) {
      await session.command(`SITE CHMOD 600 ${way}`);
      const now = (await stat(join(outside.path, outside.file))).mode & 0o777;
      session.require(now === OPEN, 'FTP-OLD-R27', `SITE CHMOD 600 ${way} changes nothing`, `a file beside the served directory has ${octal(now)} now`, 'Resolve the path as every other command does.');
    }
  }), { verbs: ['SITE'] }),

  check('older-commands/site-chmod-needs-a-login', 'sets no permissions for whoever is not logged in', ['FTP-OLD-R26', 'FTP-OLD-20'], async (tester) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE CHMOD 640 ${name}`);
    const stranger = await tester.session();
    await stranger.command(`SITE CHMOD 604 ${name}`);
    const now = await modeOf(tester, name);
    stranger.require(now === 0o640, 'FTP-OLD-R26', 'the permissions 640 as before', octal(now), 'SITE is a command like others: ask whether somebody is logged in before you look at its words.');
  }, { verbs: ['SITE'] }),

  check('older-commands/site-words-in-any-case', 'reads the words of SITE in upper and lower case', ['FTP-OLD-R30'], async (tester) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE CHMOD 640 ${name}`);
    const reply = await session.command(`SITE chMod 604 ${name}`, session.nothingAgainst('SITE CHMOD'));
    const now = await modeOf(tester, name);
    session.require(reply.code < 300 && now === 0o604, 'FTP-OLD-R30', 'SITE chMod is SITE CHMOD: the permissions 604', `${reply.code}, and ${octal(now)}`);
  }, { verbs: ['SITE'] }),
];

/** A session with a file of its own. */
async function withFile(tester: Tester): Promise<{ session: Awaited<ReturnType<Tester['login']>>; name: string }> {
  const session = await tester.login();
  return { session, name: await tester.place(session, BODY) };
}
