import { spawn } from 'node:child_process';
import type { Limits } from './assignment.ts';
import { watchProcesses, type Watched } from './process-watch.ts';

/** A command of a stranger, in a process group and session of its own. */
export interface ConfinedProcess {
  /** How it ended, or null while it runs. */
  readonly exited: () => string | null;
  /** Resolves when it has ended. */
  readonly ended: Promise<string>;
  /** The end of what it printed. */
  readonly output: () => string;
  /** Ends it and everything that it started. */
  readonly stop: () => Promise<void>;
}

export interface Confinement {
  /** Working directory. */
  readonly directory: string;
  /** What HOME and TMPDIR name. */
  readonly home: string;
  /** Directories whose size is limited. */
  readonly writable: readonly string[];
  readonly limits: Limits;
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

/** Starts a shell command under limits. It never throws: a command that cannot be started has ended at once. */
export function startConfined(command: string, confinement: Confinement): ConfinedProcess {
  const { limits, home } = confinement;
  const passed = Object.fromEntries(PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  const child = spawn('sh', ['-c', `${limitWords(limits)}; exec ${command}`], {
    cwd: confinement.directory, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...passed, HOME: home, TMPDIR: home, ...confinement.variables },
  });
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
    child.once('exit', (code, signal) => { exited ??= signal === null ? `exit status ${code}` : `signal ${signal}`; resolve(exited); });
    child.once('error', (error) => { exited ??= error.message; resolve(exited); });
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.length;
      if (printed <= limits.output) output = (output + chunk.toString('latin1')).slice(-TAIL);
      else if (printed > FLOOD * limits.output) exceed(`it printed more than ${FLOOD * limits.output} bytes`);
    });
    stream.on('error', () => {});
  }
  if (child.pid !== undefined) watched = watchProcesses(child.pid, confinement, exceed);
  return {
    exited: () => exited,
    ended,
    output: () => (printed > limits.output ? `${output}\n… ${printed - limits.output} bytes more` : output),
    stop: async () => {
      kill('SIGTERM');
      const timer = setTimeout(() => kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(timer);
      kill('SIGKILL');
      watched?.stop();
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
    },
  };
}

/** Limits as POSIX shells set them; one that a shell does not know is left to the watch. */
function limitWords(limits: Limits): string {
  const words = [['c', 0], ['n', limits['open-files']], ['f', Math.ceil(limits['file-size'] / 512)], ['t', Math.ceil(limits.cpu / 1000)]];
  return words.map(([flag, value]) => `ulimit -${flag} ${value} 2>/dev/null`).join('; ');
}
