import { buffer } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { served } from './served.ts';
import { unreadDownload } from './unread-download.ts';

const LARGE = Buffer.alloc(8 * 2 ** 20, 'x');

describe('shutting down', () => {
  it('tells every session 421, logged in or not, and closes it', async () => {
    const { server, connect, session } = await served(onTestFinished);
    const clients = [await session(), await connect()];
    await clients[1]!.reply();
    const stopped = server.stop();
    expect([...await clients[0]!.codes(1), ...await clients[1]!.codes(1)]).toEqual([421, 421]);
    for (const client of clients) {
      await client.end();
      client.socket.end();
    }
    await stopped;
    await expect(connect()).rejects.toThrow('ECONNREFUSED');
  });

  it('lets a transfer end within the grace period: first its reply, then 421', async () => {
    const all = await served(onTestFinished);
    const { client, data } = await unreadDownload(all, LARGE);
    const stopped = all.server.stop(20_000);
    expect((await buffer(data)).equals(LARGE)).toBe(true);
    data.end();
    expect(await client.codes(2)).toEqual([226, 421]);
    await client.end();
    client.socket.end();
    await stopped;
    expect(all.server.statistics.transfers).toMatchObject({ sent: 1, failed: 0 });
  });

  it('cuts a transfer that outlasts the grace period', async () => {
    const all = await served(onTestFinished);
    const { client } = await unreadDownload(all, LARGE);
    await all.server.stop(100);
    await client.end();
    expect(client.replies.slice(-2).map(({ code }) => code)).toEqual([426, 421]);
  });

  it('answers no more commands that wait behind a transfer', async () => {
    const all = await served(onTestFinished);
    const { client, data } = await unreadDownload(all, LARGE);
    client.send('NOOP', 'NOOP');
    const stopped = all.server.stop(20_000);
    data.resume().on('end', () => data.end());
    await client.end();
    client.socket.end();
    await stopped;
    expect(client.replies.slice(-2).map(({ code }) => code)).toEqual([226, 421]);
  });

  it('does not wait for clients that neither read nor close', async () => {
    const { server, session } = await served(onTestFinished);
    const client = await session();
    client.socket.pause();
    client.socket.write('HELP\r\n'.repeat(20_000));
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    const started = performance.now();
    await server.stop(100);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
