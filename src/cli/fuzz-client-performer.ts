import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { processPerformer } from '../../fuzz/client/basic-ftp/process-performer.ts';
import { commandPerformer } from '../../fuzz/client/command/command-performer.ts';
import type { Performer } from '../../fuzz/client/performer.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { clientWords, type ClientOptions } from './check-client-words.ts';
import { seconds } from './option-values.ts';
import { shellQuote } from './shell-quote.ts';

/** How a command line says which client is to play. Times in milliseconds. */
export interface PerformerOptions extends Pick<ClientOptions, 'spawnGet' | 'spawnPut' | 'spawnLs' | 'client'> {
  readonly limit: number;
}

/** The client that plays unless a command is named. */
const USUAL = 'basic-ftp';
const LIMIT = 20_000;
const WORDS = ['spawnGet', 'spawnPut', 'spawnLs', 'client'] as const;

export function addPerformer(command: Command): Command {
  return command
    .option('--spawn-get <command>', 'a client: a command that fetches {name} into the current directory and ends')
    .option('--spawn-put <command>', 'the same that stores {name}')
    .option('--spawn-ls <command>', 'the same that lists')
    .option('--client <file>', 'a YAML file with these three by name')
    .addOption(new Option('--limit <seconds>', 'how long one run of a command may take').argParser(seconds(0.5, 3600)).default(LIMIT, '20'));
}

/** Whether a client is named that is a command. */
export function namesCommand(options: PerformerOptions): boolean { return WORDS.some((word) => options[word] !== undefined); }

/**
 * What the client is called, how to make one of it, and the words that name it again.
 * @throws FtpspecError `USAGE`
 */
export function performerOf(library: string | undefined, options: PerformerOptions): { readonly name: string; readonly make: () => Performer; readonly again: string } {
  if (!namesCommand(options)) return { name: library ?? USUAL, make: () => processPerformer(library ?? USUAL), again: '' };
  if (library !== undefined) throw new FtpspecError('USAGE', `${library} and a command: one of them is to play`, { hint: `Leave ${library} out, or --spawn-get, --spawn-put, --spawn-ls and --client.` });
  const words = clientWords(options, { login: '', get: '', put: '', ls: '', quit: '' });
  const command = words.spawnGet ?? words.spawnPut ?? words.spawnLs;
  if (command === null) throw new FtpspecError('USAGE', 'no command that does one thing: its exit status is to tell what came of it', { hint: 'Give spawn-get, spawn-put or spawn-ls.' });
  const name = basename(/^\s*'?([^\s']+)/.exec(command)?.[1] ?? command);
  const again = WORDS.flatMap((word) => (options[word] === undefined ? [] : [` --${word.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)} ${shellQuote(options[word])}`])).join('');
  return { name, make: () => commandPerformer(name, words, options.limit), again: `${again}${options.limit === LIMIT ? '' : ` --limit ${options.limit / 1000}`}` };
}
