import { Option, type Command } from 'commander';
import { GENERATOR_NAMES } from '../../fuzz/generate/generators.ts';
import { OWN_PROTOCOLS, wireOf } from '../../fuzz/own/wires.ts';
import { REPORT_ENDINGS } from '../../reports/render.ts';
import { accountOption } from './account-option.ts';
import { credentialsOf, rootOf, type CheckOptions } from './check-options.ts';
import { parseTarget } from './check-target.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import type { FuzzOptions } from './fuzz-options.ts';
import { seconds, whole } from './option-values.ts';
import { performFuzz } from './perform-fuzz.ts';
import type { SetExitCode } from './program.ts';
import { protocolOption, suiteOf } from './protocol-option.ts';

export function addFuzz(program: Command, setExitCode: SetExitCode): void {
  const command = program.command('fuzz')
    .summary('search a server for faults')
    .description('Plays sessions that the specification generates, legal, nearly legal and illegal, and judges every reply, file and connection.')
    .argument('[host:port]', 'a server that runs already; an IPv6 address in brackets')
    .option('--spawn <command>', 'start this command as the server: {port} and {root} are replaced, PORT and ROOT set')
    .option('--reference', 'fuzz the reference server, started for the purpose', false)
    .addOption(protocolOption())
    .addOption(new Option('--user <name>', 'who logs in (default: anonymous)').env('FTPSPEC_USER'))
    .addOption(new Option('--password <word>', 'with which password').env('FTPSPEC_PASSWORD'))
    .addOption(accountOption().env('FTPSPEC_ACCOUNT'))
    .option('--root <dir>', 'the directory that the server serves, when it is on this disk: files are then checked there too')
    .addOption(new Option('--time <seconds>', 'how long to search (default: 60, or until --runs)').argParser(seconds(1, 864_000)))
    .addOption(new Option('--runs <n>', 'how many scenarios to play').argParser(whole(1, 1_000_000_000)))
    .addOption(new Option('--seed <n>', 'the same number makes the same scenarios').argParser(whole(0, 4_294_967_295)))
    .option('--max-findings <n>', 'stop after so many findings', whole(1, 1000), 50)
    .addOption(new Option('--generator <name...>', 'only scenarios of these generators').choices(GENERATOR_NAMES).default([], 'all'))
    .option('--corpus <dir>', 'keep findings and progress here; a later run goes on where this one stops')
    .option('--timeout <ms>', 'how long a reply may take', whole(50, 600_000), 5000)
    .option('--concurrency <n>', 'scenarios at a time, of all workers', whole(1, 512), 8)
    .option('--workers <n>', 'processes that search, each with scenarios of its own', whole(1, 64), 1)
    .option('--strict', 'exit with 1 for warnings as well', false)
    .option('--exit-zero', 'exit with 0 whatever was found', false)
    .option('--report <file...>', `write reports; the end of the name gives the format: ${REPORT_ENDINGS.join(', ')}`, [])
    .addHelpText('after', `
The files that a scenario makes are removed after it; serve a directory that may be written in.

Examples:
  ftpspec fuzz --spawn './server {port} {root}' --user u --password p --time 300 --corpus found
  ftpspec fuzz 127.0.0.1:2121 --user u --password p --seed 7 --runs 5000 --report found.html
  ftpspec replay found/findings/NAME.json --spawn './server {port} {root}' --user u --password p

Exit codes: 0 nothing found, 1 findings, 2 wrong use, 3 server not started or not reached, 4 our own fault.`);
  command.action(async (address: string | undefined, options: FuzzOptions) => {
    const suite = suiteOf(options);
    if (!suite.lines && wireOf(suite.table.protocol) === null) throw new FtpspecError('USAGE', `${options.protocol} is a variant that cannot be fuzzed`, { hint: `Those with a wire of their own that can: ${OWN_PROTOCOLS.join(', ')}.` });
    const target = parseTarget({ address, spawn: options.spawn, reference: options.reference });
    const login = options as unknown as CheckOptions;
    setExitCode(await performFuzz({ suite, target, credentials: credentialsOf(login, target), root: rootOf(login), options }));
  });
}
