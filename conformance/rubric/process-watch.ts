import { readdirSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Confinement } from './confined-process.ts';

/** The processes of one submission. */
export interface Watched {
  /** Ends everything that descends from it, and forgets it. */
  readonly stop: () => void;
  readonly killAll: () => void;
}

interface Group extends Pick<Confinement, 'limits' | 'writable' | 'home'> {
  readonly leader: number;
  /** Processes seen, by id; the start time tells a process from a later one with its number. */
  readonly members: Map<number, string>;
  readonly exceed: (what: string) => void;
  measuring: boolean;
}

interface Process { readonly pid: number; readonly parent: number; readonly group: number; readonly session: number; readonly threads: number; readonly pages: number; readonly started: string; readonly zombie: boolean }

const EVERY = 200;
const PAGE = 4096;
/** Entries that a walk over a submission's directories looks at. */
const MOST_ENTRIES = 20_000;
/** Looks for what is left of a group. */
const MOST_ROUNDS = 40;

const groups = new Set<Group>();
let timer: NodeJS.Timeout | null = null;

/**
 * Watches what a process starts: their memory together, their number, and what they write. Limits of the kernel bind one
 * process each, and not root; this binds all of them, a fifth of a second late. Where there is no /proc it watches sizes of
 * directories only.
 */
export function watchProcesses(leader: number, { limits, writable, home }: Confinement, exceed: (what: string) => void): Watched {
  const group: Group = { leader, limits, writable, home, members: new Map(), exceed, measuring: false };
  groups.add(group);
  timer ??= setInterval(look, EVERY).unref();
  const killAll = (): void => {
    // Until a look finds nothing: what was started meanwhile, and has lost its parent and its session, still has our home
    // directory in its environment. Whoever is stopped starts nothing more.
    for (let round = 0, before = -1; round < MOST_ROUNDS && before !== 0; round += 1) {
      const all = processes();
      collect(all);
      for (const one of all) if (!group.members.has(one.pid) && one.pid !== process.pid && !one.zombie && hasHome(one.pid, home)) group.members.set(one.pid, one.started);
      const living = all.filter(({ pid, zombie }) => group.members.has(pid) && !zombie);
      for (const signal of ['SIGSTOP', 'SIGKILL'] as const) for (const { pid } of living) send(pid, signal);
      before = living.length;
    }
  };
  return {
    killAll,
    stop: () => {
      killAll();
      groups.delete(group);
      if (groups.size > 0 || timer === null) return;
      clearInterval(timer);
      timer = null;
    },
  };
}

function look(): void {
  const all = processes();
  collect(all);
  const byPid = new Map(all.map((one) => [one.pid, one]));
  for (const group of groups) {
    const own = [...group.members.keys()].flatMap((pid) => byPid.get(pid) ?? []).filter(({ zombie }) => !zombie);
    const memory = own.reduce((sum, one) => sum + one.pages * PAGE, 0);
    const threads = own.reduce((sum, one) => sum + one.threads, 0);
    if (memory > group.limits.memory) group.exceed(`it used more than ${group.limits.memory} bytes of memory`);
    else if (threads > group.limits.processes) group.exceed(`it had more than ${group.limits.processes} processes and threads`);
    else void measure(group);
  }
}

/** Adds what is new: children of members, and whoever shares their group or session. */
function collect(all: readonly Process[]): void {
  for (const group of groups) {
    const live = new Map(all.map((one) => [one.pid, one]));
    for (const [pid, started] of group.members) if (live.get(pid)?.started !== started) group.members.delete(pid);
    for (let before = -1; before !== group.members.size;) {
      before = group.members.size;
      for (const one of all) {
        if (!group.members.has(one.pid) && (one.pid === group.leader || group.members.has(one.parent) || one.group === group.leader || one.session === group.leader)) group.members.set(one.pid, one.started);
      }
    }
  }
}

async function measure(group: Group): Promise<void> {
  if (group.measuring) return;
  group.measuring = true;
  let [bytes, entries] = [0, 0];
  const queue = [...group.writable];
  for (let path = queue.pop(); path !== undefined && entries < MOST_ENTRIES; path = queue.pop()) {
    for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
      entries += 1;
      const inside = join(path, entry.name);
      if (entry.isDirectory()) queue.push(inside);
      else if (entry.isFile()) bytes += (await stat(inside).catch(() => null))?.blocks ?? 0;
    }
  }
  group.measuring = false;
  if (bytes * 512 > group.limits.disk) group.exceed(`it wrote more than ${group.limits.disk} bytes`);
  else if (entries >= MOST_ENTRIES) group.exceed(`it made more than ${MOST_ENTRIES} files`);
}

function processes(): Process[] {
  let names: string[];
  try { names = readdirSync('/proc'); } catch { return []; }
  return names.flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'latin1');
      // The program's name stands in parentheses and may hold anything.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const number = (at: number): number => Number(fields[at - 3]);
      return [{ pid: Number(name), parent: number(4), group: number(5), session: number(6), threads: number(20), pages: number(24), started: fields[22 - 3] ?? '', zombie: fields[0] === 'Z' }];
    } catch {
      return [];
    }
  });
}

function hasHome(pid: number, home: string): boolean {
  try { return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${home}\0`); } catch { return false; }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try { process.kill(pid, signal); } catch { /* it has gone */ }
}
