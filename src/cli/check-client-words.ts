import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ClientWords } from '../../conformance/client/client-words.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { shellQuote } from './shell-quote.ts';

/** How a command line tells what a client is told. */
export interface ClientOptions {
  readonly spawn?: string;
  readonly login?: string;
  readonly get?: string;
  readonly put?: string;
  readonly ls?: string;
  readonly quit?: string;
  readonly spawnGet?: string;
  readonly spawnPut?: string;
  readonly spawnLs?: string;
  readonly client?: string;
}

const text = z.string().exactOptional();
const fileSchema = z.strictObject({ spawn: text, login: text, get: text, put: text, ls: text, quit: text, 'spawn-get': text, 'spawn-put': text, 'spawn-ls': text });

/**
 * The words for a client: from the command line, else from the file, else the protocol's usual ones.
 * @throws FtpspecError `USAGE`
 */
export function clientWords(options: ClientOptions, usual: Pick<ClientWords, 'login' | 'get' | 'put' | 'ls' | 'quit'>): ClientWords {
  const file = options.client === undefined ? {} : readWords(options.client);
  const command = (words: string | undefined): string | null => (words === undefined || words.trim() === '' ? null : anchored(words));
  const words: ClientWords = {
    spawn: command(options.spawn ?? file.spawn),
    login: options.login ?? file.login ?? usual.login,
    get: options.get ?? file.get ?? usual.get,
    put: options.put ?? file.put ?? usual.put,
    ls: options.ls ?? file.ls ?? usual.ls,
    quit: options.quit ?? file.quit ?? usual.quit,
    spawnGet: command(options.spawnGet ?? file['spawn-get']),
    spawnPut: command(options.spawnPut ?? file['spawn-put']),
    spawnLs: command(options.spawnLs ?? file['spawn-ls']),
  };
  if (words.spawn === null && words.spawnGet === null && words.spawnPut === null && words.spawnLs === null) {
    throw new FtpspecError('USAGE', 'no client to check', { hint: "Say how it is started: --spawn 'python3 client.py {host} {port}', or --spawn-get, --spawn-put and --spawn-ls for commands that do one thing." });
  }
  return words;
}

function readWords(path: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(parse(readFileSync(path, 'utf8'), { maxAliasCount: 0 }));
  } catch (error) {
    const problem = error instanceof z.ZodError ? `${error.issues[0]?.path.join('.') ?? ''} ${error.issues[0]?.message ?? ''}`.trim() : (error as Error).message;
    throw new FtpspecError('USAGE', `${path}: ${problem}`, { hint: 'It holds lines such as `spawn: python3 client.py {host} {port}` and `get: get {name}`.' });
  }
}

/** The command with its files named by whole paths: it runs in another directory. */
function anchored(command: string): string {
  return command.replace(/[^\s'"=]+/g, (word) => {
    const path = resolve(word);
    return word !== path && statSync(path, { throwIfNoEntry: false })?.isFile() === true ? shellQuote(path) : word;
  });
}
