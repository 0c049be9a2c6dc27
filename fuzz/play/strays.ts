/** Milliseconds for which it matters that somebody has connected to a port. */
const MATTERS = 30_000;
/** Ports that are remembered at most. */
const MOST = 4096;

const strays = new Map<number, number>();

/**
 * Notes a connection to a port that may not be the session's any more: the system may have given it to another session meanwhile, whose only
 * connection this is for the server.
 */
export function noteStray(port: number): void {
  strays.delete(port);
  strays.set(port, performance.now());
  if (strays.size > MOST) strays.delete(strays.keys().next().value!);
}

/** Whether another session may have been taken for the one that a port was meant for. */
export function hadStray(port: number): boolean {
  const at = strays.get(port);
  return at !== undefined && performance.now() - at < MATTERS;
}
