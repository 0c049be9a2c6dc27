import { readdirSync, readFileSync } from 'node:fs';
import { chooseIsolation } from './choose-isolation.ts';

/** For tests: why there can be no bubble on this machine, null where there can. */
export const BUBBLE_HERE: string | null = await chooseIsolation('bwrap').then(() => null, (error: Error) => error.message);

/** For tests: the processes that still run with a mark in their command line. */
export function processesWith(mark: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try { return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(mark) ? [pid] : []; } catch { return []; }
  });
}
