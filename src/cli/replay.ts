import { Option, type Command } from 'commander';
import { readFinding } from '../../fuzz/finding-file.ts';
import { sideOfFinding } from '../../fuzz/read-finding-file.ts';
import { exportClientFinding } from '../../fuzz/client/export/export.ts';
import { readClientFinding } from '../../fuzz/client/finding.ts';
import { EXPORTS, exportFinding, type ExportKind } from '../../fuzz/export/export.ts';
import { prepare } from '../../fuzz/prepare.ts';
import { replay, type Replayed } from '../../fuzz/replay.ts';
import { SUITES } from '../../conformance/catalog.ts';
import { transcript } from '../../reports/wire-text.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { ruleText } from '../spec/rule-text.ts';
import { accountOption } from './account-option.ts';
import { credentialsOf, rootOf, type CheckOptions } from './check-options.ts';
import { addPerformer, namesCommand, performerOf, type PerformerOptions } from './fuzz-client-performer.ts';
import { replayClient } from './replay-client.ts';
import { parseTarget } from './check-target.ts';
import { whole } from './option-values.ts';
import type { SetExitCode } from './program.ts';
import { startTarget } from './start-target.ts';

interface ReplayOptions extends PerformerOptions, Pick<CheckOptions, 'spawn' | 'reference' | 'user' | 'password' | 'account' | 'root' | 'timeout'> {
  readonly against?: string;
  readonly times: number;
  readonly export?: ExportKind;
}

/** Options that say which server is to be played with: a finding of a client brings its own. */
const SERVER = ['against', 'spawn', 'reference', 'root'] as const;

export function addReplay(program: Command, setExitCode: SetExitCode): void {
  const command = program.command('replay')
    .summary('play a finding of fuzz or fuzz-client again')
    .description('Plays what `ftpspec fuzz` has found in a server, or writes it as a program that needs no ftpspec; plays what `ftpspec fuzz-client` has found in a client, or writes its server as such a program.')
    .argument('<file>', 'a finding: a .json file of the corpus directory')
    .option('--against <host:port>', 'a server that runs already')
    .option('--spawn <command>', 'start this command as the server: {port} and {root} are replaced, PORT and ROOT set')
    .option('--reference', 'play it against the reference server', false)
    .addOption(new Option('--user <name>', 'who logs in (default: anonymous)').env('FTPSPEC_USER'))
    .addOption(new Option('--password <word>', 'with which password').env('FTPSPEC_PASSWORD'))
    .addOption(accountOption().env('FTPSPEC_ACCOUNT'))
    .option('--root <dir>', 'the directory that the server serves, when it is on this disk')
    .option('--timeout <ms>', 'how long a reply may take', whole(50, 600_000), 5000)
    .option('--times <n>', 'play it so many times and tell how often it shows', whole(1, 10_000), 1)
    .addOption(new Option('--export <language>', 'write a program that plays it, to standard output').choices(EXPORTS));
  addPerformer(command)
    .addHelpText('after', `
Examples:
  ftpspec replay found/findings/NAME.json --against 127.0.0.1:2121 --user u --password p
  ftpspec replay found/findings/NAME.json --export python > show.py && python3 show.py 127.0.0.1 2121 u p
  ftpspec replay found/findings/NAME.json                         a finding of fuzz-client, with basic-ftp
  ftpspec replay found/findings/NAME.json --client ours.yaml      the same with a command
  ftpspec replay found/findings/NAME.json --export python > server.py && python3 server.py 'python3 client.py {host} {port} {name}'
                                                                  the server of such a finding as a program

Exit codes: 0 it does not show, 1 it does, 2 wrong use, 3 server or client not started or not reached.`)
    .action(async (file: string, options: ReplayOptions) => { setExitCode(await perform(file, options)); });
}

async function perform(file: string, options: ReplayOptions): Promise<number> {
  if (sideOfFinding(file) === 'client') {
    const odd = SERVER.find((name) => options[name] !== undefined && options[name] !== false);
    if (odd !== undefined) throw new FtpspecError('USAGE', `${file} is a finding of a client: --${odd} is of no use to it`, { hint: 'Its server is made as the finding says. Name the client by --spawn-get, --spawn-put, --spawn-ls or --client; without them basic-ftp plays.' });
    if (options.export === 'shell') throw new FtpspecError('USAGE', `${file} is a finding of a client: a shell cannot be its server`, { hint: 'Give --export python.' });
    if (options.export === 'python') {
      process.stdout.write(await exportClientFinding(readClientFinding(file)));
      return 0;
    }
    return replayClient(performerOf(undefined, options).make(), file, options.times);
  }
  if (namesCommand(options)) throw new FtpspecError('USAGE', `${file} is a finding of a server: a client's command is of no use to it`, { hint: 'Name the server by --against, --spawn or --reference.' });
  const finding = readFinding(file);
  const suite = SUITES[finding.scenario.protocol];
  if (suite === undefined) throw new FtpspecError('BAD_FINDING', `${file}: no protocol is called ${finding.scenario.protocol}`);
  if (options.export !== undefined) {
    process.stdout.write(exportFinding(finding, options.export, suite.table));
    return 0;
  }
  const target = parseTarget({ address: options.against, spawn: options.spawn, reference: options.reference });
  const login = options as unknown as CheckOptions;
  const started = await startTarget(target, credentialsOf(login, target), rootOf(login), options.timeout, suite);
  try {
    const { subject, remove } = await prepare(suite, started, options.timeout);
    const played = await replay(subject, finding, options.times).finally(remove);
    const shown = played.filter(({ shows }) => shows).length;
    tell(played.find(({ shows }) => shows) ?? played[0]!, (id) => ruleText(suite.table.protocol, id)?.sentence ?? '');
    process.stdout.write(`${shown === 0 ? 'does not show' : 'shows'}${played.length === 1 ? '' : ` ${shown} of ${played.length} times`}: ${terminalSafe(finding.title)}\n`);
    return shown > 0 ? 1 : 0;
  } finally {
    await started.stop();
  }
}

/** Lines of a conversation that are shown. */
const MOST = 400;

function tell({ outcome }: Replayed, sentence: (id: string) => string): void {
  const { problem } = outcome;
  const lines = [...transcript(outcome.wire(), MOST), ''];
  if (problem === null) lines.push('Nothing is wrong with that.');
  else lines.push(`rule      ${problem.rule}: ${sentence(problem.rule)}`, `sent      ${problem.sent}`, `expected  ${problem.expected.slice(0, 6).join('; ')}`, `actual    ${problem.actual}`);
  process.stdout.write(`${lines.map(terminalSafe).join('\n')}\n`);
}
