import type { Clock } from './clock.ts';
import { RemoteError } from './remote-error.ts';

export interface RetryOptions {
  /** How often to try again after the first attempt. */
  readonly retries: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told, as a line, why and when the next attempt is made. */
  readonly say: (line: string) => void;
}

const [FIRST, LONGEST] = [1000, 32_000];

/**
 * Makes an attempt again while it fails for a reason that may pass: after 1 s, 2 s, 4 s and so on, 32 s at most.
 * Other errors, and the last one, come through as they are.
 */
export async function withRetries<T>(options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  const { retries, clock, signal, say } = options;
  for (let made = 0; ; made += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RemoteError) || !error.transient || made >= retries || signal.aborted) throw error;
      const wait = Math.min(FIRST * 2 ** made, LONGEST);
      say(`${error.message.replace(/\.$/, '')}; trying again in ${wait / 1000} s (${made + 1} of ${retries})`);
      await clock.wait(wait, signal).catch((cause: unknown) => { throw new RemoteError('ABORTED', 'interrupted', { cause }); });
    }
  }
}
