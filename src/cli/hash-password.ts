import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { FtpspecError } from '../ftpspec-error.ts';
import { formatHash, hashPassword } from '../server/password-hash.ts';
import { byteText } from './byte-text.ts';
import type { SetExitCode } from './program.ts';

export function addHashPassword(program: Command, setExitCode: SetExitCode): void {
  program.command('hash-password')
    .summary('make the hash of a password for `serve --config`')
    .description('Reads a password from standard input, to the end of the line, and prints its hash (scrypt, RFC 7914).')
    .addHelpText('after', `
Example:
  read -rs password && printf %s "$password" | ftpspec hash-password`)
    .action(async () => {
      const [password = ''] = (await text(process.stdin)).split(/\r?\n/, 1);
      if (password === '' || password.includes('\0')) throw new FtpspecError('USAGE', 'there is no password on standard input', { hint: 'For example: printf %s "$password" | ftpspec hash-password' });
      process.stdout.write(`${formatHash(await hashPassword(byteText(password)))}\n`);
      setExitCode(0);
    });
}
