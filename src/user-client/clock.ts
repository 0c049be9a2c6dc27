import { setTimeout } from 'node:timers/promises';

/** Time, which tests pass faster. */
export interface Clock {
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Waits so many milliseconds; rejects when the signal is aborted before. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
};
