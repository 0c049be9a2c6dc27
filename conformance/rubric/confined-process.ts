import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Limits } from './assignment.ts';
import { bubbleWords, BUBBLEWRAP } from './isolation/bubble.ts';
import type { IsolationLevel } from './isolation/isolation.ts';
import { outlive } from './outlive.ts';
import { watchProcesses, type Watched } from './process-watch.ts';

/** A command of a stranger, in a process group and session of its own. */
export interface ConfinedProcess {
  /** How it ended, or null while it runs. */
  readonly exited: () => string | null;
  /** Resolves when it has ended. */
  readonly ended: Promise<string>;
  /** The end of what it printed, as far as it has come. */
  readonly output: () => string;
  /** Resolves when all that it printed has come, which may be later than its end; never while something that it started holds its output open. */
  readonly drained: Promise<void>;
  /** Ends it and everything that it started. */
  readonly stop: () => Promise<void>;
}

export interface Confinement {
  /** Working directory. */
  readonly directory: string;
  /** What HOME and TMPDIR name. */
  readonly home: string;
  /** Directories that it may write, and whose size is limited. */
  readonly writable: readonly string[];
  /** What /tmp and /dev/shm are where it does not see those of the machine. */
  readonly temporary: string;
  readonly shared: string;
  readonly limits: Limits;
  readonly isolation: IsolationLevel;
  /** Added to the few variables that a stranger gets. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Kept of what it prints. */
const TAIL = 16 * 1024;
/** Printing so many times what is allowed is an attack and ends the process: reading it costs us time. */
const FLOOD = 64;
/** Milliseconds between the signal to end and the one that ends. */
const PATIENCE = 1000;

/** Nothing of our environment but this goes to a stranger: no tokens, no names of files of ours. */
const PASSED_ON = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'JAVA_HOME'] as const;

/** Processes that bubblewrap and the shell need besides what was asked for; one more stays outside. */
const OWN_PROCESSES = 3;

/** Starts a shell command, confined. It never throws: a command that cannot be started has ended at once. */
export function startConfined(command: string, confinement: Confinement): ConfinedProcess {
  const { limits, home, isolation } = confinement;
  const passed = isolation === 'none' ? process.env : Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const bubble = isolation === 'bwrap';
  const shell = ['sh', '-c', isolation === 'none' ? `exec ${command}` : `${limitWords(limits, bubble)}; exec ${command}`];
  const [program, ...words] = bubble ? [BUBBLEWRAP, ...bubbleWords(confinement), ...shell] : shell;
  const child = spawn(program!, words, {
    cwd: confinement.directory, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...passed, HOME: home, TMPDIR: home, ...confinement.variables },
  });
  // A bubble ends with us by itself.
  const release = bubble || child.pid === undefined ? (): void => {} : outlive(child.pid, home);
  let [exited, output, printed, watched]: [string | null, string, number, Watched | null] = [null, '', 0, null];
  const kill = (signal: NodeJS.Signals): void => {
    try { if (child.pid !== undefined) process.kill(-child.pid, signal); } catch { /* the group is gone */ }
  };
  const exceed = (what: string): void => {
    exited ??= `killed: ${what}`;
    kill('SIGKILL');
    watched?.killAll();
  };
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => { exited ??= endingText(code, signal, bubble); resolve(exited); });
    child.once('error', (error) => { exited ??= error.message; resolve(exited); });
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.length;
      if (printed <= limits.output) output = (output + chunk.toString('latin1')).slice(-TAIL);
      else if (printed > FLOOD * limits.output && isolation !== 'none') exceed(`it printed more than ${FLOOD * limits.output} bytes`);
    });
    stream.on('error', () => {});
  }
  if (child.pid !== undefined && isolation !== 'none') watched = watchProcesses(child.pid, bubble ? { ...confinement, limits: { ...limits, processes: limits.processes + OWN_PROCESSES + 1 } } : confinement, exceed);
  return {
    exited: () => exited,
    ended,
    drained: new Promise((resolve) => { child.once('close', () => resolve()); }),
    output: () => (printed > limits.output ? `${output}\n… ${printed - limits.output} bytes more` : output),
    stop: async () => {
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(timer);
      kill('SIGKILL');
      watched?.stop();
      release();
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    },
  };
}

/** Limits as POSIX shells set them; one that a shell does not know is left to the watch. */
function limitWords(limits: Limits, counted: boolean): string {
  const words = [['c', 0], ['n', limits['open-files']], ['f', Math.ceil(limits['file-size'] / 512)], ['t', Math.ceil(limits.cpu / 1000)]];
  // In a user namespace of its own the kernel counts its processes apart from all others; dash calls `-p` what others call `-u`.
  const most = limits.processes + OWN_PROCESSES;
  return [...words.map(([flag, value]) => `ulimit -${flag} ${value} 2>/dev/null`), ...(counted ? [`ulimit -u ${most} 2>/dev/null || ulimit -p ${most} 2>/dev/null`] : [])].join('; ');
}

/** Bubblewrap tells of a signal as shells do, by a status above 128. */
function endingText(code: number | null, signal: NodeJS.Signals | null, bubble: boolean): string {
  const name = signal ?? (bubble && code !== null && code > 128 ? Object.entries(constants.signals).find(([, value]) => value === code - 128)?.[0] : undefined);
  return name === undefined ? `exit status ${code}` : `signal ${name}`;
}
