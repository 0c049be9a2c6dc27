import { basename } from 'node:path';
import type { Command } from 'commander';
import { putUrl } from '../user-client/one-shot.ts';
import { movedLine } from './moved-line.ts';
import type { SetExitCode } from './program.ts';
import { performSession, remoteUrl, SESSION_EXIT_CODES, sessionOptions, type SessionWords } from './session-options.ts';

export function addPut(program: Command, setExitCode: SetExitCode): void {
  sessionOptions(program.command('put'))
    .summary('store a file')
    .description('Stores a file where a URL says. The server has it as NAME.part until it is complete, where it can rename files; a part left by an earlier attempt is gone on with.')
    .argument('<local>', 'the file')
    .argument('<url>', 'ftp://user:password@host:port/path; a path that ends in / is a directory')
    .option('--no-resume', 'send the whole file again')
    .addHelpText('after', `
Examples:
  ftpspec put notes.txt ftp://alice:secret@127.0.0.1:2121/notes.txt
  ftpspec put notes.txt ftp://alice:secret@127.0.0.1:2121/pub/ --log-file put.log

The protocol is the URL's scheme: ftp, ftps, ftpes, or the name of another one, such as inline-marker://127.0.0.1/notes.txt.

${SESSION_EXIT_CODES}`)
    .action(async (local: string, text: string, words: SessionWords) => {
      const url = await remoteUrl(text, words.account);
      setExitCode(await performSession(words, url, basename(local), async (options) => movedLine(await putUrl(local, url, options))));
    });
}
