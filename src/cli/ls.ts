import type { Command } from 'commander';
import { entryLine } from '../user-client/entry-line.ts';
import { listUrl } from '../user-client/one-shot.ts';
import { parseRemoteUrl } from '../user-client/remote-url.ts';
import type { SetExitCode } from './program.ts';
import { performSession, SESSION_EXIT_CODES, sessionOptions, type SessionWords } from './session-options.ts';

export function addLs(program: Command, setExitCode: SetExitCode): void {
  sessionOptions(program.command('ls'))
    .summary('list a directory of a server')
    .description('Lists the directory that a URL names: kind, bytes, time in UTC, name.')
    .argument('<url>', 'ftp://user:password@host:port/path')
    .addHelpText('after', `
Examples:
  ftpspec ls ftp://alice:secret@127.0.0.1:2121/
  ftpspec ls ftp://127.0.0.1:2121/pub

${SESSION_EXIT_CODES}`)
    .action(async (text: string, words: SessionWords) => {
      const url = parseRemoteUrl(text);
      setExitCode(await performSession(words, url.path, async (options) => (await listUrl(url, options)).map((entry) => `${entryLine(entry)}\n`).join('')));
    });
}
