import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where packages put programs comes first: a shim earlier on the path would want the user's home. */
const FOLDERS = [...new Set(['/usr/local/bin', '/usr/bin', '/bin', ...(process.env['PATH'] ?? '').split(delimiter)])];
const DEADLINE = 15_000;
const MOST_OUTPUT = 8 * 2 ** 20;

/** The path of a program, or null when this machine does not have it. */
export function installed(program: string): string | null {
  if (isAbsolute(program)) return program;
  return FOLDERS.map((folder) => join(folder, program)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  }) ?? null;
}

/** Whether a program is there; where tests run for others (CI) it has to be. */
export function present(program: string): boolean {
  return process.env['CI'] !== undefined || installed(program) !== null;
}

export interface Ran { readonly code: number; readonly stdout: Buffer; readonly stderr: string }

/**
 * Runs a program to its end, at most fifteen seconds; then it and all that it started are killed. Its home is the
 * working directory, so that nobody's settings are read or written, and no proxy stands between.
 * @param input what it reads from standard input
 * @throws when it is not there, does not end in time, or says more than 8 MiB
 */
export function run(program: string, args: readonly string[], cwd: string, input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(installed(program) ?? program, args, {
      cwd, detached: true,
      env: { PATH: FOLDERS.join(delimiter), HOME: cwd, XDG_CONFIG_HOME: join(cwd, '.config'), XDG_DATA_HOME: join(cwd, '.data'), XDG_CACHE_HOME: join(cwd, '.cache'), TMPDIR: cwd, LC_ALL: 'C.UTF-8', TZ: 'UTC', TERM: 'dumb', COLUMNS: '200' },
    });
    const parts: { readonly stdout: Buffer[]; readonly stderr: Buffer[] } = { stdout: [], stderr: [] };
    let size = 0;
    let problem: string | null = null;
    const kill = (why: string): void => {
      problem ??= why;
      try { process.kill(-child.pid!, 'SIGKILL'); } catch { /* It has just ended. */ }
    };
    const timer = setTimeout(() => kill(`did not end within ${DEADLINE} ms`), DEADLINE);
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        parts[name].push(chunk);
        size += chunk.length;
        if (size > MOST_OUTPUT) kill('says too much');
      });
    }
    child.stdin.on('error', () => { /* It has ended without reading all of it. */ });
    child.stdin.end(input);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${program} did not run: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const stdout = Buffer.concat(parts.stdout);
      const stderr = Buffer.concat(parts.stderr).toString('latin1');
      if (problem === null && code !== null) resolve({ code, stdout, stderr });
      else reject(new Error(`${program} ${problem ?? `was ended by ${signal}`}: ${stdout.toString('latin1').slice(-500)}${stderr.slice(-500)}`));
    });
  });
}
