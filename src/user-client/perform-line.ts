import { FtpspecError } from '../ftpspec-error.ts';
import { LocalFileError } from './local-file-error.ts';
import { SHELL_COMMANDS } from './shell-commands.ts';
import type { ShellCommand, ShellContext } from './shell-context.ts';
import { splitWords } from './split-words.ts';

const HISTORY = 500;
const LEAVE: readonly string[] = ['quit', 'exit', 'bye'];
const HELP: readonly string[] = ['help', '?'];

/** All that may stand at the start of a line. */
export const SHELL_WORDS: readonly string[] = [...SHELL_COMMANDS.flatMap(({ names }) => names), ...LEAVE, 'help'];

export function findCommand(name: string): ShellCommand | null {
  const known = name.toLowerCase();
  return SHELL_COMMANDS.find(({ names, also = [] }) => [...names, ...also].includes(known)) ?? null;
}

/**
 * Does what a line of the prompt says.
 *
 * @returns true when it asks to leave
 * @throws FtpspecError, also as `RemoteError` and `LocalFileError`
 */
export async function performLine(line: string, context: ShellContext): Promise<boolean> {
  const text = line.trim();
  if (text !== '') context.history.push(text);
  if (context.history.length > HISTORY) context.history.shift();
  if (text.startsWith('!')) {
    const code = await context.runLocal(text.slice(1), context.directory);
    if (code !== 0) throw new LocalFileError(`the local command ended with exit code ${code}`);
    return false;
  }
  const { words, open } = splitWords(text);
  if (open !== '') throw new FtpspecError('USAGE', `a ${open} that nothing closes`);
  const [name, ...rest] = words;
  if (name === undefined || name.startsWith('#')) return false;
  if (LEAVE.includes(name.toLowerCase())) return true;
  if (HELP.includes(name.toLowerCase())) {
    context.print(helpText());
    return false;
  }
  const command = findCommand(name);
  if (command === null) throw new FtpspecError('USAGE', `there is no command "${name}"; help lists them`);
  const [least, most] = command.takes;
  while (rest.length < least && context.ask !== null) {
    const answer = (await context.ask(`${command.usage.split(' ')[rest.length]} name: `))?.trim() ?? '';
    if (answer === '') break;
    rest.push(answer);
  }
  if (rest.length < least || rest.length > most) throw new FtpspecError('USAGE', `usage: ${name} ${command.usage}`);
  await command.run(context, rest);
  return false;
}

function helpText(): string {
  const rows = [
    ...SHELL_COMMANDS.map(({ names, usage, help }) => [`${names.join(', ')} ${usage}`, help] as const),
    ['!command', 'run a local command, such as !ls'] as const,
    ['help', 'show this'] as const,
    [LEAVE.join(', '), 'leave'] as const,
  ];
  return `${rows.map(([usage, help]) => `  ${usage.padEnd(24)}${help}\n`).join('')}Quotes or a backslash keep names with spaces together. Ctrl-C ends a transfer.\n`;
}
