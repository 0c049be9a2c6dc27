import { check } from '../../check.ts';
import { deliver, openData, receive } from '../../transfers.ts';
import { noise } from './bodies.ts';
import { possible, restarted } from './restarted.ts';
import { replace } from './replace.ts';
import { requireSame } from './same-bytes.ts';
import { requireStored, stored } from './stored.ts';

const BODY = noise(5000, 12);
const POSITIONS = [
  ['restart-at-the-start', 'sends the whole file after REST 0', 0],
  ['restart-in-the-middle', 'sends a file from the byte on that REST names', 2345],
  ['restart-at-the-last-byte', 'sends the last byte alone when REST names it', BODY.length - 1],
] as const;

/** REST: where the next transfer starts. */
export const restartChecks = [
  ...POSITIONS.map(([id, title, position]) => check(`transfer/${id}`, title, ['FTP-XFR-R17'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    requireSame(session, 'FTP-XFR-R17', BODY.subarray(position), await restarted(tester, session, [position], name, possible(session)), 'Seek to the position before you read.');
  }, { verbs: ['REST', 'RETR'] })),

  check('transfer/last-rest-counts', 'starts at the position of the last REST', ['FTP-XFR-R17'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    requireSame(session, 'FTP-XFR-R17', BODY.subarray(1000), await restarted(tester, session, [4000, 1000], name, possible(session)));
  }, { verbs: ['REST'] }),

  check('transfer/restart-holds-once', 'sends the whole file by the RETR after the restarted one', ['FTP-XFR-R18'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    await restarted(tester, session, [4000], name, possible(session));
    requireSame(session, 'FTP-XFR-R18', BODY, (await receive(tester, session, `RETR ${name}`)).bytes, 'Set the position back to 0 when a transfer has used it.');
  }, { verbs: ['REST', 'RETR'] }),

  check('transfer/restart-does-not-reach-an-upload', 'stores a whole file by the STOR after a restarted RETR', ['FTP-XFR-R18'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    await restarted(tester, session, [4000], name, possible(session));
    const body = Buffer.from('new');
    await replace(tester, session, name, body);
    await requireStored(tester, session, 'FTP-XFR-R18', name, body);
  }, { verbs: ['REST', 'STOR'] }),

  check('transfer/restarted-upload-overwrites-from-there', 'keeps what lies before the position of REST and STOR', ['FTP-XFR-R19'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    const rest = noise(3000, 13);
    const data = await openData(tester, session, 'PASV');
    await session.succeeds('REST 3000');
    await session.succeeds(`STOR ${name}`, { 'no data connection': false });
    const connection = await data.connection();
    await connection.send(rest, { deadline: session.timeout });
    connection.end();
    await session.finalReply();
    await requireStored(tester, session, 'FTP-XFR-R19', name, Buffer.concat([BODY.subarray(0, 3000), rest]), 'Open the file without truncation, seek to the position, then write.');
  }, { verbs: ['REST', 'STOR'] }),

  check('transfer/restarted-upload-holds-once', 'sends the whole file by the RETR after a restarted STOR', ['FTP-XFR-R18'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    await session.given('REST', () => session.succeeds('REST 3000'));
    await session.given('STOR', () => deliver(tester, session, `STOR ${name}`, noise(3000, 15)));
    const { length } = await stored(tester, name);
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    session.require(bytes.length === length, 'FTP-XFR-R18', `${length} bytes, as the file has`, `${bytes.length} bytes`, 'Set the position back to 0 when a transfer has used it.');
  }, { verbs: ['REST', 'STOR'] }),

  check('transfer/restarted-append-is-an-upload', 'takes APPE after REST for STOR after REST, or refuses it', ['FTP-XFR-R51'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    const rest = noise(3000, 14);
    const data = await openData(tester, session, 'PASV');
    await session.succeeds('REST 3000');
    session.send(`APPE ${name}`, { 'no data connection': false });
    const reply = await session.reply();
    if (reply.code >= 400) return data.close();
    const connection = await data.connection();
    await connection.send(rest, { deadline: session.timeout });
    connection.end();
    await session.finalReply();
    await requireStored(tester, session, 'FTP-XFR-R51', name, Buffer.concat([BODY.subarray(0, 3000), rest]), 'APPE with a position writes there, not at the end.');
  }, { verbs: ['REST', 'APPE'] }),
];
