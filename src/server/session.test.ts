import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendUrgent } from '../client/send-urgent.ts';
import { served } from './served.ts';
import { unreadDownload } from './unread-download.ts';
import { ANONYMOUS } from './users.ts';

const LARGE = Buffer.alloc(32 * 2 ** 20, 'x');
const IAC = 0xff;

/** Resolves when the server has ended a data connection, in order or by a reset. */
async function gone(data: Socket): Promise<void> {
  if (data.readableEnded || data.destroyed) return;
  await new Promise<void>((resolve) => { data.once('end', resolve).once('close', () => resolve()).resume(); });
}

describe('ABOR during a transfer', () => {
  it('closes the data connection, is answered 426 and 226, and leaves the session usable', async () => {
    const { client, data } = await unreadDownload(await served(onTestFinished), LARGE);
    client.send('ABOR');
    expect(await client.codes(2)).toEqual([426, 226]);
    await gone(data);
    data.end();
    expect(data.bytesRead).toBeLessThan(LARGE.length);
    expect(await client.ask('NOOP')).toMatch(/^200/);
    const next = await client.passive();
    client.send('RETR large');
    expect((await buffer(next)).length).toBe(LARGE.length);
    next.end();
    expect(await client.codes(2)).toEqual([150, 226]);
  });

  it('works behind Telnet IP and Synch', async () => {
    const { client } = await unreadDownload(await served(onTestFinished), LARGE);
    client.socket.write(Buffer.from([IAC, 0xf4, IAC, 0xf2, ...Buffer.from('ABOR\r\n')]));
    expect(await client.codes(2)).toEqual([426, 226]);
  });

  it.each([['the whole line is urgent', [], 'ABOR\r\n'], ['the Synch is urgent', [IAC, 0xf4, IAC, 0xf2], ''], ['one byte of the Synch is urgent', [IAC, 0xf4, IAC], '']])('works when %s, and the next command is not lost', async (_, synch, line) => {
    const { client } = await unreadDownload(await served(onTestFinished), LARGE);
    const urgent = Buffer.from([...synch, ...Buffer.from(line)]);
    expect(await sendUrgent(client.socket, urgent, 5000)).toBe(true);
    if (line === '') client.send('ABOR');
    expect(await client.codes(2)).toEqual([426, 226]);
    expect(await client.ask('NOOP')).toMatch(/^200/);
    expect(await client.ask('PWD')).toMatch(/^257/);
  });

  it('undoes an upload', async () => {
    const { session, root } = await served(onTestFinished);
    await writeFile(join(root, 'old'), 'old');
    const client = await session();
    const data = await client.passive();
    client.send('STOR old');
    expect((await client.reply()).code).toBe(150);
    data.write('new');
    client.send('ABOR');
    expect(await client.codes(2)).toEqual([426, 226]);
    expect(await readFile(join(root, 'old'), 'latin1')).toBe('old');
    expect(await readdir(root)).toEqual(['old']);
  });

  it('that comes when nobody has connected ends the wait', async () => {
    const { session, root } = await served(onTestFinished);
    await writeFile(join(root, 'file'), 'hello\n');
    const client = await session();
    await client.ask('EPSV');
    client.send('RETR file');
    expect((await client.reply()).code).toBe(150);
    client.send('ABOR');
    expect(await client.codes(2)).toEqual([426, 226]);
    expect(await client.ask('ABOR')).toMatch(/^22[56]/);
  });
});

describe('other commands during a transfer', () => {
  it('wait for its end, but for STAT, which tells the progress at once', async () => {
    const { client, data } = await unreadDownload(await served(onTestFinished), LARGE);
    client.send('PWD', 'NOOP', 'STAT');
    const status = await client.reply();
    expect(status.code).toBe(211);
    expect(status.lines.join('\n')).toMatch(/Transferred \d+ bytes so far/);
    data.resume().on('end', () => data.end());
    expect(await client.codes(3)).toEqual([226, 257, 200]);
    expect(await client.ask('STAT')).toMatch(/No transfer in progress/);
  });

  it('QUIT lets the transfer end and be reported', async () => {
    const { client, data } = await unreadDownload(await served(onTestFinished), LARGE);
    client.send('QUIT');
    expect((await buffer(data)).length).toBe(LARGE.length);
    data.end();
    expect(await client.codes(2)).toEqual([226, 221]);
    await client.end();
  });
});

describe('a client that closes its side', () => {
  it('gets all that it asked for first', async () => {
    const { connect } = await served(onTestFinished);
    const client = await connect();
    client.socket.end('USER tester\r\nPASS secret\r\nPWD\r\nSTAT\r\nNOOP\r\n');
    await client.end();
    expect(client.replies.map(({ code }) => code)).toEqual([220, 331, 230, 257, 211, 200]);
  });

  it('aborts the transfer that runs', async () => {
    const { client } = await unreadDownload(await served(onTestFinished), LARGE);
    client.socket.end();
    await client.end();
    expect(client.replies.at(-1)!.code).toBe(426);
  });
});

describe('an interrupted upload', () => {
  it.each([[true, ['new.part']], [false, []]])('is kept as a part: %s', async (keepPartial, names) => {
    const { session, root } = await served(onTestFinished, { keepPartial });
    const client = await session();
    const data = await client.passive();
    client.send('STOR new');
    expect((await client.reply()).code).toBe(150);
    data.write(Buffer.alloc(2 ** 20));
    // What was written has to arrive before the connection breaks.
    while ((await client.ask('STAT')).includes('Transferred 0 bytes')) await new Promise(setImmediate);
    data.resetAndDestroy();
    expect((await client.reply()).code).toBe(426);
    expect(await readdir(root)).toEqual(names);
  });
});

describe('anonymous users', () => {
  it('read and may not write', async () => {
    const { connect, root } = await served(onTestFinished, { users: ANONYMOUS });
    await writeFile(join(root, 'file'), 'hello\n');
    await mkdir(join(root, 'directory'));
    const client = await connect();
    await client.login('anonymous', 'someone@example');
    const data = await client.passive();
    client.send('RETR file');
    expect((await buffer(data)).toString()).toBe('hello\r\n');
    data.end();
    expect(await client.codes(2)).toEqual([150, 226]);
    const refused = ['STOR new', 'STOU', 'APPE file', 'DELE file', 'MKD new', 'RMD directory', 'RNFR file'];
    const replies: string[] = [];
    for (const line of refused) replies.push(await client.ask(line));
    expect(replies.filter((reply) => !/^5[35]/.test(reply))).toEqual([]);
    expect((await readdir(root)).sort()).toEqual(['directory', 'file']);
  });
});

describe('Telnet', () => {
  it('options are refused one by one, and commands are read through them', async () => {
    const { session } = await served(onTestFinished);
    const client = await session();
    const bytes: Buffer[] = [];
    client.socket.on('data', (chunk: Buffer) => { bytes.push(chunk); });
    client.socket.write(Buffer.from([IAC, 0xfd, 1, ...Buffer.from('NO'), IAC, 0xfb, 3, ...Buffer.from('OP'), IAC, 0xf1, IAC, 0xfa, 24, 1, IAC, 0xf0, ...Buffer.from('\r\n')]));
    expect((await client.reply()).code).toBe(200);
    expect(Buffer.concat(bytes).subarray(0, 6)).toEqual(Buffer.from([IAC, 0xfc, 1, IAC, 0xfe, 3]));
  });

  it('IAC IAC is the byte 255 in a name', async () => {
    const { session, root } = await served(onTestFinished);
    const client = await session();
    client.socket.write(Buffer.from([...Buffer.from('MKD a'), IAC, IAC, ...Buffer.from('b\r\n')]));
    expect((await client.reply()).code).toBe(257);
    expect(await readdir(Buffer.from(root), { encoding: 'buffer' })).toEqual([Buffer.from([0x61, IAC, 0x62])]);
  });
});

describe('IPv6', () => {
  it('has EPSV and EPRT for its data connections, and no PASV', async () => {
    const { session, root } = await served(onTestFinished, { host: '::1' });
    await writeFile(join(root, 'file'), 'hello\n');
    const client = await session();
    await client.ask('TYPE I');
    expect(await client.ask('PASV')).toMatch(/^522 .*\(2\)/);
    expect(await client.ask('EPSV 1')).toMatch(/^522/);
    expect(await client.ask('EPSV 2')).toMatch(/^229 .*\(\|\|\|\d+\|\)/);
    const passive = await client.passive();
    client.send('RETR file');
    expect((await buffer(passive)).toString()).toBe('hello\n');
    passive.end();
    expect(await client.codes(2)).toEqual([150, 226]);

    const listener = createServer({ allowHalfOpen: true }).listen(0, '::1');
    onTestFinished(() => { listener.close(); });
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    expect(await client.ask(`EPRT |1|127.0.0.1|${port}|`)).toMatch(/^5/);
    expect(await client.ask(`EPRT |2|::1|${port}|`)).toMatch(/^200/);
    client.send('RETR file');
    const [active] = await once(listener, 'connection') as [Socket];
    expect((await buffer(active)).toString()).toBe('hello\n');
    active.end();
    expect(await client.codes(2)).toEqual([150, 226]);
  });
});

describe('statistics', () => {
  it('count sessions, known commands, refusals, transfers and bytes', async () => {
    const { session, server, root } = await served(onTestFinished);
    await writeFile(join(root, 'file'), 'hello\n');
    const client = await session();
    await client.ask('TYPE I');
    await client.ask('XYZZY');
    const data = await client.passive();
    client.send('RETR file');
    await buffer(data);
    data.end();
    await client.codes(2);
    const listing = await client.passive();
    client.send('NLST');
    await buffer(listing);
    listing.end();
    await client.codes(2);
    expect(server.statistics.summary()).toEqual({
      uptime: expect.any(Number), sessions: 1, commands: 7, refused: 1,
      transfers: { sent: 1, received: 0, listed: 1, failed: 0 }, bytes: { sent: 12, received: 0 },
    });
  });
});

describe('a fault of the server itself', () => {
  it('in a condition ends that session and no other', async () => {
    const { session } = await served(onTestFinished, {}, { conditions: { 'topic unknown': () => { throw new Error('a bug'); } } });
    const [client, other] = [await session(), await session()];
    client.send('HELP x');
    await client.end();
    expect(await other.ask('NOOP')).toMatch(/^200/);
  });

  it('in a transfer ends that session and no other', async () => {
    const { session } = await served(onTestFinished, {}, { transfer: () => Promise.reject(new Error('a bug')) });
    const [client, other] = [await session(), await session()];
    client.send('LIST');
    await client.end();
    expect(await other.ask('NOOP')).toMatch(/^200/);
  });
});
