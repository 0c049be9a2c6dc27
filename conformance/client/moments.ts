import type { Pulse } from './client.ts';

/** Milliseconds without a word of anybody after which a client waits for its user. */
const QUIET = 400;

/**
 * Tells when a client is ready for the next line of its user. Each wait is for an event: the client printed something, the wire moved,
 * a goal was dealt with. Where none comes, a silence counts as one: a line that waits in the pipe does a client no harm.
 */
export class Moments {
  private readonly pulse: Pulse;
  private readonly unlisten: () => void;
  private over = false;
  private stir = false;
  private wake: (() => void) | null = null;

  constructor(pulse: Pulse) {
    this.pulse = pulse;
    this.unlisten = pulse.listen(() => this.printed());
  }

  get settled(): number { return this.pulse.settled; }

  /** Something was printed, or said on the wire. */
  printed(): void {
    this.stir = true;
    this.wake?.();
  }

  /** No line is wanted any more. */
  end(): void {
    this.over = true;
    this.unlisten();
    this.wake?.();
  }

  /** Waits until something has happened since the line before. */
  async prompt(): Promise<void> {
    if (!this.stir) await this.event();
    this.stir = false;
  }

  /** Waits until one more goal than `settled` is dealt with, or nothing happens any more. */
  async goal(settled: number): Promise<void> {
    while (!this.over && this.pulse.settled <= settled && (await this.event()));
  }

  /** False when there was a silence. */
  private event(): Promise<boolean> {
    if (this.over) return Promise.resolve(false);
    return new Promise((resolve) => {
      const done = (happened: boolean): void => {
        clearTimeout(timer);
        this.wake = null;
        resolve(happened);
      };
      const timer = setTimeout(() => done(false), QUIET);
      this.wake = () => done(true);
    });
  }
}
