import { join } from 'node:path';
import { noise } from '../../../src/noise.ts';
import { check } from '../../check.ts';
import { hundredMib, lookAtHundredMib, placeHundredMib, receiveHundredMib } from '../../dialects/hundred-mib.ts';
import { restart } from '../../dialects/restart.ts';
import { describe } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { openData, receive } from '../../transfers.ts';
import { requireSame } from '../transfer/same-bytes.ts';

/** So many time-outs may a file of 100 MiB take. */
const PATIENCE = 10;
const ROOM = 'Catch the error of each write, answer 452 and remove what came.';

/** What the server has on its disk: much of it, too much for it, and after a restart. */
export const storageChecks = [
  check('protocol/sends-100-mib', 'sends a file of 100 MiB', ['MIN-PRO-R3', 'MIN-PRO-R4'], async (tester) => {
    const name = tester.file(tester.name('.bin'));
    await placeHundredMib(join(directoryOf(tester), name));
    const session = await tester.login();
    const data = await (await openData(tester, session, 'REPLY')).connection(await session.succeeds(`RETR ${name}`));
    const wrong = await receiveHundredMib(data, PATIENCE * session.timeout);
    session.require(wrong === null, 'MIN-PRO-R3', 'the bytes of the file', wrong ?? '');
    data.end();
    await session.finalReply();
  }, { verbs: ['RETR'] }),

  check('protocol/stores-100-mib', 'stores a file of 100 MiB', ['MIN-PRO-R3'], async (tester) => {
    const name = tester.file(tester.name('.bin'));
    const path = join(directoryOf(tester), name);
    const session = await tester.login();
    const data = await (await openData(tester, session, 'REPLY')).connection(await session.succeeds(`STOR ${name}`));
    await data.send(hundredMib(), { deadline: PATIENCE * session.timeout });
    data.end();
    await session.finalReply();
    const wrong = await lookAtHundredMib(path);
    session.require(wrong === null, 'MIN-PRO-R3', 'the file as it was sent', wrong ?? '');
  }, { verbs: ['STOR'] }),

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

function directoryOf({ testee }: Tester): string {
  if (testee.root === null) throw new Stop('skipped', 'the served directory is not known: give --root');
  return testee.root;
}
