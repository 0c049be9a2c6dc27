import { AsyncLocalStorage } from 'node:async_hooks';
import { starved } from './starved.ts';

/** The longest that a timer of Node can wait. */
const LONGEST = 2 ** 31 - 1;
/** Milliseconds from which a wait is a deadline of the server's; shorter ones look whether something comes that should not. */
const DEADLINE = 300;
/** How often a deadline begins anew. */
const EXTENSIONS = 3;

const extending = new AsyncLocalStorage<true>();

/**
 * Runs something whose servers are on this machine: at most three times a deadline begins anew when it ends while more wants to run
 * than there are cores. The server may not have had its turn, and what it is judged by must not depend on what else runs.
 */
export function withLocalServers<T>(run: () => Promise<T>): Promise<T> { return extending.run(true, run); }

/**
 * Calls `expired` once, `milliseconds` from now, unless the function that comes back is called first. Where the process was
 * too busy to look at its sockets in time, what already arrived wins over the clock: the sockets
 * get one turn (timers come before poll, poll before immediates).
 */
export function startDeadline(milliseconds: number, expired: () => void): () => void {
  let extensions = milliseconds >= DEADLINE && extending.getStore() === true ? EXTENSIONS : 0;
  let turn: NodeJS.Immediate | undefined;
  let timer: NodeJS.Timeout;
  const begin = (): void => {
    timer = setTimeout(() => {
      if (extensions > 0 && starved()) {
        extensions -= 1;
        begin();
      } else turn = setImmediate(expired);
    }, Math.min(milliseconds, LONGEST));
  };
  begin();
  return () => {
    clearTimeout(timer);
    clearImmediate(turn);
  };
}
