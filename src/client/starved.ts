import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Whether more wants to run on this machine right now than it has cores: a server here may be waiting for its turn. False where that cannot be told. */
export function starved(): boolean {
  try {
    // proc_loadavg(5): the fourth field is runnable / all. We are one of them.
    const runnable = Number(/ (\d+)\/\d+ /.exec(readFileSync('/proc/loadavg', 'latin1'))?.[1] ?? 0);
    return runnable > availableParallelism();
  } catch {
    return false;
  }
}
