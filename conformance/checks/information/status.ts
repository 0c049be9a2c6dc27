import { check, type Check } from '../../check.ts';
import { inStep } from '../../in-step.ts';
import { describe, type Session } from '../../session.ts';
import type { DataConnection } from '../../../src/client/data-connection.ts';
import type { Tester } from '../../tester.ts';
import { openData } from '../../transfers.ts';
import { formFaults } from './form-faults.ts';

/** Milliseconds in which a server that answers STAT at once has answered. */
const AT_ONCE = 1000;

/** Begins to retrieve the large file and stops reading, so that the transfer runs on. */
async function running(tester: Tester, session: Session): Promise<DataConnection> {
  return session.given('a running transfer', async () => {
    await session.succeeds('TYPE I');
    const data = await openData(tester, session, 'PASV');
    await session.succeeds(`RETR ${tester.fixtures.need('large')}`, { 'no data connection': false });
    const connection = await data.connection();
    await connection.receive({ deadline: session.timeout, limit: 64 * 1024 });
    connection.pause();
    return connection;
  });
}

/** STAT in all its forms. */
export const statusChecks: readonly Check[] = [
  check('information/stat-lists-a-directory', 'lists a directory inside the reply to STAT', ['FTP-INF-R6'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds(`STAT ${tester.fixtures.need('fullDirectory')}`, { 'names a directory': true, 'path missing': false });
    session.require(reply.lines.some((line) => line.includes('inside.txt')), 'FTP-INF-R6', 'a line for inside.txt in the reply', describe(reply), 'The listing comes over the control connection, between the first and the last line of the reply.');
  }, { verbs: ['STAT'] }),

  check('information/stat-shows-strangers-no-files', 'lists nothing by STAT before the login', ['FTP-ACC-R13'], async (tester) => {
    const session = await tester.session();
    const reply = await session.command(`STAT ${tester.fixtures.need('fullDirectory')}`);
    session.require(!reply.lines.some((line) => line.includes('inside.txt')), 'FTP-ACC-R13', 'no line for inside.txt', describe(reply), 'STAT with a path works on files: it needs a login, as LIST does.');
  }, { verbs: ['STAT'] }),

  check('information/stat-tells-of-a-file', 'tells of a file inside the reply to STAT', ['FTP-INF-R6'], async (tester) => {
    const session = await tester.login();
    const file = tester.fixtures.need('file');
    const reply = await session.succeeds(`STAT ${file}`, { 'names a file': true, 'names a directory': false, 'path missing': false });
    session.require(reply.lines.some((line) => line.includes(file)), 'FTP-INF-R6', `a line for ${file} in the reply`, describe(reply));
  }, { verbs: ['STAT'] }),

  check('information/stat-listing-is-one-reply', 'sends the listing of STAT as one reply', ['FTP-INF-R6', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds(`STAT ${tester.fixtures.need('fullDirectory')}`, { 'names a directory': true, 'path missing': false });
    const faults = formFaults(reply);
    session.require(faults.length === 0, 'FTP-INF-R6', 'lines of one reply of several lines', `${describe(reply)} (${faults.join(', ')})`, 'No line of the listing may begin with three digits; the last line is the code and a space.');
    await inStep(tester, session);
  }, { verbs: ['STAT'] }),

  check('information/stat-tells-the-type', 'tells by STAT which type is in force', ['FTP-INF-R10'], async (tester) => {
    const session = await tester.login();
    const told: string[] = [];
    for (const type of ['A', 'I']) {
      await session.succeeds(`TYPE ${type}`);
      // Numbers may be times and counts.
      told.push((await session.succeeds('STAT')).lines.join(' ').replace(/\d+/g, ''));
    }
    session.require(told[0] !== told[1], 'FTP-INF-R10', 'another text in TYPE I than in TYPE A', 'the same text', 'RFC 959 §4.1.3: "current values of all transfer parameters and the status of connections".');
  }, { verbs: ['STAT'] }),

  check('information/stat-status-is-one-reply', 'tells its status by STAT in one reply', ['FTP-INF-14', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('STAT');
    await inStep(tester, session);
  }, { verbs: ['STAT'] }),

  check('information/stat-is-answered-during-a-transfer', 'answers STAT at once during a transfer', ['FTP-INF-R5'], async (tester) => {
    const session = await tester.login();
    await session.given('STAT', () => session.succeeds('STAT'));
    const data = await running(tester, session);
    session.send('STAT');
    const arrival = await session.control.reply(Math.min(AT_ONCE, session.timeout));
    await data.receive({ deadline: session.timeout });
    const expected = '211 with the status of the transfer, while it runs';
    if (arrival.kind === 'reply') {
      session.observer.reply(arrival.reply.code);
      session.require(arrival.reply.code >= 211 && arrival.reply.code <= 213, 'FTP-INF-R5', expected, describe(arrival.reply));
      await session.finalReply();
    } else {
      session.fail('FTP-INF-R5', [expected], arrival.kind === 'silence' ? `nothing within ${Math.round(arrival.waited)} ms` : 'the server closed the connection', 'Read the control connection while data is being sent.');
    }
  }, { verbs: ['STAT', 'RETR'] }),

  check('information/stat-during-a-transfer-is-not-lost', 'answers STAT and completes the transfer, in either order', ['FTP-INF-R7', 'FTP-FAI-R1'], async (tester) => {
    const session = await tester.login();
    await session.given('STAT', () => session.succeeds('STAT'));
    const data = await running(tester, session);
    session.send('STAT');
    const { how } = await data.receive({ deadline: session.timeout });
    session.require(how === 'end', 'FTP-INF-R7', 'the transfer goes on to its end', `the data connection ended by ${how}`);
    const replies = [await session.reply(), await session.reply()];
    session.require(replies.some((reply) => reply.code >= 211 && reply.code <= 213), 'FTP-INF-R7', 'a reply to STAT beside that of the transfer', replies.map(describe).join(' and '));
    await inStep(tester, session);
  }, { verbs: ['STAT', 'RETR'] }),
];
