import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** Linux counts CPU time for user space in hundredths of a second on every machine. */
const TICKS = 100;

/** CPU seconds, user and system, of a process and all below it, with children that have ended and were waited for. */
export async function cpuSeconds(pid: number): Promise<number> {
  let ticks = 0;
  for (const one of familyOf(pid)) {
    const fields = statusOf(one);
    // utime, stime, cutime, cstime: fields 14 to 17 of proc(5), counted here from the state, which is field 3.
    for (const field of [11, 12, 13, 14]) ticks += Number(fields?.[field] ?? 0);
  }
  return ticks / TICKS;
}

/** Memory of a process and all below it in KiB; pages shared by several processes count in parts (PSS). */
export async function memoryKiB(pid: number): Promise<number> {
  let sum = 0;
  for (const one of await family(pid)) {
    const text = await readFile(`/proc/${one}/smaps_rollup`, 'latin1').catch(() => '');
    sum += Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0);
  }
  return sum;
}

/** A process and its descendants. Sessions of some servers lead a process group of their own, so groups do not tell. */
export async function family(pid: number): Promise<number[]> { return familyOf(pid); }

function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const fields = /^\d+$/.test(entry) ? statusOf(Number(entry)) : null;
    if (fields !== null) parents.set(Number(entry), Number(fields[1]));
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

/** The fields of /proc/PID/stat from the state on, or null when the process is gone. Read at once: what is asked in the midst of a campaign must not wait for it. */
function statusOf(pid: number): string[] | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return null;
  }
  // The name before may hold spaces and parentheses.
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
