import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Performed, Performer, Stand, Told } from '../performer.ts';
import type { Call } from '../scenario.ts';
import type { FromClient, ToClient } from './message.ts';

/** Days that one process plays before a fresh one takes its place. */
const DAYS = 60;
/** Megabytes of JavaScript objects that it may have. */
const HEAP = 512;
/** Kept of what it prints. */
const TAIL = 2000;
/** Milliseconds that a process may take to start on a busy machine. */
const START = 60_000;

/** basic-ftp, or what `program` makes of it, in a process of its own: a hang, an end and an error that nobody caught are seen. It plays one day after the other. */
export function processPerformer(name: string, program: URL = new URL(import.meta.url.endsWith('.js') ? 'program.js' : 'program.ts', import.meta.url), words: readonly string[] = []): Performer {
  let current: Process | null = null;
  return {
    name,
    alone: false,
    cannot: () => null,
    perform: async (calls, stand, deadline, before) => {
      if (current === null || current.spoiled || current.days >= DAYS) {
        current?.kill();
        current = new Process(program, words);
      }
      return current.perform(calls, stand, deadline, before);
    },
    stop: () => { current?.kill(); current = null; },
  };
}

class Process {
  days = 0;
  /** It cannot play another day. */
  spoiled = false;
  private readonly child: ChildProcess;
  private printed = '';
  private exit: string | null = null;
  private ended = (): void => {};
  private listen: (news: FromClient) => void = () => {};

  constructor(program: URL, more: readonly string[]) {
    const words = [`--max-old-space-size=${HEAP}`, ...(program.pathname.endsWith('.ts') ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []), fileURLToPath(program), ...more];
    this.child = spawn(process.execPath, words, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' } });
    this.child.stderr!.on('data', (chunk: Buffer) => { this.printed = (this.printed + chunk.toString('utf8')).slice(-TAIL); });
    this.child.on('message', (news) => this.listen(news as FromClient));
    const over = (how: string): void => { this.exit ??= how; this.spoiled = true; this.ended(); };
    this.child.once('error', (error) => over(error.message)).once('close', (code, signal) => over(`${signal === null ? `exit status ${code}` : `signal ${signal}`} ${this.printed.trim()}`.trim()));
  }

  async perform(calls: readonly Call[], stand: Stand, deadline: number, before: (at: number) => Promise<void>): Promise<Performed> {
    const told: Told[] = [];
    const uncaught: string[] = [];
    let [hung, memory] = [false, null as number | null];
    const first = this.days === 0;
    this.days += 1;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.ended = resolve;
      const limit = (milliseconds: number): void => { clearTimeout(timer); timer = setTimeout(() => { hung = true; resolve(); }, milliseconds); };
      limit(first ? START : deadline);
      this.listen = (news) => {
        if (news.kind === 'told') told.push(news.told);
        if (news.kind === 'uncaught') uncaught.push(news.error);
        if (news.kind === 'done') resolve();
        if (news.kind !== 'before') return;
        if (news.at === 0) limit(deadline);
        void before(news.at).then(() => this.send({ kind: 'go on' }));
      };
      if (this.exit !== null) resolve();
      else this.send({ kind: 'perform', calls, stand });
    });
    clearTimeout(timer);
    this.listen = () => {};
    memory = this.peak();
    const { exit } = this;
    if (hung || uncaught.length > 0) {
      this.spoiled = true;
      this.kill();
    }
    return { told, hung, exit, uncaught, memory };
  }

  kill(): void {
    this.spoiled = true;
    try { if (this.child.pid !== undefined && this.exit === null) process.kill(-this.child.pid, 'SIGKILL'); } catch { /* it has gone */ }
  }

  private send(order: ToClient): void { if (this.child.connected) this.child.send(order, () => {}); }

  /** The most memory that it ever had, in megabytes, where the system tells. */
  private peak(): number | null {
    try {
      const found = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'));
      return found === null ? null : Math.round(Number(found[1]) / 1024);
    } catch {
      return null;
    }
  }
}
