import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, posix, resolve } from 'node:path';
import { FtpspecError } from '../ftpspec-error.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { byteCount } from './byte-count.ts';
import { entryLine } from './entry-line.ts';
import { LocalFileError } from './local-file-error.ts';
import { ProgressDisplay } from './progress-display.ts';
import type { TransferOptions, Transferred } from './remote-files.ts';
import type { ShellCommand, ShellContext } from './shell-context.ts';
import { withRetries } from './with-retries.ts';

/** Attempts of a transfer after the first one: five in all, as the document of length-prefixed has it. */
const RETRIES = 4;

/** The commands of the prompt that are about files. */
export const SHELL_COMMANDS: readonly ShellCommand[] = [
  {
    names: ['ls', 'dir'], also: ['list'], usage: '[path]', help: 'list a remote directory', takes: [0, 1], completes: ['remote'],
    run: async ({ files, print, signal }, [path = '']) => {
      for (const entry of await files.list(path, signal)) print(`${entryLine(entry)}\n`);
    },
  },
  {
    names: ['get'], also: ['retr'], usage: 'remote [local]', help: 'fetch a file', takes: [1, 2], completes: ['remote', 'local'],
    run: (context, [remote = '', local]) => get(context, remote, local),
  },
  {
    names: ['put'], also: ['stor'], usage: 'local [remote]', help: 'store a file', takes: [1, 2], completes: ['local', 'remote'],
    run: (context, [local = '', remote]) => put(context, local, remote),
  },
  { names: ['cd'], usage: 'path', help: 'change the remote directory', takes: [1, 1], completes: ['remote'], run: ({ files }, [path = '']) => files.cd(path) },
  { names: ['pwd'], usage: '', help: 'show the remote directory', takes: [0, 0], completes: [], run: async ({ files, print }) => print(`${terminalSafe(await files.pwd())}\n`) },
  { names: ['del', 'rm'], also: ['dele'], usage: 'path', help: 'delete a remote file', takes: [1, 1], completes: ['remote'], run: ({ files }, [path = '']) => files.delete(path) },
  { names: ['mkdir'], usage: 'path', help: 'make a remote directory', takes: [1, 1], completes: ['remote'], run: ({ files }, [path = '']) => files.mkdir(path) },
  { names: ['rmdir'], usage: 'path', help: 'remove an empty remote directory', takes: [1, 1], completes: ['remote'], run: ({ files }, [path = '']) => files.rmdir(path) },
  { names: ['rename', 'mv'], usage: 'from to', help: 'rename a remote file or directory', takes: [2, 2], completes: ['remote', 'remote'], run: ({ files }, [from = '', to = '']) => files.rename(from, to) },
  {
    names: ['stat'], usage: '[path]', help: 'show what the server says about a path, or about itself', takes: [0, 1], completes: ['remote'],
    run: async ({ files, print }, [path = '']) => { for (const line of await files.stat(path)) print(`${terminalSafe(line)}\n`); },
  },
  { names: ['lcd'], usage: '[path]', help: 'change or show the local directory', takes: [0, 1], completes: ['local'], run: lcd },
  {
    names: ['history'], usage: '', help: 'show the lines so far', takes: [0, 0], completes: [],
    run: async ({ history, print }) => print(history.map((line, at) => `${String(at + 1).padStart(4)}  ${terminalSafe(line)}\n`).join('')),
  },
];

async function get(context: ShellContext, remote: string, local: string | undefined): Promise<void> {
  const name = posix.basename(remote);
  if (['', '.', '..'].includes(name) || remote.endsWith('/')) throw new FtpspecError('USAGE', `"${remote}" names no file`);
  const place = resolve(context.directory, local ?? name);
  const isDirectory = (await stat(place).catch(() => null))?.isDirectory() ?? false;
  const to = isDirectory ? resolve(place, name) : place;
  await moved(context, name, (options) => context.files.get(remote, to, options));
}

async function put(context: ShellContext, local: string, remote: string | undefined): Promise<void> {
  const name = basename(resolve(context.directory, local));
  const to = remote === undefined ? name : remote.endsWith('/') ? `${remote}${name}` : remote;
  await moved(context, name, (options) => context.files.put(resolve(context.directory, local), to, options));
}

async function moved({ files, screen, clock, signal, print, note }: ShellContext, name: string, transfer: (options: TransferOptions) => Promise<Transferred>): Promise<void> {
  const display = screen === null ? null : new ProgressDisplay(screen, name, clock);
  const logged = new ProgressDisplay({ write: (line) => note('info', line.trimEnd()) }, name, clock);
  const began = clock.now();
  try {
    const progress: TransferOptions['progress'] = (done, total) => {
      display?.update(done, total);
      logged.update(done, total);
    };
    const say = (line: string): void => {
      display?.clear();
      note('warn', line);
      print(`${terminalSafe(line)}\n`);
    };
    const retries = files.reconnects === true ? RETRIES : 0;
    const { size, resumedAt, verified } = await withRetries({ retries, clock, signal, say }, () => transfer({ resume: true, signal, progress }));
    display?.clear();
    const seconds = Math.max(clock.now() - began, 1) / 1000;
    const resumed = resumedAt > 0 ? `, of which ${resumedAt} were there already` : '';
    const line = `${terminalSafe(name)}: ${size} bytes${resumed}, ${seconds.toFixed(1)} s, ${byteCount((size - resumedAt) / seconds)}/s${verified === undefined ? '' : `, ${verified} verified`}`;
    note('info', line);
    print(`${line}\n`);
  } finally {
    display?.clear();
  }
}

async function lcd(context: ShellContext, [path]: readonly string[]): Promise<void> {
  if (path !== undefined) {
    const to = resolve(context.directory, path === '~' ? homedir() : path);
    const facts = await stat(to).catch((error: unknown) => { throw LocalFileError.from(error, `change to ${to}`); });
    if (!facts.isDirectory()) throw new LocalFileError(`cannot change to ${to}: it is no directory`);
    context.directory = to;
  }
  context.print(`${terminalSafe(context.directory)}\n`);
}
