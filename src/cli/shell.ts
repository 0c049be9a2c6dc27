import { Option, type Command } from 'commander';
import { formatAddress } from '../client/connect.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import type { Tls } from '../user-client/ftp-files.ts';
import { REMOTE_PROTOCOLS } from '../user-client/open-remote.ts';
import { sessionLog, type LogPlaces } from '../user-client/session-log.ts';
import { runShell, type PrepareShell } from '../user-client/shell.ts';
import { parseTarget } from './check-target.ts';
import { exitCodeOf } from './exit-codes.ts';
import { accountOption, noAccounts } from './account-option.ts';
import { seconds } from './option-values.ts';
import type { SetExitCode } from './program.ts';

interface ShellWords extends LogPlaces {
  readonly protocol: string;
  readonly user?: string;
  readonly password?: string;
  readonly account?: string;
  readonly active: boolean;
  readonly tls: Tls;
  readonly insecure: boolean;
  readonly timeout?: number;
}

export function addShell(program: Command, setExitCode: SetExitCode): void {
  program.command('shell')
    .summary('an interactive client of FTP and of the other protocols')
    .description('Logs in and shows the prompt "ftp> "; help there lists the commands. Commands may be piped in as well.')
    .argument('[address]', 'host:port of the server; asked for on a terminal when missing')
    .addOption(new Option('--protocol <name>', 'which protocol').choices(Object.keys(REMOTE_PROTOCOLS)).default('ftp'))
    .option('--user <name>', 'user to log in as; asked for when missing')
    .option('--password <password>', 'password of the user; asked for when missing')
    .addOption(accountOption())
    .option('--active', 'let the server make the data connections (PORT, EPRT)', false)
    .addOption(new Option('--tls <when>', 'FTP over TLS: from AUTH TLS on, or from the start').choices(['none', 'explicit', 'implicit']).default('none'))
    .option('--insecure', 'take any certificate', false)
    .option('--timeout <seconds>', 'give up when nothing is heard of the server for so long (default: 10)', seconds(0.1, 86_400))
    .option('--log-file <file>', 'write what is said to this file, as JSON')
    .option('--log-dir <dir>', 'write what is said and done to client_YYYYMMDD_HHMMSS.log in this directory')
    .addHelpText('after', `
Examples:
  ftpspec shell 127.0.0.1:2121 --user alice
  ftpspec shell 127.0.0.1:8888 --protocol inline-marker
  printf 'cd pub\\nget lines.txt\\n' | ftpspec shell 127.0.0.1:2121 --user alice --password secret

A script goes on after a command that failed and ends with the exit code of the first one: 1 refused by the server,
2 wrong use, or the protocol cannot do it, 3 the connection is lost. Without --user or --password its first lines are taken for them.`)
    .action(async (address: string | undefined, words: ShellWords) => { setExitCode(await runShell(prepare(address, words), exitCodeOf)); });
}

/** Asks for what the command line does not say: address and port, user and password. */
function prepare(given: string | undefined, words: ShellWords): PrepareShell {
  const { login, open } = REMOTE_PROTOCOLS[words.protocol]!;
  if (!login && (words.user !== undefined || words.password !== undefined)) throw new FtpspecError('USAGE', `${words.protocol} has no login`, { hint: 'Leave --user and --password out.' });
  if (words.protocol !== 'ftp' && words.account !== undefined) throw noAccounts(words.protocol);
  if (words.protocol !== 'ftp' && words.tls !== 'none') throw new FtpspecError('USAGE', `${words.protocol} has no TLS`, { hint: 'Leave --tls out.' });
  return async (ask, interactive) => {
    if (given === undefined && !interactive) throw new FtpspecError('USAGE', 'no server to talk to', { hint: 'Give it as HOST:PORT.' });
    const address = given ?? await askAddress(ask, await usualPort(words.protocol));
    const target = parseTarget({ address, spawn: undefined, reference: false });
    if (target.kind !== 'attach') throw new FtpspecError('USAGE', `"${address}" is not HOST:PORT`);
    const user = login ? words.user ?? await ask('user: ') : '';
    const password = login ? words.password ?? await ask('password: ', true) : '';
    const { wire, note } = sessionLog(words, formatAddress(target.host, target.port));
    const options = { timeout: words.timeout ?? 10_000, active: words.active, tls: words.tls, insecure: words.insecure, log: wire };
    return { note, open: (signal) => open({ host: target.host, port: target.port, user, password, ...(words.account !== undefined && { account: words.account }) }, options, signal) };
  };
}

/** The suites know it; they are loaded only for this. */
async function usualPort(protocol: string): Promise<number> {
  const { SUITES } = await import('../../conformance/catalog.ts');
  return SUITES[protocol]?.port ?? SUITES['ftp']!.port;
}

async function askAddress(ask: (question: string) => Promise<string>, port: number): Promise<string> {
  const host = (await ask('server address: ')).trim();
  const answered = (await ask(`port (${port}): `)).trim();
  return `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${answered === '' ? port : answered}`;
}
