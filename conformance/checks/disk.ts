import { noise } from '../../src/noise.ts';
import { check, type Check } from '../check.ts';
import { restart } from '../dialects/restart.ts';
import { describe } from '../session.ts';
import { Stop } from '../stop.ts';
import { openData, plainWay, receive } from '../transfers.ts';
import { inBinary } from './in-binary.ts';
import { requireSame } from './transfer/same-bytes.ts';

const ROOM = 'Catch the error of each write, answer 452 and remove what came.';

/** The rules of a protocol that its disk is about. */
interface DiskRules {
  /** Files arrive as they were sent. */
  readonly whole: string;
  /** The reply to an upload that finds no room. */
  readonly full: string;
  /** Every command is answered. */
  readonly answered: string;
}

/** What a server has on its disk: too much for it, and after a restart. */
export function diskChecks(prefix: string, { whole, full, answered }: DiskRules): Check[] {
  return [
    check(`${prefix}/stor-disk-full`, 'refuses an upload that finds no room, keeps nothing of it, and goes on', [full, answered], async (tester) => {
      const session = await inBinary(tester);
      const name = tester.file(tester.name('-disk-full'));
      const body = noise(300_000);
      const data = await openData(tester, session, plainWay(tester));
      const connection = await data.connection(await session.succeeds(`STOR ${name}`, { 'no data connection': false }));
      await connection.send(body, { deadline: session.timeout });
      connection.end();
      const reply = await session.reply();
      if (reply.code < 300) {
        requireSame(session, whole, body, (await receive(tester, session, `RETR ${name}`)).bytes, ROOM);
        throw new Stop('skipped', 'the disk has room: serve a small one, such as a tmpfs');
      }
      const after = await session.command(`RETR ${name}`, { 'file missing': true });
      session.require(after.code >= 400, full, '550: nothing is kept of the upload', describe(after), ROOM);
    }, { verbs: ['STOR'] }),

    check(`${prefix}/file-survives-a-restart`, 'has after a restart what was stored before', [whole], async (tester) => {
      const before = await tester.login();
      const body = noise(10_000);
      const name = await tester.place(before, body);
      await restart(tester);
      const session = await inBinary(tester);
      requireSame(session, whole, body, (await receive(tester, session, `RETR ${name}`)).bytes, 'Look at the disk for each command, not in a list of what was stored.');
    }, { verbs: ['STOR', 'RETR'], exclusive: true }),
  ];
}
