import { expect, test } from 'vitest';
import { RemoteError } from './remote-error.ts';
import { withRetries } from './with-retries.ts';

function setting(retries: number, signal = new AbortController().signal) {
  const waits: number[] = [];
  const said: string[] = [];
  const clock = { now: () => 0, wait: async (milliseconds: number, until: AbortSignal) => { waits.push(milliseconds); until.throwIfAborted(); } };
  return { waits, said, options: { retries, clock, signal, say: (line: string) => { said.push(line); } } };
}

const fails = (error: Error) => async (): Promise<never> => { throw error; };

test('waits twice as long each time, 32 s at most', async () => {
  const { waits, options } = setting(8);
  await expect(withRetries(options, fails(new RemoteError('UNREACHABLE', 'gone')))).rejects.toThrow('gone');
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 32_000, 32_000]);
});

test.each([
  [new RemoteError('REFUSED', 'busy', { reply: 450 }), 1],
  [new RemoteError('INCOMPLETE', 'half'), 1],
  [new RemoteError('REFUSED', 'no', { reply: 550 }), 0],
  [new RemoteError('ABORTED', 'stop'), 0],
  [new Error('our fault'), 0],
])('%s: %i further attempts', async (error, count) => {
  const { waits, options } = setting(1);
  await expect(withRetries(options, fails(error))).rejects.toBe(error);
  expect(waits).toHaveLength(count);
});

test('ends with the first success', async () => {
  const { waits, said, options } = setting(5);
  let attempts = 0;
  expect(await withRetries(options, async () => {
    attempts += 1;
    if (attempts < 3) throw new RemoteError('UNREACHABLE', 'gone.');
    return 'there';
  })).toBe('there');
  expect([waits.length, said]).toEqual([2, ['gone; trying again in 1 s (1 of 5)', 'gone; trying again in 2 s (2 of 5)']]);
});

test('an abort ends the wait', async () => {
  const controller = new AbortController();
  const { options } = setting(5, controller.signal);
  const clock = { ...options.clock, wait: async (_: number, signal: AbortSignal) => {
    controller.abort();
    signal.throwIfAborted();
  } };
  await expect(withRetries({ ...options, clock }, fails(new RemoteError('UNREACHABLE', 'gone')))).rejects.toMatchObject({ code: 'ABORTED' });
});
