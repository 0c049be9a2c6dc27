import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Table } from '../../src/machine/table.ts';
import type { Served } from '../servers/served.ts';
import { compiledTable } from './compiled-table.ts';

const SOURCE = fileURLToPath(new URL('./table-server.c', import.meta.url));

/**
 * Compiles the table as a server in C, with the machine's own `cc`, and starts it on a free loopback port. Where there is no compiler, or it
 * does not take the program, what it said comes back instead.
 * @param directory where a directory for the program is made, which goes with it
 */
export async function startCompiled(table: Table, directory: string): Promise<Served | { readonly unavailable: string }> {
  const account = { user: 'tester', password: 'secret' };
  const made = await mkdtemp(join(directory, 'ftpspec-table-'));
  const remove = (): Promise<void> => rm(made, { recursive: true, force: true });
  const program = join(made, 'table-server');
  try {
    await writeFile(join(made, 'table.h'), compiledTable(table));
    await promisify(execFile)('cc', ['-O2', '-std=c11', '-I', made, '-o', program, SOURCE]);
  } catch (error) {
    await remove();
    return { unavailable: (error as Error).message.split('\n')[0]! };
  }
  // It ends with its standard input, so that it does not outlive this process.
  const child = spawn(program, [account.user, account.password], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
    await remove();
  };
  const port = Number((await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => [])]))[0]);
  if (Number.isInteger(port)) return { name: 'table in C', host: '127.0.0.1', port, ...account, pid: child.pid!, stop };
  await stop();
  return { unavailable: `it ended with ${child.exitCode ?? child.signalCode}` };
}
