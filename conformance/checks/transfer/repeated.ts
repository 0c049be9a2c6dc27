import { check, type Check } from '../../check.ts';
import { deliver, receive } from '../../transfers.ts';
import { noise } from './bodies.ts';
import { requireSame } from './same-bytes.ts';

const RULE = 'FTP-XFR-R35';
const TIMES = 20;

/** Many transfers in one session: what leaks or is left over shows. */
export const repeatedChecks: readonly Check[] = [
  ...(['PASV', 'EPSV', 'PORT'] as const).map((way) => check(`transfer/many-transfers-over-${way.toLowerCase()}`, `serves ${TIMES} downloads of one session over ${way}, each like the first`, [RULE], async (tester) => {
    const file = tester.fixtures.need('file');
    const session = await tester.login();
    await session.succeeds('TYPE I');
    for (let time = 0; time < TIMES; time += 1) requireSame(session, RULE, tester.fixtures.text, (await receive(tester, session, `RETR ${file}`, way)).bytes, 'Give each transfer a data connection of its own, and close it when it has ended.');
  }, { verbs: ['RETR', way] })),

  check('transfer/uploads-and-downloads-in-turn', 'stores and sends in turn without leaving anything of the one in the other', [RULE], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    for (let time = 1; time <= TIMES / 2; time += 1) {
      const name = tester.file(tester.name('.bin'));
      const body = noise(1000 * (TIMES - time), time);
      await deliver(tester, session, `STOR ${name}`, body);
      requireSame(session, RULE, body, (await receive(tester, session, `RETR ${name}`)).bytes);
      await receive(tester, session, 'LIST');
    }
  }, { verbs: ['STOR', 'RETR', 'LIST'] }),
];
