import { Option, type Command } from 'commander';
import { select } from '../../conformance/select.ts';
import { FOUND } from '../../fuzz/finding-check.ts';
import { GRADE_FORMATS } from '../../reports/grading/grade-formats.ts';
import { TLS_MODES } from '../../conformance/tls-mode.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { accountOption } from './account-option.ts';
import { performCheck } from './perform-check.ts';
import type { CheckOptions } from './check-options.ts';
import { credentialsOf, rootOf } from './check-options.ts';
import { parseTarget, targetText } from './check-target.ts';
import { findingChecks } from './finding-checks.ts';
import { chapterCounts, checkLines } from './list-checks.ts';
import { collect, seconds, whole } from './option-values.ts';
import { protocolOption } from './protocol-option.ts';
import type { SetExitCode } from './program.ts';
import { addChoice, addOutcome, selectionOf } from './run-options.ts';
import { checksOf, chosenSuite, specOption } from './spec-option.ts';

const TIMEOUT = 5000;

export function addCheck(program: Command, setExitCode: SetExitCode): void {
  const command = program.command('check')
    .summary('test a server')
    .description('Runs the conformance suite against a server and tells what is wrong, worst first.')
    .argument('[host:port]', 'a server that runs already; an IPv6 address in brackets')
    .option('--spawn <command>', 'start this command as the server: {port} and {root} are replaced, PORT and ROOT set')
    .option('--reference', 'test the reference server, started for the purpose; a wrong password does not wait there', false)
    .addOption(protocolOption())
    .addOption(specOption())
    .addOption(new Option('--user <name>', 'who logs in (default: anonymous)').env('FTPSPEC_USER'))
    .addOption(new Option('--password <word>', 'with which password').env('FTPSPEC_PASSWORD'))
    .addOption(accountOption().env('FTPSPEC_ACCOUNT'))
    .option('--root <dir>', 'the directory that the server serves, when it is on this disk: files are then checked there too')
    .option('--chapter <name>', 'only checks of this chapter *', collect, [])
    .option('--verb <verb>', 'only checks about this command *', collect, [])
    .option('--finding <path>', `what ftpspec fuzz has found is a check as well: a .json file or a directory of them, chapter ${FOUND} *`, collect, []);
  addChoice(command)
    .option('--dry-run', 'say what would run against what and stop', false)
    .addOption(new Option('--tls <mode>', 'protect every session: explicit by AUTH TLS, implicit from the first byte; auto where nobody may log in in clear; off leaves the checks of TLS out').choices(TLS_MODES).default('auto'))
    .option('--timeout <ms>', 'how long a reply may take', whole(50, 600_000), TIMEOUT)
    .option('--concurrency <n>', 'sessions at a time', whole(1, 256), 8)
    .addOption(new Option('--deadline <seconds>', 'how long the whole run may take').argParser(seconds(1, 86_400)).default(600_000, '600'));
  addOutcome(command)
    .option('--format <name[=file]>', `also write ${GRADE_FORMATS.join(', ')}, a point a check *`, collect, [])
    .option('--baseline <file>', 'known failures: another failure, or one of these that passes, is exit code 1; without them 0')
    .option('--write-baseline <file>', 'write what fails now as the known failures')
    .addHelpText('after', `
* may be given several times: any of them. Different options must all agree.

Examples:
  ftpspec check 127.0.0.1:2121 --user alice --password secret --root ./files
  ftpspec check --spawn 'python3 server.py {port} {root}' --user u --password p --report result.html result.xml
  ftpspec check --reference --chapter transfer --level MUST
  ftpspec check 127.0.0.1:990 --tls implicit --user u --password p
  ftpspec check --list --verb RETR
  ftpspec check 127.0.0.1:2121 --user u --password p --finding found/findings --chapter found

The login may come from FTPSPEC_USER, FTPSPEC_PASSWORD and FTPSPEC_ACCOUNT. The reports are written also when the run is interrupted.
Exit codes: 0 conforms, 1 does not, 2 wrong use or nothing ran, 3 server not started or not reached, 4 our own fault.`);
  command.action(async (address: string | undefined, options: CheckOptions) => {
    const typed = (option: string): boolean => command.getOptionValueSource(option) === 'cli';
    setExitCode(await check(address, options, typed));
  });
}

async function check(address: string | undefined, options: CheckOptions, typed: (option: string) => boolean): Promise<number> {
  const suite = await chosenSuite(options);
  const { table } = suite;
  const checks = select([...checksOf(suite), ...findingChecks(suite, options.finding)], table, selectionOf(options)).filter(({ chapter }) => options.tls !== 'off' || chapter !== 'security');
  if (!table.commands.has('AUTH') && (options.tls === 'explicit' || options.tls === 'implicit')) throw new FtpspecError('USAGE', `${table.protocol.name} has no TLS`);
  if (options.list) {
    say(...checkLines(checks, table));
    return 0;
  }
  const target = parseTarget({ address, spawn: options.spawn, reference: options.reference });
  const credentials = credentialsOf(options, target);
  const root = rootOf(options);
  if (options.dryRun) {
    const counts = [...chapterCounts(checks)].map(([chapter, count]) => `${chapter} ${count}`).join(', ');
    say(`would test ${targetText(target)} as ${credentials.user}${root === null ? '' : ` with its directory ${root}`}`, `${checks.length} checks: ${counts}`, ...checkLines(checks, table));
    return 0;
  }
  return performCheck({ suite, checks, target, credentials, root, options, typed, timeout: TIMEOUT });
}

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
