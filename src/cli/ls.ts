import type { Command } from 'commander';
import { entryLine } from '../user-client/entry-line.ts';
import { listUrl } from '../user-client/one-shot.ts';
import type { SetExitCode } from './program.ts';
import { performSession, remoteUrl, SESSION_EXIT_CODES, sessionOptions, type SessionWords } from './session-options.ts';

export function addLs(program: Command, setExitCode: SetExitCode): void {
  sessionOptions(program.command('ls'))
    .summary('list a directory of a server')
    .description('Lists the directory that a URL names: kind, bytes, time in UTC, name.')
    .argument('<url>', 'ftp://user:password@host:port/path')
    .addHelpText('after', `
Examples:
  ftpspec ls ftp://alice:secret@127.0.0.1:2121/
  ftpspec ls ftp://127.0.0.1:2121/pub

The protocol is the URL's scheme: ftp, ftps, ftpes, or the name of another one, such as inline-marker://127.0.0.1/notes.txt.

${SESSION_EXIT_CODES}`)
    .action(async (text: string, words: SessionWords) => {
      const url = await remoteUrl(text, words.account);
      setExitCode(await performSession(words, url, url.path, async (options) => (await listUrl(url, options)).map((entry) => `${entryLine(entry)}\n`).join('')));
    });
}
