import { readdir } from 'node:fs/promises';
import { posix, resolve } from 'node:path';
import { findCommand, SHELL_WORDS } from './perform-line.ts';
import type { RemoteFiles } from './remote-files.ts';
import { protectWord, splitWords } from './split-words.ts';

/** Completes the last word of a line: a command, or a remote or local name. In the form that readline wants. */
export async function complete(line: string, files: RemoteFiles, directory: string): Promise<[string[], string]> {
  const { words, lastAt } = splitWords(line);
  const raw = line.slice(lastAt);
  const position = raw === '' ? words.length : words.length - 1;
  const word = raw === '' ? '' : words.at(-1) ?? '';
  if (position === 0) return [SHELL_WORDS.filter((name) => name.startsWith(word)).map((name) => `${name} `), raw];
  const side = findCommand(words[0] ?? '')?.completes[position - 1];
  if (side === undefined) return [[], raw];
  const base = word.slice(0, word.lastIndexOf('/') + 1);
  const names = side === 'remote' ? await remoteNames(files, base) : await localNames(resolve(directory, base));
  const hits = names.map((name) => base + name).filter((path) => path.startsWith(word));
  return [hits.map((path) => (path.endsWith('/') ? protectWord(path) : `${protectWord(path)} `)), raw];
}

async function remoteNames(files: RemoteFiles, base: string): Promise<string[]> {
  const entries = await files.list(base === '' ? '' : base === '/' ? '/' : posix.normalize(base).replace(/\/$/, ''), AbortSignal.timeout(3000)).catch(() => []);
  // A name with control characters would act on the terminal when it is written into the line.
  // oxlint-disable-next-line no-control-regex
  return entries.filter(({ name }) => !/[\u0000-\u001f\u007f-\u009f/]/.test(name)).map(({ name, type }) => (type === 'directory' ? `${name}/` : name));
}

async function localNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
}
