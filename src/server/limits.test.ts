import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from './served.ts';
import { unreadDownload } from './unread-download.ts';

const LARGE = Buffer.alloc(8 * 2 ** 20, 'x');

describe('the idle limit', () => {
  it('ends a session that does nothing, with 421', async () => {
    const { connect } = await served(onTestFinished, { idleLimit: 100 });
    const client = await connect();
    expect(await client.codes(2)).toEqual([220, 421]);
    await client.end();
  });

  it('begins anew with every command', async () => {
    const { connect } = await served(onTestFinished, { idleLimit: 400 });
    const client = await connect();
    const started = performance.now();
    await client.reply();
    while (performance.now() - started < 1000) {
      expect(await client.ask('NOOP')).toMatch(/^200/);
      await new Promise((resolve) => { setTimeout(resolve, 40); });
    }
    expect((await client.reply()).code).toBe(421);
  });

  it('spares a running transfer and begins anew at its end', async () => {
    const { client, data } = await unreadDownload(await served(onTestFinished, { idleLimit: 100 }), LARGE);
    const started = performance.now();
    // Five limits pass while nobody reads.
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    expect(client.replies.at(-1)!.code).toBe(150);
    expect((await buffer(data)).equals(LARGE)).toBe(true);
    data.end();
    expect(await client.codes(2)).toEqual([226, 421]);
    expect(performance.now() - started).toBeGreaterThan(550);
  });
});

describe('the session limit', () => {
  it('turns the next client away with 421 as its only reply, and takes one again when another has left', async () => {
    const { connect, server } = await served(onTestFinished, { sessionLimit: 2 });
    const [first, second] = [await connect(), await connect()];
    expect([...await first.codes(1), ...await second.codes(1)]).toEqual([220, 220]);
    const third = await connect();
    await third.end();
    expect(third.replies.map(({ code }) => code)).toEqual([421]);
    third.socket.end();
    expect(await first.ask('QUIT')).toMatch(/^221/);
    first.socket.end();
    await first.end();
    let code = 421;
    for (let tries = 0; code === 421 && tries < 100; tries++) code = (await (await connect()).reply()).code;
    expect(code).toBe(220);
    expect(server.statistics.sessions).toBeGreaterThanOrEqual(4);
  });
});

describe('the login limit', () => {
  it('closes the connection at the attempt after the last one allowed', async () => {
    const { connect } = await served(onTestFinished, { loginLimit: 3 });
    const client = await connect();
    await client.reply();
    const codes: string[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      await client.ask('USER tester');
      codes.push((await client.ask('PASS wrong')).slice(0, 3));
    }
    expect(codes).toEqual(['530', '530', '530', '421']);
    await client.end();
  });

  it('tells nobody whether a user exists', async () => {
    const { connect } = await served(onTestFinished);
    const client = await connect();
    await client.reply();
    const known = [await client.ask('USER tester'), await client.ask('PASS wrong')];
    const unknown = [await client.ask('USER nobody'), await client.ask('PASS wrong')];
    expect(unknown.map((reply) => reply.replace('nobody', 'tester'))).toEqual(known);
  });
});

describe('the range of passive ports', () => {
  it('is kept to, and 421 is said when all of it is in use', async () => {
    // A free pair of ports is found by asking for it: another program may take one in between, so several are tried.
    for (let low = 42_000; low < 42_100; low += 2) {
      const { session } = await served(onTestFinished, { passivePorts: [low, low + 1] });
      const clients = [await session(), await session(), await session()];
      const replies: string[] = [];
      for (const client of clients) replies.push(await client.ask('EPSV'));
      if (!replies[0]!.startsWith('229') || !replies[1]!.startsWith('229')) continue;
      const ports = replies.slice(0, 2).map((reply) => Number(/\|\|\|(\d+)\|/.exec(reply)![1]));
      expect(ports.sort((a, b) => a - b)).toEqual([low, low + 1]);
      expect(replies[2]).toMatch(/^421/);
      await clients[2]!.end();
      return;
    }
    expect.fail('no two ports are free');
  });

  it('serves the same client again and again with one port', async () => {
    const { session } = await served(onTestFinished, { passivePorts: [42_300, 42_399] });
    const client = await session();
    for (let turn = 0; turn < 250; turn++) expect(await client.ask(turn % 2 === 0 ? 'EPSV' : 'PASV')).toMatch(/^22[79]/);
  });
});

describe('the address for passive connections', () => {
  it('is named in 227 when one is configured, whatever the real one is', async () => {
    const { session } = await served(onTestFinished, { passiveAddress: '203.0.113.7' });
    expect(await (await session()).ask('PASV')).toMatch(/^227 .*\(203,0,113,7,\d+,\d+\)/);
  });

  it('is that of the control connection otherwise', async () => {
    const { session } = await served(onTestFinished);
    expect(await (await session()).ask('PASV')).toMatch(/^227 .*\(127,0,0,1,\d+,\d+\)/);
  });
});

describe('the line limit', () => {
  it('is answered once with 500, and nothing of the rest is taken for a command', async () => {
    const { session } = await served(onTestFinished, { lineLimit: 100 });
    const client = await session();
    expect(await client.ask(`NOOP ${'x'.repeat(90)}`)).toMatch(/^200/);
    client.send(`NOOP ${'x'.repeat(50_000)}DELE y`, 'PWD');
    expect(await client.codes(2)).toEqual([500, 257]);
  });
});
