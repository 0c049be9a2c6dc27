import { describe, expect, it, onTestFinished } from 'vitest';
import type { Dialogue } from './dialogue.ts';
import { served } from './served.ts';

async function fail(client: Dialogue): Promise<number> {
  await client.ask('USER tester');
  return Number((await client.ask('PASS wrong')).slice(0, 3));
}

describe('a wrong password', () => {
  it('is refused after a delay, and nobody else waits', async () => {
    const { connect, session } = await served(onTestFinished, { loginDelay: 400 });
    const client = await connect();
    await client.reply();
    const began = performance.now();
    const refused = fail(client);
    expect(await (await session()).ask('PWD')).toMatch(/^257/);
    expect(performance.now() - began).toBeLessThan(400);
    expect(await refused).toBe(530);
    expect(performance.now() - began).toBeGreaterThan(390);
  });

  it('does not keep the server when its client has gone', async () => {
    const { connect, server } = await served(onTestFinished, { loginDelay: 60_000 });
    const client = await connect();
    await client.reply();
    client.send('USER tester', 'PASS wrong');
    expect((await client.reply()).code).toBe(331);
    client.destroy();
    const began = performance.now();
    await server.stop(0);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('does not keep a server that is stopped while it waits', async () => {
    const { connect, server } = await served(onTestFinished, { loginDelay: 60_000 });
    const client = await connect();
    await client.reply();
    client.send('USER tester', 'PASS wrong');
    expect((await client.reply()).code).toBe(331);
    const began = performance.now();
    await server.stop(0);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('an address', () => {
  it('that has failed too often is turned away for a while, others are not', async () => {
    const { connect } = await served(onTestFinished, { addressFailures: 3, addressPause: 1000 });
    const [first, second] = [await connect(), await connect()];
    await Promise.all([first.reply(), second.reply()]);
    expect([await fail(first), await fail(second), await fail(second)]).toEqual([530, 530, 530]);
    // Also where a session stands already, and with the right password.
    await first.ask('USER tester');
    expect(await first.ask('PASS secret')).toMatch(/^421/);
    const third = await connect();
    expect((await third.reply()).code).toBe(421);
    await third.end();
    const elsewhere = await connect('127.0.0.2');
    expect((await elsewhere.reply()).code).toBe(220);
    await elsewhere.ask('USER tester');
    expect(await elsewhere.ask('PASS secret')).toMatch(/^230/);
    await expect.poll(async () => (await (await connect()).reply()).code, { timeout: 5000 }).toBe(220);
  });

  it('has so many sessions and no more', async () => {
    const { connect } = await served(onTestFinished, { addressSessions: 2 });
    const clients = [await connect(), await connect(), await connect(), await connect('127.0.0.3')];
    expect(await Promise.all(clients.map(async (client) => (await client.reply()).code))).toEqual([220, 220, 421, 220]);
    clients[0]!.destroy();
    await expect.poll(async () => (await (await connect()).reply()).code).toBe(220);
  });
});

describe('a client that logs in again and again', () => {
  it('leaves nothing behind each time', async () => {
    const { session } = await served(onTestFinished);
    const warnings: Error[] = [];
    const note = (warning: Error): void => { warnings.push(warning); };
    process.on('warning', note);
    onTestFinished(() => { process.off('warning', note); });
    const client = await session();
    for (let time = 0; time < 25; time += 1) {
      await client.ask('USER tester');
      expect(await client.ask('PASS secret')).toMatch(/^230/);
    }
    // Node tells of a socket with more than ten listeners of one kind.
    expect(warnings).toEqual([]);
  });
});
