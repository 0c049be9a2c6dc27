import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Finding } from '../finding.ts';
import type { Scenario } from '../scenario.ts';
import type { FromWorker, Order, ToWorker } from './messages.ts';
import type { Progress } from './progress.ts';

/** The built program has `.js` files, the sources `.ts`, which Node has to be taught. */
const ENDING = extname(import.meta.url);
const ENTRY = fileURLToPath(new URL(`./program${ENDING}`, import.meta.url));
/** Half of what a campaign makes is forgotten within a second: where there is room for it that long, the collector has half the work. */
const ROOM = ['--min-semi-space-size=32', '--max-semi-space-size=32'];
const WORDS = ENDING === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
/** Milliseconds that a worker has to say what it had in flight, or to come to an end. */
const PATIENCE = 10_000;

/** Who is told of what a worker finds. */
export interface Hears { readonly found: (finding: Finding) => void; readonly news: (scenario: Scenario) => void }

/** A worker in a process of its own. */
export class Worker {
  progress: Progress | null = null;
  /** How it ended, where that was not as it should; null for as it should, or not yet. */
  failed: string | null = null;
  /** When it ended because the server was gone for it; infinite for never. */
  lostAt = Infinity;
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private suspected: readonly Scenario[] = [];
  private over = false;
  /** It has said its last word. */
  private last = false;
  private killed = false;
  private still: (() => void) | null = null;

  constructor(order: Order, { found, news }: Hears) {
    this.child = fork(ENTRY, [], { execArgv: [...ROOM, ...WORDS], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.ended = new Promise((resolve) => {
      const finish = (how: string): void => {
        this.over = true;
        if (!this.last && !this.killed) this.failed ??= how;
        this.still?.();
        resolve();
      };
      this.child.once('exit', (code, signal) => {
        const how = signal ?? `exit status ${code}`;
        // What it said last may come after the news of its end.
        if (this.child.connected) this.child.once('disconnect', () => finish(how));
        else finish(how);
      }).on('error', (error) => finish(error.message));
    });
    this.child.on('message', (told: FromWorker) => {
      switch (told.kind) {
        case 'ready': this.tell({ kind: 'order', order }); break;
        case 'still': this.still?.(); break;
        case 'found': found(told.finding); break;
        case 'news': news(told.scenario); break;
        case 'lost': this.last = true; this.lostAt = performance.now(); this.suspected = told.suspects; this.progress = told.progress; break;
        case 'done': this.last = true; this.progress = told.progress; break;
        default: this.progress = told.progress;
      }
    });
  }

  /** Ends it; resolves with what it had in flight. */
  async suspects(): Promise<readonly Scenario[]> {
    this.tell({ kind: 'suspects' });
    await this.end();
    return this.suspected;
  }

  /** Resolves when it has no session open; it has none until `go`. */
  async keepStill(): Promise<void> {
    if (this.over) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PATIENCE);
      this.still = () => { clearTimeout(timer); resolve(); };
      this.tell({ kind: 'still' });
    });
    this.still = null;
  }

  go(): void { this.tell({ kind: 'go' }); }

  /** Ends it, and waits for its end. */
  async end(): Promise<void> {
    this.tell({ kind: 'end' });
    const timer = setTimeout(() => { this.killed = true; this.child.kill('SIGKILL'); }, PATIENCE);
    await this.ended;
    clearTimeout(timer);
  }

  private tell(message: ToWorker): void { if (!this.over && this.child.connected) this.child.send(message, () => {}); }
}
