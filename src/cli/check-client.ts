import { Option, type Command } from 'commander';
import { clientChecks } from '../../conformance/client/client-suite.ts';
import { CLIENT_PROTOCOLS, profileOf } from '../../conformance/client/profiles.ts';
import { LEVELS, select, type Selection } from '../../conformance/select.ts';
import { REPORT_ENDINGS } from '../../reports/render.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { clientWords, type ClientOptions } from './check-client-words.ts';
import { performClientCheck } from './check-client-run.ts';
import { checkLines } from './list-checks.ts';
import { collect, seconds, whole } from './option-values.ts';
import type { SetExitCode } from './program.ts';

/** The options of `check-client` as commander hands them over. Times in milliseconds. */
export interface CheckClientOptions extends ClientOptions {
  readonly protocol: string;
  readonly failure?: string;
  readonly check: readonly string[];
  readonly rule: readonly string[];
  readonly level?: NonNullable<Selection['level']>;
  readonly skip: readonly string[];
  readonly list: boolean;
  readonly timeout: number;
  readonly concurrency: number;
  readonly deadline: number;
  readonly verbose: boolean;
  readonly strict: boolean;
  readonly exitZero: boolean;
  readonly report: readonly string[];
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
    .option('--failure <regex>', 'words by which the client tells a failure (default: the usual ones)')
    .option('--check <id>', 'only checks whose id begins so *', collect, [])
    .option('--rule <id>', 'only checks that cite this requirement *', collect, [])
    .addOption(new Option('--level <level>', 'only checks of this level or a stricter one').choices(LEVELS))
    .option('--skip <id>', 'leave out checks whose id begins so *', collect, [])
    .option('--list', 'list the selected checks and stop', false)
    .addOption(new Option('--timeout <seconds>', 'how long one run of the client may take').argParser(seconds(0.5, 3600)).default(20_000, '20'))
    .option('--concurrency <n>', 'clients at a time', whole(1, 64), 4)
    .addOption(new Option('--deadline <seconds>', 'how long the whole run may take').argParser(seconds(1, 86_400)).default(900_000, '900'))
    .option('--verbose', 'show every check with its wire log', false)
    .option('--strict', 'exit with 1 for warnings as well', false)
    .option('--exit-zero', 'exit with 0 whenever checks ran, whatever they found', false)
    .option('--report <file...>', `write reports; the end of the name gives the format: ${REPORT_ENDINGS.join(', ')}`, [])
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
  const selection: Selection = { chapters: [], checks: options.check, rules: options.rule, verbs: [], level: options.level ?? null, skip: options.skip };
  const checks = select(clientChecks(profile), profile.table, selection);
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
