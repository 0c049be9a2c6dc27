import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { OutputKeeper } from '../../../conformance/client/output-keeper.ts';
import { PeakMemory } from './peak-memory.ts';

/** Kilobytes of memory and blocks of 512 bytes of one file that a command may have; shells without these limits run without. */
const LIMITS = 'ulimit -d 4194304 2>/dev/null; ulimit -f 2097152 2>/dev/null; ulimit -c 0 2>/dev/null';

/** What a command did, as far as its user sees it. */
export interface CommandRun {
  readonly output: string;
  /** The exit status; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Still running at its limit. */
  readonly hung: boolean;
  /** Megabytes that it had at most; null where the system does not tell. */
  readonly memory: number | null;
}

/** A command that is running. */
export interface RunningCommand {
  readonly ended: Promise<CommandRun>;
  kill(): void;
}

/**
 * Starts a command line in a process group of its own, which is ended as a whole when the command has ended or its time is over.
 * @param limit milliseconds
 */
export function startCommand(command: string, directory: string, limit: number): RunningCommand {
  const child = spawn('sh', ['-c', `${LIMITS}; exec ${command}`], { cwd: directory, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PYTHONUNBUFFERED: '1', NO_COLOR: '1' } });
  const output = new OutputKeeper();
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.add(chunk));
  return { ended: watch(child, output, limit), kill: () => endGroup(child) };
}

async function watch(child: ChildProcess, output: OutputKeeper, limit: number): Promise<CommandRun> {
  let hung = false;
  const memory = new PeakMemory(child.pid);
  const timer = setTimeout(() => { hung = true; endGroup(child); }, limit);
  child.once('exit', () => endGroup(child));
  await once(child, 'close').catch((error: Error) => output.add(Buffer.from(error.message)));
  clearTimeout(timer);
  return { output: output.text, code: child.exitCode, signal: child.signalCode, hung, memory: memory.end() };
}

/** Ends the group of a process, also when the process itself has ended: it may have left children behind. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try { process.kill(-pid, 'SIGKILL'); } catch { /* the group is gone */ }
}
