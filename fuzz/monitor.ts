import { readdir, readFile } from 'node:fs/promises';

/** What a server's processes hold at one moment. */
interface Sample { readonly descriptors: number; readonly memory: number; readonly processes: number }

const SANITIZER = /(?:Address|Thread|Memory|Leak|UndefinedBehavior)Sanitizer|runtime error: |Segmentation fault|stack smashing|double free|corrupted size|Traceback \(most recent call last\)|UnhandledPromiseRejection|panicked at/;
const MiB = 2 ** 20;

/**
 * Watches the processes of a server that we started: how much memory and how many descriptors they hold when no client is there,
 * and whether they print what sanitizers and run-time systems print. Only where there is `/proc`.
 */
export class Monitor {
  private readonly process: { readonly pid: number; readonly output: () => string };
  private first: Sample | null = null;
  private last: Sample | null = null;
  private taken = 0;

  constructor(process: { readonly pid: number; readonly output: () => string }) {
    this.process = process;
  }

  /** Looks now; call it when no session is open. The first looks are the warming up. */
  async look(): Promise<void> {
    const sample = await sampleOf(this.process.pid);
    if (sample === null) return;
    this.taken += 1;
    if (this.taken <= 3) this.first = sample;
    this.last = sample;
  }

  /** What has grown beyond reason over so many sessions, in words; null when nothing has. */
  growth(sessions: number): { readonly what: string; readonly symptom: string } | null {
    const { first, last } = this;
    if (first === null || last === null || this.taken < 5) return null;
    const descriptors = last.descriptors - first.descriptors;
    if (descriptors > 32 && descriptors > sessions / 200) return { what: `${last.descriptors} descriptors are open without a client, ${first.descriptors} at the beginning`, symptom: 'descriptors' };
    const processes = last.processes - first.processes;
    if (processes > 16) return { what: `${last.processes} processes are left without a client, ${first.processes} at the beginning`, symptom: 'processes' };
    const memory = last.memory - first.memory;
    if (memory > 256 * MiB && last.memory > 3 * first.memory) return { what: `${Math.round(last.memory / MiB)} MiB are held without a client, ${Math.round(first.memory / MiB)} MiB at the beginning`, symptom: 'memory' };
    return null;
  }

  /** The line with which a sanitizer's or run-time system's report begins, if there is one. */
  complaint(): string | null {
    const found = SANITIZER.exec(this.process.output());
    if (found === null) return null;
    const text = this.process.output();
    const start = text.lastIndexOf('\n', found.index) + 1;
    return text.slice(start, start + 300).split('\n')[0] ?? null;
  }

  /** In words, for the summary; null when nothing was seen. */
  summary(): string | null {
    const { first, last } = this;
    return first === null || last === null ? null : `memory ${Math.round(first.memory / MiB)} to ${Math.round(last.memory / MiB)} MiB, descriptors ${first.descriptors} to ${last.descriptors}`;
  }
}

async function sampleOf(pid: number): Promise<Sample | null> {
  const family = await familyOf(pid);
  let [descriptors, memory] = [0, 0];
  for (const one of family) {
    descriptors += (await readdir(`/proc/${one}/fd`).catch(() => [])).length;
    const status = await readFile(`/proc/${one}/statm`, 'latin1').catch(() => '');
    memory += Number(status.split(' ')[1] ?? 0) * 4096;
  }
  return family.length === 0 || memory === 0 ? null : { descriptors, memory, processes: family.length };
}

/** A process and all that descend from it. */
async function familyOf(pid: number): Promise<number[]> {
  const family = [pid];
  for (const one of family) {
    const children = await readFile(`/proc/${one}/task/${one}/children`, 'latin1').catch(() => '');
    for (const child of children.split(' ').map(Number).filter(Boolean)) if (family.length < 500) family.push(child);
  }
  return family;
}
