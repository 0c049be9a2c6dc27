import { starved } from '../../src/client/starved.ts';
import type { Subject } from '../subject.ts';

/** Milliseconds by which a timer may be late. */
const STALL = 100;
/** Shorter waits are guesses of the engine, not deadlines of the server's. */
const DEADLINE = 1000;
/** How often a deadline is prolonged while the machine is busier than it can be: a server on it may not have had its turn. One in this process has had it. */
const EXTENSIONS = { elsewhere: 0, machine: 5, process: 0 };

/** How near a server is: what holds up this machine holds it up as well, and so does what holds up this process, where it runs in it. */
export function whereOf({ local, within }: Subject): keyof typeof EXTENSIONS { return within === true ? 'process' : local ? 'machine' : 'elsewhere'; }

const HOLDS = Promise.resolve(true);

/** Waits for something that events bring about. One wait at a time. */
export class Waiting {
  private wait: { readonly holds: () => boolean; readonly resolve: (result: boolean) => void; readonly milliseconds: number; began: number; extensions: number } | null = null;
  /** Runs on from one wait to the next: most end long before it fires, and to start and stop one for each costs more than the waiting. */
  private timer: NodeJS.Timeout | null = null;
  /** When it fires. */
  private fires = 0;

  /** Something happened: whoever waits looks again. */
  look(): void { if (this.wait?.holds() === true) this.finish(true); }

  /**
   * Waits until `holds`, no longer than so many milliseconds. True when it does.
   * @param where what is waited for happens
   */
  until(holds: () => boolean, milliseconds: number, where: keyof typeof EXTENSIONS): Promise<boolean> {
    if (holds()) return HOLDS;
    return new Promise((resolve) => {
      this.wait = { holds, resolve, milliseconds, began: performance.now(), extensions: milliseconds >= DEADLINE ? EXTENSIONS[where] : 0 };
      this.arm();
    });
  }

  /** Nobody will wait any more. */
  end(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Sees to it that the timer fires no later than the deadline. */
  private arm(): void {
    const { began, milliseconds } = this.wait!;
    if (this.timer !== null && this.fires <= began + milliseconds) return;
    this.end();
    this.fires = began + milliseconds;
    this.timer = setTimeout(() => this.fired(), milliseconds);
  }

  private fired(): void {
    this.timer = null;
    const { wait } = this;
    if (wait === null) return;
    const over = performance.now() - wait.began - wait.milliseconds;
    // It was another wait's; a timer may be early by less than a millisecond.
    if (over < -1) {
      this.fires = wait.began + wait.milliseconds;
      this.timer = setTimeout(() => this.fired(), Math.ceil(-over));
      return;
    }
    // Where this process could not run in time, nor could a server in it: the time does not count.
    const late = over > STALL;
    if (late || (wait.extensions > 0 && starved())) {
      if (!late) wait.extensions -= 1;
      wait.began = performance.now();
      this.arm();
    // What has arrived already wins over the clock.
    } else setImmediate(() => { if (this.wait === wait) this.finish(wait.holds()); });
  }

  private finish(result: boolean): void {
    const { resolve } = this.wait!;
    this.wait = null;
    resolve(result);
  }
}
