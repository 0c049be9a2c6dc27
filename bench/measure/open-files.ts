import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { family } from './process-tree.ts';

/** How many files and sockets a process and all below it have open. */
export async function openFiles(pid: number): Promise<number> {
  let sum = 0;
  for (const one of await family(pid)) sum += (await readdir(`/proc/${one}/fd`).catch(() => [])).length;
  return sum;
}

/**
 * Lets this process, and those that it starts from now on, have so many files open at once. Node takes all that the hard limit allows by
 * itself; where that is less, only root may raise it.
 * @throws Error with what to do, when it cannot be raised
 */
export async function allowOpenFiles(count: number): Promise<void> {
  const [, hard = ''] = /^Max open files +\S+ +(\S+)/m.exec(await readFile('/proc/self/limits', 'latin1')) ?? [];
  if (hard === 'unlimited' || Number(hard) >= count) return;
  try {
    await promisify(execFile)('prlimit', ['--pid', String(process.pid), `--nofile=${count}:${count}`]);
  } catch (error) {
    throw new Error(`this takes ${count} open files, ${hard} are allowed, and prlimit could not raise that: ${(error as Error).message}\nRun \`ulimit -Hn ${count}\` as root first.`, { cause: error });
  }
}
