import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { processPerformer } from '../../fuzz/client/basic-ftp/process-performer.ts';
import { commandPerformer, type CommandWords } from '../../fuzz/client/command/command-performer.ts';
import type { Performer } from '../../fuzz/client/performer.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { clientWords, type ClientOptions } from './check-client-words.ts';
import { seconds } from './option-values.ts';
import { shellQuote } from './shell-quote.ts';

/** How a command line says which client is to play. Times in milliseconds. */
export interface PerformerOptions extends Pick<ClientOptions, 'spawnGet' | 'spawnPut' | 'spawnLs' | 'client'> {
  readonly limit: number;
  readonly spawnMirror?: string;
}

/** The client that plays unless a command is named. */
const USUAL = 'basic-ftp';
const LIMIT = 20_000;
const WORDS = ['spawnGet', 'spawnPut', 'spawnLs', 'spawnMirror', 'client'] as const;
const NONE = { login: '', get: '', put: '', ls: '', quit: '' };
const NOTHING = { ...NONE, spawn: null, spawnGet: null, spawnPut: null, spawnLs: null };

export function addPerformer(command: Command): Command {
  return command
    .option('--spawn-get <command>', 'a client: a command that fetches {name} into the current directory and ends')
    .option('--spawn-put <command>', 'the same that stores {name}')
    .option('--spawn-ls <command>', 'the same that lists')
    .option('--spawn-mirror <command>', 'the same that fetches all that the server has')
    .option('--client <file>', 'a YAML file with the first three by name')
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
  const words = wordsOf(options);
  const command = words.spawnGet ?? words.spawnPut ?? words.spawnLs ?? words.spawnMirror;
  if (command === null) throw new FtpspecError('USAGE', 'no command that does one thing: its exit status is to tell what came of it', { hint: 'Give --spawn-get, --spawn-put, --spawn-ls or --spawn-mirror.' });
  const name = basename(/^\s*'?([^\s']+)/.exec(command)?.[1] ?? command);
  const again = WORDS.flatMap((word) => (options[word] === undefined ? [] : [` --${word.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)} ${shellQuote(options[word])}`])).join('');
  return { name, make: () => commandPerformer(name, words, options.limit), again: `${again}${options.limit === LIMIT ? '' : ` --limit ${options.limit / 1000}`}` };
}

function wordsOf({ spawnMirror, ...others }: PerformerOptions): CommandWords {
  if (spawnMirror === undefined) return { ...clientWords(others, NONE), spawnMirror: null };
  const { spawnLs: mirror } = clientWords({ spawnLs: spawnMirror }, NONE);
  return { ...(namesCommand(others) ? clientWords(others, NONE) : NOTHING), spawnMirror: mirror };
}
