import { Argument, Option, type Command } from 'commander';
import { CLIENT_GENERATORS, type ClientGenerator } from '../../fuzz/client/generate.ts';
import { REPORT_ENDINGS } from '../../reports/render.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { addPerformer, namesCommand, performerOf, type PerformerOptions } from './fuzz-client-performer.ts';
import { seconds, whole } from './option-values.ts';
import { performFuzzClient } from './perform-fuzz-client.ts';
import type { SetExitCode } from './program.ts';
import { replayClient } from './replay-client.ts';

/** The libraries that can be played with. */
const CLIENTS = ['basic-ftp'] as const;

/** The options of `fuzz-client` as commander hands them over. Times in milliseconds. */
export interface FuzzClientOptions extends PerformerOptions {
  readonly time?: number;
  readonly runs?: number;
  readonly seed?: number;
  readonly maxFindings: number;
  readonly generator: readonly ClientGenerator[];
  readonly corpus?: string;
  readonly concurrency: number;
  readonly strict: boolean;
  readonly exitZero: boolean;
  readonly json: boolean;
  readonly report: readonly string[];
  readonly replay?: string;
  readonly times: number;
}

export function addFuzzClient(program: Command, setExitCode: SetExitCode): void {
  const command = program.command('fuzz-client')
    .summary('search a client for faults')
    .description('Gives a client days of work with servers that the specification generates, legal and hostile, and judges whether it agrees with them on what was done, and what it bears.')
    .addArgument(new Argument('[client]', 'which library (default: basic-ftp); a command is named by options').choices(CLIENTS));
  addPerformer(command)
    .addOption(new Option('--time <seconds>', 'how long to search (default: 60, or until --runs)').argParser(seconds(1, 864_000)))
    .addOption(new Option('--runs <n>', 'how many days to play').argParser(whole(1, 1_000_000_000)))
    .addOption(new Option('--seed <n>', 'the same number makes the same days').argParser(whole(0, 4_294_967_295)))
    .option('--max-findings <n>', 'stop after so many findings', whole(1, 1000), 50)
    .addOption(new Option('--generator <name...>', 'only days of these generators').choices(CLIENT_GENERATORS).default([], 'all'))
    .option('--corpus <dir>', 'keep findings here, a file each; a later run passes over them')
    .option('--concurrency <n>', 'clients at a time', whole(1, 64), 2)
    .option('--strict', 'exit with 1 for warnings as well', false)
    .option('--exit-zero', 'exit with 0 whatever was found', false)
    .option('--json', 'print nothing but the records of the log, a line each', false)
    .option('--report <file...>', `write reports; the end of the name gives the format: ${REPORT_ENDINGS.join(', ')}`, [])
    .option('--replay <file>', 'play a finding of the corpus again')
    .option('--times <n>', 'with --replay: so many times', whole(1, 10_000), 1)
    .addHelpText('after', `
The client runs in processes of its own, each day with a server and directories of its own, which are removed after it. A command is started for each
thing that is asked of it; its exit status tells what came of it. Give it time limits of its own: servers fall silent. Placeholders as in check-client:
{host} {port} {user} {password} {name}, and {path}, the name as a part of a URL.

Examples:
  ftpspec fuzz-client basic-ftp --time 300 --corpus found
  ftpspec fuzz-client basic-ftp --seed 7 --runs 2000 --generator legal --report found.html
  ftpspec fuzz-client --spawn-get 'curl -sS --max-time 5 ftp://{user}:{password}@{host}:{port}/{path} -o {name}' --runs 300 --corpus found
  ftpspec fuzz-client --client ours.yaml --seed 7
  ftpspec replay found/findings/NAME.json

Exit codes: 0 nothing found, 1 findings, 2 wrong use, 4 our own fault.`)
    .action(async (client: string | undefined, options: FuzzClientOptions) => {
      const performer = performerOf(client, options);
      if (namesCommand(options) && options.generator.length > 0 && options.generator.every((name) => name === 'tls')) throw new FtpspecError('USAGE', 'days under TLS are played with basic-ftp alone');
      setExitCode(options.replay === undefined ? await performFuzzClient(performer, options) : await replayClient(performer.make(), options.replay, options.times));
    });
}
