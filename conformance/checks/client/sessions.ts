import { Writable } from 'node:stream';
import { inside } from '../files/working-directory.ts';
import { check, type Check } from '../../check.ts';
import { clientCheck, download, source } from './client-check.ts';
import { withClients } from './real-client.ts';

const BODY = Buffer.from(Array.from({ length: 50_000 }, (_, at) => at * 7 + (at >> 8)));

/** basic-ftp: logging in, walking about, several at a time. */
export const sessionClientChecks: readonly Check[] = [
  check('client/logs-in', 'lets basic-ftp log in and choose its settings', ['FTP-ACC-37', 'FTP-XFR-R1'], (tester) => withClients(tester, 'FTP-ACC-37', 1, async ([real]) => {
    await real!.access();
    const reply = await real!.client.send('NOOP');
    real!.require(reply.code === 200, '200', `${reply.code}`);
  }), { verbs: ['USER', 'PASS', 'TYPE', 'STRU'] }),

  clientCheck('reads-the-features', 'lets basic-ftp read the features', ['FTP-INF-R2'], ['FEAT'], async (_, client, real) => {
    // basic-ftp trims lines, so it reads more than RFC 2389 allows; an empty map means that it could read nothing.
    const reply = await client.sendIgnoringError('FEAT');
    if (reply.code >= 400) return;
    const features = await client.features();
    real.require(features.size > 0 || !reply.message.includes('\n'), 'features, a line each', reply.message.slice(0, 200));
  }),

  clientCheck('walks-through-directories', 'lets basic-ftp go into a directory and back', ['FTP-FIL-R2', 'FTP-FIL-R3'], ['PWD', 'CWD', 'CDUP'], async (tester, client, real) => {
    const home = await client.pwd();
    const name = tester.fixtures.need('directory');
    await client.cd(name);
    const there = await client.pwd();
    real.require(there === inside(home, name), `the directory ${name} in ${home}`, there);
    await client.cdup();
    const back = await client.pwd();
    real.require(back === home, home, back);
  }),

  check('client/works-in-parallel', 'serves four clients at a time without mixing their files', ['FTP-XFR-R32'], (tester) => withClients(tester, 'FTP-XFR-R32', 4, async (reals) => {
    await Promise.all(reals.map((real) => real.entered()));
    const names = reals.map(() => tester.file(tester.name('.bin')));
    const bodies = reals.map((_, at) => Buffer.concat([Buffer.from(`client ${at} `), BODY]));
    await Promise.all(reals.map(({ client }, at) => client.uploadFrom(source(bodies[at]!), names[at]!)));
    const got = await Promise.all(reals.map(({ client }, at) => download(client, names[at]!)));
    reals.forEach((real, at) => real.require(got[at]!.equals(bodies[at]!), 'each client gets its own file', `client ${at} got ${got[at]!.length} bytes, other than its ${bodies[at]!.length}`));
  }), { verbs: ['STOR', 'RETR'] }),

  check('client/survives-a-close', 'serves the next client after one that closed in mid-transfer', ['FTP-FAI-R7'], (tester) => withClients(tester, 'FTP-FAI-R7', 2, async ([leaving, next]) => {
    const client = await leaving!.entered();
    const sink = new Writable({ write(_chunk, _encoding, done) { client.close(); done(); } });
    // It ends with the client's own complaint that it was closed.
    await client.downloadTo(sink, tester.fixtures.need('large')).catch(() => {});
    await next!.access();
    const body = await download(next!.client, tester.fixtures.need('file'));
    next!.require(body.equals(tester.fixtures.text), 'the next client retrieves a file', `${body.length} bytes`);
  }), { verbs: ['RETR'] }),
];
