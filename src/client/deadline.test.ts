import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { startDeadline, withLocalServers } from './deadline.ts';
import { starved } from './starved.ts';

/** Milliseconds until a deadline of 300 ms ends. */
async function waited(milliseconds = 300): Promise<number> {
  const began = performance.now();
  await new Promise<void>((resolve) => { startDeadline(milliseconds, resolve); });
  return performance.now() - began;
}

/** More to do than there are cores, until the test is over. */
async function keepBusy(): Promise<void> {
  const loops = Array.from({ length: availableParallelism() + 2 }, () => spawn('nice', ['-n', '19', 'sh', '-c', 'while :; do :; done'], { stdio: 'ignore' }));
  onTestFinished(() => { for (const loop of loops) loop.kill('SIGKILL'); });
  await expect.poll(starved, { timeout: 5000, interval: 10 }).toBe(true);
}

test('a deadline for a server on this machine begins anew while more wants to run than there are cores, three times', async () => {
  await keepBusy();
  const time = await withLocalServers(() => waited());
  expect(time).toBeGreaterThan(4 * 290);
});

test('elsewhere, and for a wait that looks for silence, the clock alone counts', async () => {
  await keepBusy();
  expect(await waited()).toBeLessThan(4 * 290);
  expect(await withLocalServers(() => waited(50))).toBeLessThan(4 * 290);
});

test('one that is called off does not end', async () => {
  let ended = false;
  startDeadline(300, () => { ended = true; })();
  await waited(400);
  expect(ended).toBe(false);
});
