import type { Command } from 'commander';
import { getUrl } from '../user-client/one-shot.ts';
import { movedLine } from './moved-line.ts';
import type { SetExitCode } from './program.ts';
import { performSession, remoteUrl, SESSION_EXIT_CODES, sessionOptions, type SessionWords } from './session-options.ts';

export function addGet(program: Command, setExitCode: SetExitCode): void {
  sessionOptions(program.command('get'))
    .summary('fetch a file')
    .description('Fetches the file that a URL names. It is called NAME.part until it is complete; a part left by an earlier attempt is gone on with.')
    .argument('<url>', 'ftp://user:password@host:port/path')
    .argument('[local]', 'file or directory to write to (default: the name in the URL, in this directory)')
    .option('-o, --overwrite', 'replace the local file if it exists', false)
    .option('--no-resume', 'fetch the whole file again')
    .addHelpText('after', `
Examples:
  ftpspec get ftp://alice:secret@127.0.0.1:2121/notes.txt
  ftpspec get ftp://127.0.0.1:2121/pub/with%20space.bin copy.bin -o --retries 10

The protocol is the URL's scheme: ftp, ftps, ftpes, or the name of another one, such as inline-marker://127.0.0.1/notes.txt.

${SESSION_EXIT_CODES}`)
    .action(async (text: string, local: string | undefined, words: SessionWords & { overwrite: boolean }) => {
      const url = await remoteUrl(text, words.account);
      setExitCode(await performSession(words, url, url.path, async (options) => movedLine(await getUrl(url, local, words.overwrite, options))));
    });
}
