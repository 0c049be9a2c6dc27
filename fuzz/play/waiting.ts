import { starved } from '../../src/client/starved.ts';

/** Milliseconds by which a timer may be late. */
const STALL = 100;
/** Shorter waits are guesses of the engine, not deadlines of the server's. */
const DEADLINE = 1000;
/** How often a deadline is prolonged while the machine is busier than it can be: a server on it may not have had its turn. */
const EXTENSIONS = 5;

/** Waits for something that events bring about. One wait at a time. */
export class Waiting {
  private wake: (() => void) | null = null;

  /** Something happened: whoever waits looks again. */
  look(): void { this.wake?.(); }

  /**
   * Waits until `holds`, no longer than so many milliseconds. True when it does.
   * @param local what is waited for happens on this machine
   */
  until(holds: () => boolean, milliseconds: number, local: boolean): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      let turn: NodeJS.Immediate | undefined;
      let timer: NodeJS.Timeout;
      let began = performance.now();
      let extensions = local && milliseconds >= DEADLINE ? EXTENSIONS : 0;
      const finish = (result: boolean): void => {
        clearTimeout(timer);
        clearImmediate(turn);
        this.wake = null;
        resolve(result);
      };
      const expired = (): void => {
        // Where this process could not run in time, nor could a server in it: the time does not count.
        const late = performance.now() - began - milliseconds > STALL;
        began = performance.now();
        if (late || (extensions > 0 && starved())) {
          if (!late) extensions -= 1;
          timer = setTimeout(expired, milliseconds);
        // What has arrived already wins over the clock.
        } else turn = setImmediate(() => finish(holds()));
      };
      timer = setTimeout(expired, milliseconds);
      this.wake = () => { if (holds()) finish(true); };
    });
  }
}
