import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const TOP = fileURLToPath(new URL('../..', import.meta.url));

/** The program as a process of its own, for tests. */
export interface FtpspecProcess {
  readonly pid: number;
  /** Everything on standard output so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** The exit code when it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Waits until standard output holds a match; rejects when the process ends before. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** Starts `ftpspec` from its source with these words. */
export function startFtpspec(...words: readonly string[]): FtpspecProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], { cwd: TOP, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString('utf8'); });
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString('utf8'); });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = (pattern: RegExp): Promise<RegExpExecArray> => new Promise((resolve, reject) => {
    const look = (): void => {
      const match = pattern.exec(out);
      if (match !== null) resolve(match);
    };
    child.stdout.on('data', look);
    void ended.then((code) => reject(new Error(`ended with ${code} before ${pattern}: ${out}${err}`)));
    look();
  });
  return { pid: child.pid ?? 0, out: () => out, err: () => err, ended, until, signal: (name) => { child.kill(name); } };
}

/** Runs it to its end. */
export async function ftpspec(...words: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const started = startFtpspec(...words);
  const code = await started.ended;
  return { code, out: started.out(), err: started.err() };
}
