import { Option, type Command } from 'commander';
import { clientChecks } from '../../conformance/client/client-suite.ts';
import { CLIENT_PROTOCOLS, profileOf } from '../../conformance/client/profiles.ts';
import { select } from '../../conformance/select.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { clientWords, type ClientOptions } from './check-client-words.ts';
import { performClientCheck } from './check-client-run.ts';
import { checkLines } from './list-checks.ts';
import { seconds, whole } from './option-values.ts';
import type { SetExitCode } from './program.ts';
import { addChoice, addOutcome, selectionOf, type RunOptions } from './run-options.ts';

/** The options of `check-client` as commander hands them over. */
export interface CheckClientOptions extends ClientOptions, RunOptions {
  readonly failure?: string;
}

export function addCheckClient(program: Command, setExitCode: SetExitCode): void {
  const command = program.command('check-client')
    .summary('test a client')
    .description('Starts a client again and again, each time with a server that behaves otherwise, and judges what it says, keeps and tells.')
    .addOption(new Option('--protocol <name>', 'which protocol').choices(CLIENT_PROTOCOLS).default('ftp'))
    .option('--spawn <command>', 'an interactive client; {host} {port} {user} {password} are replaced')
    .option('--login <lines>', 'what it is told first; \\n begins the next line')
    .option('--get <lines>', 'how it is told to fetch {name}; empty: it cannot')
    .option('--put <lines>', 'how it is told to store {name}; empty: it cannot')
    .option('--ls <lines>', 'how it is told to list; empty: it cannot')
    .option('--quit <lines>', 'how it is told to end')
    .option('--spawn-get <command>', 'a command that fetches {name} into the current directory and ends')
    .option('--spawn-put <command>', 'a command that stores {name} and ends')
    .option('--spawn-ls <command>', 'a command that lists and ends')
    .option('--client <file>', 'a YAML file with these options by name: spawn, login, get, put, ls, quit, spawn-get, spawn-put, spawn-ls')
    .option('--failure <regex>', 'words by which the client tells a failure (default: the usual ones)');
  addChoice(command)
    .addOption(new Option('--timeout <seconds>', 'how long one run of the client may take').argParser(seconds(0.5, 3600)).default(20_000, '20'))
    .option('--concurrency <n>', 'clients at a time', whole(1, 64), 4)
    .addOption(new Option('--deadline <seconds>', 'how long the whole run may take').argParser(seconds(1, 86_400)).default(900_000, '900'));
  addOutcome(command)
    .addHelpText('after', `
* may be given several times: any of them.

The client runs in an empty directory of its own; files that the command names by relative paths are found from here. Placeholders
are quoted where they need it; {path} is the name as a part of a URL.

Examples:
  ftpspec check-client --spawn 'python3 client.py {host} {port}' --get 'get {name}' --put 'put {name}' --ls ls --quit quit
  ftpspec check-client --spawn-get 'curl -sS --max-time 5 ftp://{user}:{password}@{host}:{port}/{path} -o {name}'
  ftpspec check-client --protocol length-prefixed --spawn-get 'python3 client.py {host} {port} {name}'
  ftpspec check-client --client ours.yaml --report result.html

Exit codes: 0 conforms, 1 does not, 2 wrong use or nothing ran, 3 client not started, 4 our own fault.`);
  command.action(async (options: CheckClientOptions) => { setExitCode(await checkClient(options)); });
}

async function checkClient(options: CheckClientOptions): Promise<number> {
  const profile = profileOf(options.protocol);
  const checks = select(clientChecks(profile), profile.table, selectionOf(options));
  if (options.list) {
    process.stdout.write(checkLines(checks, profile.table).map((line) => `${line}\n`).join(''));
    return 0;
  }
  return performClientCheck({ profile, checks, words: clientWords(options, profile.words), failure: failureOf(options), options });
}

function failureOf({ failure }: CheckClientOptions): RegExp | null {
  if (failure === undefined) return null;
  try {
    return new RegExp(failure, 'i');
  } catch (error) {
    throw new FtpspecError('USAGE', `--failure is no regular expression: ${(error as Error).message}`);
  }
}
