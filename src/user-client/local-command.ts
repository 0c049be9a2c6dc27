import { spawn } from 'node:child_process';

/** Runs a command of the system's shell with our own input and output; resolves with its exit code, 128 and more for a signal. */
export function runLocalCommand(command: string, directory: string, interactive: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    // A script's further lines are not for the command.
    const child = spawn(command, { shell: true, cwd: directory, stdio: [interactive ? 'inherit' : 'ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 128));
  });
}
