import { check } from '../../check.ts';
import { inStep } from '../../in-step.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { openData } from '../../transfers.ts';
import { exchange, nextReply } from '../../exchange.ts';
import { noise } from './bodies.ts';
import { possible, restarted } from './restarted.ts';

const BODY = noise(5000, 14);
/** Positions that a number of too few bits turns into 3. */
const WRAPPING = [['2-to-the-32', '4294967299', 'FTP-XFR-46'], ['2-to-the-63', '9223372036854775811', 'FTP-XFR-R20'], ['2-to-the-64', '18446744073709551619', 'FTP-XFR-R20']] as const;

/** Positions at which there is nothing to send. */
export const restartLimitChecks = [
  check('transfer/restart-at-the-end', 'sends nothing when REST names the end of the file', ['FTP-XFR-R17'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    const bytes = await restarted(tester, session, [BODY.length], name, {});
    session.require(bytes.length === 0, 'FTP-XFR-R17', 'no byte, or a refusal', `${bytes.length} bytes`);
  }, { verbs: ['REST', 'RETR'] }),

  check('transfer/restart-beyond-the-end', 'sends nothing when REST names a position beyond the end of the file', ['FTP-XFR-46'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    const bytes = await restarted(tester, session, [BODY.length + 1], name, { ...possible(session), 'restart position impossible': true });
    session.require(bytes.length === 0, 'FTP-XFR-46', '554, or no byte', `${bytes.length} bytes`);
    await inStep(tester, session);
  }, { verbs: ['REST', 'RETR'] }),

  ...WRAPPING.map(([power, position, rule]) => check(`transfer/restart-beyond-${power}`, `does not take REST ${position} for REST 3`, [rule], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, BODY);
    await session.succeeds('REST 0');
    const bytes = await attempt(tester, session, position, name, rule);
    session.require(bytes === 0, rule, 'no byte, or a refusal', `${bytes} bytes of the file`, 'Parse the position into 64 bits and refuse what does not fit.');
  }, { verbs: ['REST', 'RETR'] })),
];

/** REST with a huge position, past the observer, and RETR if it is taken; returns the number of bytes that came. */
async function attempt(tester: Tester, session: Session, position: string, name: string, rule: string): Promise<number> {
  const data = await openData(tester, session, 'PASV');
  if ((await exchange(session, `REST ${position}`, rule)).code >= 400) return 0;
  if ((await exchange(session, `RETR ${name}`, rule)).code >= 400) return 0;
  const { bytes } = await (await data.connection()).receive({ deadline: session.timeout });
  await nextReply(session, rule);
  return bytes.length;
}
