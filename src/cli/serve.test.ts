import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ControlConnection } from '../client/control-connection.ts';
import { Transcript } from '../client/transcript.ts';
import { ftpspec, startFtpspec } from './ftpspec-process.ts';

// Each start of the program costs seconds of a processor that others want too.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftpspec-serve-'));
  await writeFile(join(folder, 'hello.txt'), 'hello\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.concurrent('serves, logs without passwords, and ends at SIGTERM: 421 for the clients, statistics, exit code 0', async () => {
  const file = join(folder, 'logs', 'ftp.log');
  const server = startFtpspec('serve', '--port', '0', '--root', folder, '--user', 'tést:sécret:1', '--anonymous', '--log-level', 'debug', '--log-file', file, '--max-sessions', '2', '--grace', '1', '--passive-ports', '40000-60000', '--passive-address', '192.0.2.7', '--idle', '60');
  try {
    const port = Number((await server.until(/listening on 127\.0\.0\.1:(\d+)\nusers: tést, anonymous \(reads only\)/))[1]);
    const client = await open(port);
    expect(await client.say('USER tést', 'PASS sécret:1', 'TYPE I', 'SIZE hello.txt', 'PASV')).toEqual([331, 230, 200, 213, 227]);
    expect(client.text()).toMatch(/192,0,2,7,(\d+),/);
    const second = await open(port);
    const third = await open(port);
    expect([second.first, third.first]).toEqual([220, 421]);
    server.signal('SIGTERM');
    expect(await client.next()).toBe(421);
    expect(await server.ended).toBe(0);
    expect(server.out()).toMatch(/statistics: uptime \d+, sessions 3, .*bytes sent 0/);
    const log = (await readFile(file, 'utf8')) + server.err();
    expect(log).not.toMatch(/cret/);
    const answered = log.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line)).filter((line) => line.msg === 'answered');
    expect(answered).toContainEqual(expect.objectContaining({ on: 'PASS', argument: '***', code: 230 }));
  } finally {
    server.signal('SIGKILL');
  }
});

test.concurrent('serves inline-marker: HOST and PORT as arguments, all local addresses at the start, 221 for every client and the statistics at the end', async () => {
  const logs = join(folder, 'inline', 'logs');
  const server = startFtpspec('serve', '--protocol', 'inline-marker', '0.0.0.0', '0', '--root', folder, '--log-dir', logs);
  try {
    const port = Number((await server.until(/listening on 127\.0\.0\.1:(\d+)\n/))[1]);
    const local = Object.values(networkInterfaces()).flatMap((all) => all ?? []).filter(({ family }) => family === 'IPv4').map(({ address }) => `listening on ${address}:${port}`);
    expect(server.out().split('\n').filter((line) => line.startsWith('listening on '))).toEqual(local);
    // Nobody logs in here.
    expect(server.out()).not.toContain('users:');
    const clients = [await open(port), await open(port)];
    expect(await clients[0]!.say('SYST', 'GET nothing')).toEqual([200, 550]);
    server.signal('SIGINT');
    expect(await Promise.all(clients.map((client) => client.next()))).toEqual([221, 221]);
    expect(await server.ended).toBe(0);
    expect(server.out()).toMatch(/SIGINT: stopping.*\nstatistics: uptime \d+, sessions 2, commands 2, refused 1, .*bytes received 0\n/);
    const [name, ...others] = await readdir(logs);
    expect([name, others]).toEqual([expect.stringMatching(/^server_\d{8}_\d{6}\.log$/), []]);
    const lines = (await readFile(join(logs, name!), 'utf8')).trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - (DEBUG|INFO|WARNING|ERROR) - \[(server|127\.0\.0\.1:\d+)\] ./);
    const log = lines.join('\n');
    expect(log).toMatch(/INFO - \[127\.0\.0\.1:\d+\] connected/);
    expect(log).toMatch(/INFO - \[127\.0\.0\.1:\d+\] closed .*"commands":2,"files":0,"bytes":\{"sent":0,"received":0\}/);
    expect(log).toMatch(/what the client said .*"command":"SYST","code":200\},\{"at":"[^"]+","command":"GET nothing","code":550\}/);
    expect(log).toMatch(/INFO - \[server\] stopped \{"uptime":\d+,"sessions":2,/);
  } finally {
    server.signal('SIGKILL');
  }
});

test.concurrent.each([
  [['--protocol', 'inline-marker', '127.0.0.1', 'abc'], 1],
  [['--protocol', 'inline-marker', '--port', '65536'], 1],
  [['--port', 'abc'], 2],
  [['70000'], 2],
])('%j is no port', async (words, exit) => {
  const { code, err } = await ftpspec('serve', ...words);
  expect([code, err]).toEqual([exit, expect.stringMatching(/^ftpspec: invalid port number: (abc|65536|70000)\nA port is a whole number/)]);
});

test.concurrent('a port in use: exit code 3 and what to do', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { code, err } = await ftpspec('serve', '--port', String(port), '--root', folder);
  taken.close();
  expect([code, err]).toEqual([3, expect.stringMatching(/^ftpspec: port \d+ of 127\.0\.0\.1 is in use\n.*--port/)]);
});

test.concurrent('wrong use: exit code 2', async () => {
  const [root, user] = await Promise.all([ftpspec('serve', '--root', join(folder, 'none')), ftpspec('serve', '--user', 'nobody')]);
  expect([root.code, root.err]).toEqual([2, expect.stringContaining('cannot serve')]);
  expect([user.code, user.err]).toEqual([2, expect.stringContaining('It must be name:password.')]);
});

/** A client that hands out reply codes. */
async function open(port: number) {
  const control = await ControlConnection.open({ host: '127.0.0.1', port, timeout: 5000, transcript: new Transcript(), session: 1 });
  let text = '';
  const next = async (): Promise<number> => {
    const arrival = await control.reply(5000);
    if (arrival.kind !== 'reply') return 0;
    text = arrival.reply.lines.join('\n');
    return arrival.reply.code;
  };
  const first = await next();
  const say = async (...lines: readonly string[]): Promise<number[]> => {
    const codes: number[] = [];
    for (const line of lines) {
      control.send(line);
      codes.push(await next());
    }
    return codes;
  };
  return { first, next, say, text: () => text };
}
