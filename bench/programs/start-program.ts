import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program of this directory, running in a process of its own. */
export interface Program<Told> {
  readonly pid: number;
  /** Its first message. */
  readonly told: Told;
  /** Ends it, and waits for its end. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds until the first message, by far more than any job takes. */
const PATIENCE = 900_000;

/**
 * Starts a program with one argument and waits for the message with which it says that it is ready or done. Programs end
 * when their channel to us closes, so none outlives this process.
 * @throws when it ends before it said anything
 */
export async function startProgram<Told>(name: string, argument: unknown): Promise<Program<Told>> {
  const child = fork(fileURLToPath(new URL(`./${name}.ts`, import.meta.url)), [JSON.stringify(argument)]);
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await ended;
  };
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  try {
    const first = await Promise.race([once(child, 'message'), ended.then(() => null)]);
    if (first === null) throw new Error(`${name} ended early (${child.exitCode ?? child.signalCode})`);
    return { pid: child.pid!, told: first[0] as Told, stop };
  } finally {
    clearTimeout(timer);
  }
}
