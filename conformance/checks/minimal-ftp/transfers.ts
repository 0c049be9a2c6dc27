import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { check } from '../../check.ts';
import { largeBody } from '../../make-fixtures.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { deliver, openData, receive } from '../../transfers.ts';
import type { DataConnection } from '../../../src/client/data-connection.ts';
import { requireSame } from '../transfer/same-bytes.ts';

/** Milliseconds in which a reply that comes too early has come. */
const EARLY = 80;
const CATCH = 'Catch the exception of a broken connection in the thread of that client.';

/** Transfers over the port that the 150 reply names. */
export const transferChecks = [
  check('protocol/large-file-arrives-whole', 'sends a file of 8 MiB whole', ['MIN-PRO-R3', 'MIN-PRO-R4'], async (tester) => {
    const session = await tester.login();
    requireSame(session, 'MIN-PRO-R3', largeBody(), (await receive(tester, session, `RETR ${tester.fixtures.need('large')}`)).bytes, 'Send in a loop, or with sendall(): one send() takes what fits.');
  }, { verbs: ['RETR'] }),

  check('protocol/stor-replaces-a-longer-file', 'leaves nothing of a longer file that STOR replaces', ['MIN-PRO-R9'], async (tester) => {
    const session = await tester.login();
    const name = await tester.place(session, Buffer.from('a longer text than the next'));
    await deliver(tester, session, `STOR ${name}`, Buffer.from('short'));
    requireSame(session, 'MIN-PRO-R9', Buffer.from('short'), (await receive(tester, session, `RETR ${name}`)).bytes, 'Open the file so that it is emptied: mode "wb".');
  }, { verbs: ['STOR'] }),

  check('protocol/twenty-transfers', 'names a port that works for each of twenty transfers', ['MIN-PRO-R2', 'MIN-PRO-R4'], async (tester) => {
    const session = await tester.login();
    for (let transfer = 0; transfer < 20; transfer += 1) {
      requireSame(session, 'MIN-PRO-R2', tester.fixtures.text, (await receive(tester, session, `RETR ${tester.fixtures.need('file')}`)).bytes);
    }
  }, { verbs: ['RETR'] }),

  check('protocol/reply-waits-for-the-end', 'says nothing of the end of a download while the client has not read it', ['MIN-PRO-R4', 'MIN-PRO-21'], async (tester) => {
    const session = await tester.login();
    const data = await begin(tester, session, `RETR ${tester.fixtures.need('large')}`);
    const early = await session.control.quiet(EARLY);
    session.require(early === null, 'MIN-PRO-R4', 'no reply before the last byte is sent', early === null ? '' : describe(early));
    await data.receive({ deadline: session.timeout });
    await session.finalReply();
  }, { verbs: ['RETR'] }),

  check('protocol/stor-stays-inside', 'stores no file outside the served directory', ['MIN-PRO-R5'], async (tester) => {
    const { root } = tester.testee;
    if (root === null) throw new Stop('skipped', 'the served directory is not known: give --root');
    const session = await tester.login();
    const name = tester.name('-outside');
    session.send(`STOR ../${name}`);
    const reply = await session.reply();
    // A server may well take the name for one in its own top directory.
    if (reply.code < 200) {
      tester.file(name);
      const data = await dataOf(tester, session, reply);
      await data.send(Buffer.from('x'), { deadline: session.timeout });
      data.end();
      await session.finalReply();
    }
    const outside = join(root, '..', name);
    const escaped = await readFile(outside).then(() => true, () => false);
    await rm(outside, { force: true });
    session.require(!escaped, 'MIN-PRO-R5', 'no file above the served directory', `there is one: ${outside}`, 'Resolve the path and compare it with the served directory before opening.');
  }, { verbs: ['STOR'] }),

  ...(['RETR', 'STOR'] as const).map((verb) => check(`protocol/client-gone-in-${verb === 'RETR' ? 'a-download' : 'an-upload'}`, `serves others after a client has gone in ${verb === 'RETR' ? 'a download' : 'an upload'}`, ['MIN-PRO-R10'], async (tester) => {
    const [leaving, session] = [await tester.login(), await tester.login()];
    const data = await leaving.given('a transfer', () => begin(tester, leaving, verb === 'RETR' ? `RETR ${tester.fixtures.need('large')}` : `STOR ${tester.file(tester.name('.bin'))}`));
    data.pause();
    if (verb === 'STOR') await data.send(Buffer.alloc(100_000), { deadline: leaving.timeout });
    data.reset();
    leaving.control.reset();
    // Whoever was there is served, and so is whoever comes next.
    for (const next of [async () => session, () => tester.connect()]) {
      const client = await next();
      if (client !== session) await client.reply();
      requireSame(client, 'MIN-PRO-R10', tester.fixtures.text, (await receive(tester, client, `RETR ${tester.fixtures.need('file')}`)).bytes, CATCH);
    }
  }, { verbs: [verb] })),
];

async function begin(tester: Tester, session: Session, line: string): Promise<DataConnection> {
  return dataOf(tester, session, await session.succeeds(line));
}

async function dataOf(tester: Tester, session: Session, preliminary: Parameters<Awaited<ReturnType<typeof openData>>['connection']>[0]): Promise<DataConnection> {
  return (await openData(tester, session, 'REPLY')).connection(preliminary);
}
