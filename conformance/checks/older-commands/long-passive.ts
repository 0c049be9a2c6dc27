import { scanLongPassive } from '../../../src/wire/long-address.ts';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { connectTo, passivePort, receive } from '../../transfers.ts';
import { requireSame } from '../transfer/same-bytes.ts';
import { filesOver } from '../transfer/ways.ts';

/** LPSV: what its reply says, and that the server listens there. */
export const longPassiveChecks: readonly Check[] = [
  check('transfer/lpsv-when-any-address', 'answers LPSV by 228 when it knows long addresses', ['FTP-OLD-8'], async (tester) => {
    const session = await tester.login();
    await asked(session);
  }, { verbs: ['LPSV'] }),

  check('older-commands/228-names-a-long-address', 'names in 228 an address whose lengths are those of its numbers', ['FTP-OLD-R1'], async (tester) => {
    const session = await tester.login();
    const reply = await asked(session);
    const address = scanLongPassive(reply.lines.join(' '));
    if (address === null || address.port === 0) session.fail('FTP-OLD-R1', ['(4,4,h1,h2,h3,h4,2,p1,p2) or (6,16,h1,…,h16,2,p1,p2)'], describe(reply), 'The first number is the version of IP, 4 or 6; before the numbers of the host and before those of the port stands how many they are.');
  }, { verbs: ['LPSV'] }),

  check('older-commands/lpsv-listens-before-it-replies', 'listens already when its reply to LPSV arrives', ['FTP-OLD-R2'], async (tester) => {
    const session = await tester.login();
    for (let time = 0; time < 4; time += 1) (await connectTo(tester, session, await passivePort(tester, session, 'LPSV'), 'LPSV')).destroy();
  }, { verbs: ['LPSV'] }),

  ...filesOver('older-commands', 'LPSV', { download: ['FTP-OLD-R2', 'FTP-OLD-8'], sent: 'FTP-OLD-R2', upload: ['FTP-OLD-R2', 'FTP-OLD-8'], stored: 'FTP-OLD-R2' }),

  check('older-commands/lpsv-again-and-again', 'opens a port of its own for each LPSV', ['FTP-OLD-R6'], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    await passivePort(tester, session, 'LPSV');
    for (let time = 0; time < 2; time += 1) requireSame(session, 'FTP-OLD-R6', tester.fixtures.text, (await receive(tester, session, `RETR ${file}`, 'LPSV')).bytes);
  }, { verbs: ['LPSV'] }),
];

/** LPSV where the server has it. */
async function asked(session: Session): ReturnType<Session['succeeds']> {
  const reply = await session.succeeds('LPSV', { 'no port to listen on': false });
  if (reply.code >= 400) throw new Stop('not-implemented', `LPSV is refused: ${describe(reply)}`);
  return reply;
}
