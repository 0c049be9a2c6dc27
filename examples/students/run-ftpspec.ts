import { spawn } from 'node:child_process';
import { join } from 'node:path';

const TOP = join(import.meta.dirname, '../..');

/** Runs `ftpspec` from its sources to its end, as the examples' readers run it from the package. */
export function runFtpspec(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], { cwd: TOP, env: { ...process.env, NO_COLOR: '1', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    child.once('close', (code) => resolve({ code, output }));
  });
}
