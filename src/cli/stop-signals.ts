/** Numbers that a shell adds to 128 for a process that a signal ended. */
const STOPS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
export type StopSignal = keyof typeof STOPS;

/** The exit code that shells give a process ended by this signal. */
export function signalExitCode(signal: StopSignal): number {
  return 128 + STOPS[signal];
}

/**
 * Calls `first` for the first signal that asks to stop, and ends the process at the second one, after `last` has done what cannot wait.
 * @returns takes the handlers away
 */
export function onStopSignal(first: (signal: StopSignal) => void, last: () => void): () => void {
  let seen = false;
  const names = Object.keys(STOPS) as StopSignal[];
  const handlers = names.map((name) => [name, () => {
    if (!seen) {
      seen = true;
      first(name);
      return;
    }
    last();
    process.exit(signalExitCode(name));
  }] as const);
  for (const [name, handler] of handlers) process.on(name, handler);
  return () => { for (const [name, handler] of handlers) process.off(name, handler); };
}
