import { check } from '../../check.ts';
import { stored } from '../../checks/transfer/stored.ts';
import { requireSame } from '../../checks/transfer/same-bytes.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { deliver, receive } from '../../transfers.ts';

const RULE = 'FTP-CRS-R2';
/** No text: the beginning of a picture. Each LF in it is a byte like any other. */
const PICTURE = Buffer.from('\x89PNG\n\x1a\n\x00\x00\x00IHDR\n\n\x00\xff\n', 'latin1');
/** The same with its lines as TYPE A has them on the way. */
const ON_THE_WAY = Buffer.from('\x89PNG\r\n\x1a\r\n\x00\x00IHDR\r\n\xff\r\n', 'latin1');

/** What the wrong mode does to a file: exactly what TYPE A says. */
export const representationChecks = [
  check('course-ftp/binary-download-in-ascii-is-changed', 'sends each LF of a picture as CR LF in TYPE A, and the picture itself in TYPE I', [RULE, 'FTP-XFR-R4', 'FTP-XFR-R3'], async (tester) => {
    onUnix(tester);
    const session = await tester.login();
    const name = await tester.place(session, PICTURE);
    requireSame(session, 'FTP-XFR-R3', PICTURE, (await receive(tester, session, `RETR ${name}`)).bytes, 'In TYPE I nothing is converted: open the file in binary mode.');
    await session.succeeds('TYPE A');
    const wanted = Buffer.from(PICTURE.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    requireSame(session, RULE, wanted, (await receive(tester, session, `RETR ${name}`)).bytes, 'In TYPE A each line end of the file is sent as CR LF, in a picture too: that is why clients ask for TYPE I.');
  }, { verbs: ['TYPE', 'RETR'] }),

  check('course-ftp/binary-upload-in-ascii-is-changed', 'stores each CR LF of a picture as LF in TYPE A', [RULE, 'FTP-XFR-R40'], async (tester) => {
    onUnix(tester);
    const session = await tester.login();
    const name = tester.file(tester.name('.png'));
    await session.succeeds('TYPE A');
    await deliver(tester, session, `STOR ${name}`, ON_THE_WAY);
    const wanted = Buffer.from(ON_THE_WAY.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    requireSame(session, RULE, wanted, await stored(tester, name), 'In TYPE A what comes is a text: its CR LF become the line ends of this system.');
  }, { verbs: ['TYPE', 'STOR'] }),
];

/** Without SYST in the profile only a server on this machine is known to end its lines in LF. */
function onUnix(tester: Tester): void {
  if (tester.testee.root === null || process.platform === 'win32') throw new Stop('skipped', 'how the server ends the lines of a text is not known: give --root');
}
