import { InvalidArgumentError, Option } from 'commander';
import { FtpspecError } from '../ftpspec-error.ts';

/** `--account`: of a user who has one. */
export function accountOption(): Option {
  return new Option('--account <text>', 'which account to name by ACCT, of a user who has one').argParser((text: string) => {
    // oxlint-disable-next-line no-control-regex
    if (text === '' || /[\0\r\n]/.test(text)) throw new InvalidArgumentError('No FTP command can carry an empty one, a line end or a NUL.');
    return text;
  });
}

/** What is said where an account was given and the protocol has no ACCT. */
export function noAccounts(protocol: string): FtpspecError { return new FtpspecError('USAGE', `${protocol} has no accounts`, { hint: 'Leave --account out.' }); }
