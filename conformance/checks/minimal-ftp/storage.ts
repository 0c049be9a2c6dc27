import { noise } from '../../../src/noise.ts';
import { check } from '../../check.ts';
import { restart } from '../../dialects/restart.ts';
import { describe } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { openData, receive } from '../../transfers.ts';
import { hundredMibChecks } from '../hundred-mib.ts';
import { requireSame } from '../transfer/same-bytes.ts';

const ROOM = 'Catch the error of each write, answer 452 and remove what came.';

/** What the server has on its disk: much of it, too much for it, and after a restart. */
export const storageChecks = [
  ...hundredMibChecks('protocol', 'MIN-PRO-R3'),

  check('protocol/stor-disk-full', 'refuses an upload that finds no room, keeps nothing of it, and goes on', ['MIN-PRO-26', 'MIN-PRO-R7'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(tester.name('-disk-full'));
    const body = noise(300_000);
    const data = await (await openData(tester, session, 'REPLY')).connection(await session.succeeds(`STOR ${name}`));
    await data.send(body, { deadline: session.timeout });
    data.end();
    const reply = await session.reply();
    if (reply.code < 300) {
      requireSame(session, 'MIN-PRO-R3', body, (await receive(tester, session, `RETR ${name}`)).bytes, ROOM);
      throw new Stop('skipped', 'the disk has room: serve a small one, such as a tmpfs');
    }
    const after = await session.command(`RETR ${name}`, { 'file missing': true });
    session.require(after.code >= 400, 'MIN-PRO-26', '550: nothing is kept of the upload', describe(after), ROOM);
  }, { verbs: ['STOR'] }),

  check('protocol/file-survives-a-restart', 'has after a restart what was stored before', ['MIN-PRO-R3'], async (tester) => {
    const before = await tester.login();
    const body = noise(10_000);
    const name = await tester.place(before, body);
    await restart(tester);
    const session = await tester.login();
    requireSame(session, 'MIN-PRO-R3', body, (await receive(tester, session, `RETR ${name}`)).bytes, 'Look at the disk for each command, not in a list of what was stored.');
  }, { verbs: ['STOR', 'RETR'], exclusive: true }),
];
