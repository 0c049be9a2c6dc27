import { check } from '../../check.ts';
import { describe } from '../../session.ts';

/** Who is greeted, and when. */
export const greetingChecks = [
  check('access/greets-unasked', 'greets before the client has said anything', ['FTP-ACC-R1'], async (tester) => {
    const session = await tester.connect();
    const arrival = await session.control.reply();
    session.require(arrival.kind === 'reply', 'FTP-ACC-R1', 'a greeting', 'nothing', 'Send 220 when the connection is accepted, before the first read.');
    if (arrival.kind === 'reply') session.require([120, 220, 421].includes(arrival.reply.code), 'FTP-ACC-R1', '220, 120 or 421', describe(arrival.reply));
  }),

  check('access/greets-while-others-are-connected', 'greets a client while another one is logged in and idle', ['FTP-ACC-R1', 'FTP-ACC-R6'], async (tester) => {
    await tester.login();
    const second = await tester.connect();
    const arrival = await second.control.reply();
    second.require(arrival.kind === 'reply', 'FTP-ACC-R1', 'a greeting', 'nothing', 'Serve each client in a thread, task or process of its own: accept() must not wait for the client before.');
  }),

  check('access/commands-before-the-greeting', 'answers commands that the client sent before it read the greeting', ['FTP-ACC-R1', 'FTP-FAI-R2'], async (tester) => {
    const { user, password, account } = tester.testee;
    const session = await tester.connect();
    session.send(`USER ${user}`);
    session.send(`PASS ${password}`, { 'password wrong': false });
    if (account !== undefined) session.send(`ACCT ${account}`, { 'account wrong': false });
    session.send('PWD');
    for (let replies = account === undefined ? 4 : 5; replies > 0; replies -= 1) await session.finalReply();
  }, { verbs: ['USER', 'PASS'] }),
];
