import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program with a script on its standard input, for tests. */
export interface ScriptedFtpspec {
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
  readonly signal: (name: NodeJS.Signals) => void;
}

const TSX = import.meta.resolve('tsx');
const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Starts `ftpspec` from its source in a directory; the lines of the script end with the end of input. */
export function scriptFtpspec(directory: string, words: readonly string[], script: readonly string[] = []): ScriptedFtpspec {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, ...words], { cwd: directory, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString('utf8'); });
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString('utf8'); });
  child.stdin.on('error', () => {});
  child.stdin.end(script.map((line) => `${line}\n`).join(''));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => child.once('close', (code) => resolve({ code, out, err })));
  return { ended, signal: (name) => { child.kill(name); } };
}
