import { expect, test } from 'vitest';
import { ProgressDisplay } from './progress-display.ts';
import { progressLine } from './progress-line.ts';

const MEBIBYTE = 1 << 20;

test('a line tells part, amount, rate and the time left', () => {
  expect(progressLine({ name: 'f', done: 4.5 * MEBIBYTE, total: 10 * MEBIBYTE, rate: 0.05 * MEBIBYTE })).toBe('f  45 % [#########...........] 4.5 MiB of 10.0 MiB, 51.2 KiB/s, 1:50 left');
  expect(progressLine({ name: 'f', done: 0, total: 5000 * MEBIBYTE, rate: MEBIBYTE / 2 })).toContain('2:46:40 left');
  expect(progressLine({ name: 'f', done: 0, total: 0, rate: 0 })).toBe('f 100 % [####################] 0 B of 0 B');
  expect(progressLine({ name: 'f', done: 999, total: null, rate: 10 })).toBe('f  999 B, 10 B/s');
});

function shown(isTTY: boolean, steps: readonly (readonly [time: number, done: number])[]): string[] {
  const written: string[] = [];
  let time = 0;
  const display = new ProgressDisplay({ isTTY, columns: 60, write: (text) => written.push(text) }, 'a\u001b[31m', { now: () => time, wait: () => new Promise(() => {}) });
  for (const [at, done] of steps) {
    time = at;
    display.update(done, 1000);
  }
  display.clear();
  return written;
}

test('a terminal gets a bar that fits its width, is redrawn ten times a second at most, and vanishes', () => {
  const written = shown(true, [[0, 0], [50, 100], [99, 200], [150, 300], [160, 1000]]);
  expect(written).toEqual([expect.stringContaining('  0 %'), expect.stringContaining(' 30 %'), expect.stringContaining('100 %'), '\r\u001b[2K']);
  for (const text of written) expect(text.length).toBeLessThan(60 + '\r\u001b[2K'.length);
  expect(written[0]).toContain('a\\x1b[31m');
});

test('a bar that nothing follows is drawn all the same', async () => {
  const written: string[] = [];
  let pass = (): void => {};
  const clock = { now: () => 0, wait: () => new Promise<void>((resolve) => { pass = resolve; }) };
  const display = new ProgressDisplay({ isTTY: true, columns: 60, write: (text) => written.push(text) }, 'f', clock);
  for (const done of [0, 100, 200]) display.update(done, 1000);
  expect(written).toEqual([expect.stringContaining('  0 %')]);
  pass();
  await Promise.resolve();
  expect(written).toEqual([expect.anything(), expect.stringContaining(' 20 %')]);
});

test('elsewhere each 10 % is a line, counted from where the transfer began', () => {
  const lines = shown(false, [[0, 450], [1, 460], [2, 500], [3, 505], [4, 790], [5, 1000]]);
  expect(lines.map((line) => /(\d+) %/.exec(line)?.[1])).toEqual(['50', '79', '100']);
});
