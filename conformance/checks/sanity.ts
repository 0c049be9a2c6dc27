import { check } from '../check.ts';
import { inStep } from '../in-step.ts';

/** The least that every other check builds on. The runner puts the first of them first. */
export const sanity = [
  check('access/logs-in-and-out', 'greets, logs the user in and says goodbye', ['FTP-ACC-3', 'FTP-ACC-26', 'FTP-ACC-37', 'FTP-ACC-70'], async (tester) => {
    const session = await tester.connect();
    await session.finalReply();
    await tester.logIn(session);
    await inStep(tester, session);
    await session.succeeds('QUIT');
    await session.ended('FTP-ACC-R8');
  }, { verbs: ['USER', 'PASS', 'NOOP', 'QUIT'] }),
];
