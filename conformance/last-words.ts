import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds for the last words of a process that has ended. */
const PATIENCE = 1000;

/**
 * Waits for what a process that has ended still has to say: its output may come later than its end. Only for a second, as what it has
 * started may hold its output open for ever.
 * @param drained resolves when its output is closed
 */
export async function lastWords(drained: Promise<void>): Promise<void> {
  await Promise.race([drained, pause(PATIENCE, undefined, { ref: false })]);
}
