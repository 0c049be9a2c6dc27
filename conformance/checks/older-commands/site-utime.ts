import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTimeVal } from '../../../src/wire/time-val.ts';
import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { SECRET_TIME, withOutside } from '../files/outside.ts';
import { changed, served } from './site-service.ts';

const BODY = Buffer.from('old\n');
const THEN = '20011203040506';
const QUARTER = 15 * 60_000;
const DAY_AND_ZONE = 26 * 3_600_000;

/** SITE UTIME: what it sets, and what it leaves alone. */
export const siteUtimeChecks: readonly Check[] = [
  check('older-commands/site-utime-sets-the-time', 'sets by SITE UTIME the time when a file was changed', ['FTP-OLD-R22'], async (tester) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE UTIME ${THEN} ${name}`);
    const now = await changed(session, name);
    const apart = Math.abs((parseTimeVal(now)?.getTime() ?? 0) - parseTimeVal(THEN)!.getTime());
    // Some servers read the time in their own zone.
    session.require(apart <= DAY_AND_ZONE && apart % QUARTER === 0, 'FTP-OLD-R22', `MDTM tells ${THEN}`, now);
  }, { verbs: ['SITE'] }),

  check('older-commands/site-utime-of-three-times', 'sets by SITE UTIME with three times one of them', ['FTP-OLD-R22'], async (tester) => {
    const { session, name } = await withFile(tester);
    const times = ['20020101000000', THEN, '20030101000000'];
    await served(session, `SITE UTIME ${name} ${times.join(' ')} UTC`);
    const now = await changed(session, name);
    // The order is access, change, creation; Pure-FTPd takes the first for the change, and no document says otherwise.
    session.require(times.includes(now), 'FTP-OLD-R22', `MDTM tells ${THEN}, the second of the three times`, now);
  }, { verbs: ['SITE'] }),

  ...([['month', '20211301000000'], ['word', '2021OCT1000000']] as const).map(([what, time]) => check(`older-commands/site-utime-of-a-wrong-${what}`, `leaves the time alone when it refuses SITE UTIME ${time}`, ['FTP-OLD-R25'], async (tester) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE UTIME ${THEN} ${name}`);
    const before = await changed(session, name);
    const reply = await session.command(`SITE UTIME ${time} ${name}`, { 'path missing': false, 'access denied': false });
    const now = await changed(session, name);
    if (reply.code >= 400) session.require(now === before, 'FTP-OLD-R25', `MDTM tells ${before} as before`, now, 'Check the whole date before you set anything.');
  }, { verbs: ['SITE'] })),

  check('older-commands/site-utime-stays-inside', 'sets no time outside the served directory', ['FTP-OLD-R27'], (tester) => withOutside(tester, async (outside) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE UTIME ${THEN} ${name}`);
    for (const way of outside.ways(outside.file)) {
      await session.command(`SITE UTIME ${THEN} ${way}`);
      const now = (await stat(join(outside.path, outside.file))).mtime;
      session.require(now.getTime() === SECRET_TIME.getTime(), 'FTP-OLD-R27', `SITE UTIME ${THEN} ${way} changes nothing`, `a file beside the served directory was changed ${now.toISOString()}`);
    }
  }), { verbs: ['SITE'] }),

  check('older-commands/site-utime-needs-a-login', 'sets no time for whoever is not logged in', ['FTP-OLD-R26', 'FTP-OLD-20'], async (tester) => {
    const { session, name } = await withFile(tester);
    await served(session, `SITE UTIME ${THEN} ${name}`);
    const before = await changed(session, name);
    const stranger = await tester.session();
    await stranger.command(`SITE UTIME 19990101000000 ${name}`);
    const now = await changed(session, name);
    stranger.require(now === before, 'FTP-OLD-R26', `MDTM tells ${before} as before`, now);
  }, { verbs: ['SITE'] }),
];

async function withFile(tester: Tester): Promise<{ session: Session; name: string }> {
  const session = await tester.login();
  return { session, name: await tester.place(session, BODY) };
}
