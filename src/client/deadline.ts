/** The longest that a timer of Node can wait. */
const LONGEST = 2 ** 31 - 1;

/**
 * Calls `expired` once, `milliseconds` from now, unless the function that comes back is called first. Where the process was
 * too busy to look at its sockets in time, what already arrived wins over the clock: the sockets
 * get one turn (timers come before poll, poll before immediates).
 */
export function startDeadline(milliseconds: number, expired: () => void): () => void {
  let turn: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => { turn = setImmediate(expired); }, Math.min(milliseconds, LONGEST));
  return () => {
    clearTimeout(timer);
    clearImmediate(turn);
  };
}
