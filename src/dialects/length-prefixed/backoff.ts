import { setTimeout as wait } from 'node:timers/promises';

const FIRST = 1000;
const LONGEST = 32_000;

/** Milliseconds to wait after the failed attempt of that number, counted from 1: 1 s, then twice as long each time, at most 32 s. */
export function pauseAfter(attempt: number): number {
  return Math.min(LONGEST, FIRST * 2 ** (attempt - 1));
}

/** Waits by the clock; rejects when the signal is aborted. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
}
