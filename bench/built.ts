import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HERE = fileURLToPath(new URL('..', import.meta.url));
let done: Promise<unknown> | null = null;

/**
 * A module of the compiled program, which is built first.
 * @param path from the top of the project, without an ending
 */
export async function built<T>(path: string): Promise<T> {
  await (done ??= promisify(execFile)('npm', ['run', 'build'], { cwd: HERE }));
  return await import(new URL(`../dist/${path}.js`, import.meta.url).href) as T;
}
