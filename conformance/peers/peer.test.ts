import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimPort } from '../claimed-port.ts';
import { waitForGreeting } from './greeting.ts';
import { PEERS, startPeer, type Peer } from './peer.ts';

let root: string;
beforeEach(async () => { root = await mkdtemp(join(tmpdir(), 'ftpspec-peer-')); });
afterEach(() => rm(root, { recursive: true, force: true }));

describe.each(PEERS)('%s', (name) => {
  test('greets, logs both users in, and leaves nothing behind', async (context) => {
    const peer = await startPeer(name, root);
    if ('unavailable' in peer) return context.skip(peer.unavailable);
    // Open until the very end: a session whose client has gone would end by itself.
    const session = connect(peer.port, peer.host).on('error', () => {});
    context.onTestFinished(() => { session.destroy(); });
    let family: number[] = [];
    try {
      await writeFile(join(root, 'hello.txt'), 'hello');
      const anonymous = connect(peer.port, peer.host);
      expect(await talk(anonymous, ['USER anonymous', 'PASS a@b', 'SIZE hello.txt', 'MKD refused', 'QUIT'])).toMatch(/^220.*230.*550.*221/s);
      expect(await talk(session, [`USER ${peer.user}`, `PASS ${peer.password}`, 'MKD made'])).toMatch(/^220.*331.*230.*257/s);
      expect(await readdir(root)).toContain('made');
      family = await descendants(peer.pid);
      expect(family.length).toBeGreaterThanOrEqual(2);
    } finally {
      await peer.stop();
    }
    await expect.poll(() => living(family)).toEqual([]);
    const [error] = await once(connect(peer.port, peer.host), 'error') as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
    await peer.stop();
  });
});

test('two of the same run side by side', async (context) => {
  const both = await Promise.all([startPeer('pyftpdlib', root), startPeer('pyftpdlib', root)]);
  const running = both.filter((peer): peer is Peer => !('unavailable' in peer));
  await Promise.all(running.map((peer) => peer.stop()));
  if (running.length < 2) return context.skip('pyftpdlib cannot be had here');
  expect(running[0]!.port).not.toBe(running[1]!.port);
});

test('a directory that does not exist is an error, not a reason to skip', async () => {
  await expect(startPeer('pyftpdlib', join(root, 'nowhere'))).rejects.toThrow(/no such directory/);
});

test('a wait for a greeting ends at its deadline', async () => {
  const { port, release } = await claimPort();
  await expect(waitForGreeting(port, AbortSignal.timeout(60))).rejects.toThrow();
  await release();
});

/** Sends the lines one by one, each after the last line of the reply before it; all that came back. */
async function talk(socket: Socket, lines: string[]): Promise<string> {
  let all = '';
  let reply = '';
  const waiting = [...lines];
  for await (const chunk of socket.setEncoding('latin1').iterator({ destroyOnReturn: false })) {
    all += chunk;
    reply += chunk;
    if (!/^\d{3} .*\r\n$/m.test(reply)) continue;
    const next = waiting.shift();
    if (next === undefined) break;
    reply = '';
    socket.write(`${next}\r\n`);
  }
  return all;
}

/** A process and all below it, without zombies: Linux `/proc`, which the peers need anyway. */
async function descendants(pid: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const entry of await readdir('/proc')) {
    const stat = /^\d+$/.test(entry) ? await status(Number(entry)) : null;
    if (stat !== null && stat.state !== 'Z') parents.set(Number(entry), stat.parent);
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

async function living(pids: number[]): Promise<number[]> {
  const states = await Promise.all(pids.map(status));
  return pids.filter((_, index) => (states[index]?.state ?? 'Z') !== 'Z');
}

async function status(pid: number): Promise<{ state: string; parent: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  const [state, parent] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === undefined ? null : { state, parent: Number(parent) };
}
