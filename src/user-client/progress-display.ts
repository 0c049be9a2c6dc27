import { terminalSafe } from '../../reports/escape-terminal.ts';
import type { Clock } from './clock.ts';
import { percentOf, progressLine } from './progress-line.ts';

/** What the display needs of `process.stderr`. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Milliseconds between two drawings of the bar. */
const PACE = 100;

/** Shows the progress of one transfer: a bar that is redrawn on a terminal, a line every 10 % elsewhere. */
export class ProgressDisplay {
  readonly #screen: Screen;
  readonly #name: string;
  readonly #clock: Clock;
  #began: { at: number; done: number } | null = null;
  #drawn = -Infinity;
  #tenth = 0;
  #shown = false;
  #latest: () => string = () => '';
  #soon: AbortController | null = null;

  constructor(screen: Screen, name: string, clock: Clock) {
    this.#screen = screen;
    this.#name = terminalSafe(name);
    this.#clock = clock;
  }

  /** Takes what `TransferOptions.progress` is told. */
  readonly update = (done: number, total: number | null): void => {
    const now = this.#clock.now();
    // A new attempt begins where the last one stopped, or at the start again: its rate is its own.
    if (this.#began === null || done <= this.#began.done) {
      this.#began = { at: now, done };
      this.#tenth = total === null ? 0 : Math.floor(percentOf(done, total) / 10);
    }
    const elapsed = (now - this.#began.at) / 1000;
    const line = (): string => progressLine({ name: this.#name, done, total, rate: elapsed > 0 ? (done - this.#began!.done) / elapsed : 0 });
    if (this.#screen.isTTY === true) {
      this.#latest = line;
      if (done === total || now - this.#drawn >= PACE) this.#draw();
      else this.#drawSoon(PACE - (now - this.#drawn));
      return;
    }
    const tenth = total === null ? 0 : Math.floor(percentOf(done, total) / 10);
    if (tenth <= this.#tenth) return;
    this.#tenth = tenth;
    this.#screen.write(`${line()}\n`);
  };

  /** Takes the bar away, before other lines are written. */
  clear(): void {
    this.#soon?.abort();
    this.#soon = null;
    if (this.#shown) this.#screen.write('\r\u001b[2K');
    this.#shown = false;
    this.#drawn = -Infinity;
    this.#began = null;
  }

  #draw(): void {
    this.#soon?.abort();
    this.#soon = null;
    this.#drawn = this.#clock.now();
    this.#shown = true;
    this.#screen.write(`\r\u001b[2K${this.#latest().slice(0, (this.#screen.columns || 80) - 1)}`);
  }

  /** What came between two drawings must show even if nothing follows. */
  #drawSoon(wait: number): void {
    if (this.#soon !== null) return;
    this.#soon = new AbortController();
    void this.#clock.wait(wait, this.#soon.signal).then(() => this.#draw(), () => {});
  }
}
