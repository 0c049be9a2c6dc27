import { randomBytes } from 'node:crypto';
import { check, type Check } from '../check.ts';
import { describe } from '../session.ts';
import { deliver, receive } from '../transfers.ts';
import { diskChecks } from './disk.ts';
import { line, nextReply } from '../exchange.ts';
import { hundredMibChecks } from './hundred-mib.ts';
import { sendInPieces } from './in-pieces.ts';
import { directoryChecks } from './minimal-ftp/directories.ts';
import { transferChecks } from './minimal-ftp/transfers.ts';

const SIZES = [0, 1, 1023, 65_535, 65_536, 65_537, 1_048_576];

/** What the tables of minimal-ftp cannot say: bytes, names, the jail, many clients. */
export const minimalChecks: readonly Check[] = [
  check('protocol/welcomes', 'sends its welcome message without being asked', ['MIN-PRO-1', 'MIN-PRO-R1'], async (tester) => {
    const session = await tester.connect();
    const reply = await session.reply();
    session.require(reply.faults.length === 0, 'MIN-PRO-R1', 'three digits, a space, text, CR LF', `${describe(reply)} (${reply.faults.join(', ')})`);
  }),
  ...SIZES.map((size) => check(`protocol/round-trip-of-${size}-bytes`, `gives back ${size} bytes as they were sent`, ['MIN-PRO-R3', 'MIN-PRO-R4'], async (tester) => {
    const session = await tester.login();
    const body = randomBytes(size);
    const name = tester.file(tester.name('.bin'));
    await deliver(tester, session, `STOR ${name}`, body);
    const onDisk = tester.disk(name);
    if (onDisk !== undefined) session.require(onDisk?.equals(body) === true, 'MIN-PRO-R3', `${size} bytes on the disk`, `${onDisk?.length ?? 'no'} bytes, or others`);
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    session.require(bytes.equals(body), 'MIN-PRO-R3', `the ${size} bytes that were sent`, `${bytes.length} bytes${bytes.length === size ? ', not the same' : ''}`, 'Open files in binary mode, and write all that recv returns until it returns nothing.');
  }, { verbs: ['STOR', 'RETR'] })),
  check('protocol/list-shows-a-new-file', 'shows a stored file in the listing', ['MIN-PRO-20'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, Buffer.from('x'));
    const { bytes } = await receive(tester, session, 'LIST');
    session.require(bytes.includes(name), 'MIN-PRO-20', `a listing with ${name}`, `${bytes.length} bytes without it`);
  }, { verbs: ['LIST'] }),
  check('protocol/names-with-spaces', 'stores and sends a file whose name holds spaces', ['MIN-PRO-R3'], async (tester) => {
    const session = await tester.login();
    const name = tester.file(`${tester.name()} with spaces.txt`);
    await deliver(tester, session, `STOR ${name}`, Buffer.from('spaces'));
    const listing = (await receive(tester, session, 'LIST')).bytes;
    session.require(listing.includes(name), 'MIN-PRO-R3', `a listing with ${name}`, listing.toString('latin1'), 'Split the line at the first space only.');
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    session.require(bytes.toString() === 'spaces', 'MIN-PRO-R3', 'the 6 bytes', `${bytes.length} bytes`, 'Split the line at the first space only.');
  }, { verbs: ['STOR', 'RETR'] }),
  ...['../../../../../../etc/passwd', '/etc/passwd', '../../../../../../../../etc/hostname'].map((path, index) => check(`protocol/stays-inside-${index + 1}`, `sends nothing for ${path}`, ['MIN-PRO-R5'], async (tester) => {
    const session = await tester.login();
    session.send(`RETR ${path}`);
    const reply = await session.reply();
    session.require(reply.code >= 400, 'MIN-PRO-R5', '550: the path leads nowhere inside the served directory', describe(reply), 'Resolve the path and compare it with the served directory before opening.');
  }, { verbs: ['RETR'] })),
  check('protocol/cd-stays-inside', 'never leaves the served directory by CD ..', ['MIN-PRO-R5'], async (tester) => {
    const session = await tester.login();
    for (let level = 0; level < 12; level += 1) await session.command('CD ..');
    const { bytes } = await receive(tester, session, 'LIST');
    session.require(!/\betc\b[\s\S]*\busr\b/.test(bytes.toString('latin1')), 'MIN-PRO-R5', 'the listing of the served directory', 'a listing of the file system');
  }, { verbs: ['CD'] }),
  check('protocol/commands-in-pieces', 'takes a command that comes byte by byte', ['MIN-PRO-R1'], async (tester) => {
    const session = await tester.login();
    const text = `CD ${tester.fixtures.need('directory')}`;
    await sendInPieces(tester, session, line(text), Array.from({ length: text.length + 1 }, () => 1));
    const reply = await nextReply(session, 'MIN-PRO-R1');
    session.require(reply.code === 250 || reply.code === 200, 'MIN-PRO-R1', '250', describe(reply), 'TCP keeps no message boundaries: gather bytes until CR LF.');
  }, { verbs: ['CD'] }),
  check('protocol/commands-in-one-piece', 'answers two commands that come in one segment', ['MIN-PRO-R1', 'MIN-PRO-R7'], async (tester) => {
    const session = await tester.login();
    const lines = [`CD ${tester.name('-missing')}`, `RETR ${tester.name('-missing')}`];
    session.sendRaw(Buffer.from(lines.map((line) => `${line}\r\n`).join('')), lines);
    await session.reply();
    await session.reply();
  }),
  check('protocol/many-clients', 'serves twenty clients at the same time', ['MIN-PRO-R6'], async (tester) => {
    const sessions = await Promise.all(Array.from({ length: 20 }, () => tester.login()));
    const file = tester.fixtures.need('file');
    const bodies = await Promise.all(sessions.map((session) => receive(tester, session, `RETR ${file}`)));
    sessions[0]!.require(bodies.every(({ bytes }) => bytes.equals(tester.fixtures.text)), 'MIN-PRO-R6', 'the same file for each client', `sizes ${bodies.map(({ bytes }) => bytes.length).join(', ')}`);
  }, { verbs: ['RETR'] }),
  check('protocol/quit-closes', 'says goodbye at QUIT and closes', ['MIN-PRO-30', 'MIN-PRO-R11'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('QUIT');
    await session.ended('MIN-PRO-R11');
  }, { verbs: ['QUIT'] }),
  check('protocol/exit-is-quit', 'takes EXIT for QUIT', ['MIN-PRO-30'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('EXIT');
    await session.ended('MIN-PRO-30');
  }, { verbs: ['EXIT'] }),
  check('protocol/lower-case', 'knows commands in lower case', ['MIN-PRO-R1'], async (tester) => {
    const session = await tester.login();
    await receive(tester, session, 'list');
  }, { verbs: ['LIST'] }),
  ...directoryChecks,
  ...transferChecks,
  ...hundredMibChecks('protocol', 'MIN-PRO-R3'),
  ...diskChecks('protocol', { whole: 'MIN-PRO-R3', full: 'MIN-PRO-26', answered: 'MIN-PRO-R7' }),
];
