import type { Command } from 'commander';
import { FtpFiles } from '../user-client/ftp-files.ts';
import { sessionLog } from '../user-client/session-log.ts';
import { runShell } from '../user-client/shell.ts';
import { parseTarget } from './check-target.ts';
import { exitCodeOf } from './exit-codes.ts';
import { seconds } from './option-values.ts';
import type { SetExitCode } from './program.ts';

interface ShellWords {
  readonly user?: string;
  readonly password?: string;
  readonly active: boolean;
  readonly timeout?: number;
  readonly logFile?: string;
}

export function addShell(program: Command, setExitCode: SetExitCode): void {
  program.command('shell')
    .summary('an interactive FTP client')
    .description('Logs in and shows the prompt "ftp> "; help there lists the commands. Commands may be piped in as well.')
    .argument('<address>', 'host:port of the server')
    .option('--user <name>', 'user to log in as; asked for when missing')
    .option('--password <password>', 'password of the user; asked for when missing')
    .option('--active', 'let the server make the data connections (PORT, EPRT)', false)
    .option('--timeout <seconds>', 'give up when nothing is heard of the server for so long (default: 10)', seconds(0.1, 86_400))
    .option('--log-file <file>', 'write what is said to this file, as JSON')
    .addHelpText('after', `
Examples:
  ftpspec shell 127.0.0.1:2121 --user alice
  printf 'cd pub\\nget lines.txt\\n' | ftpspec shell 127.0.0.1:2121 --user alice --password secret

A script goes on after a command that failed and ends with the exit code of the first one: 1 refused by the server,
2 wrong use, 3 the connection is lost. Without --user or --password its first lines are taken for them.`)
    .action(async (address: string, words: ShellWords) => {
      const target = parseTarget({ address, spawn: undefined, reference: false });
      if (target.kind !== 'attach') return;
      const log = sessionLog(words.logFile);
      const { host, port } = target;
      const open = (user: string, password: string, signal: AbortSignal): Promise<FtpFiles> => FtpFiles.open({ host, port, user, password, timeout: words.timeout ?? 10_000, active: words.active, log }, signal);
      setExitCode(await runShell({ user: words.user, password: words.password, open, exitCode: exitCodeOf }));
    });
}
