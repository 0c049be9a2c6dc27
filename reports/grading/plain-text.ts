import { ciSafe } from '../escape-ci.ts';
import { terminalSafe } from '../escape-terminal.ts';

/** Text of strangers as lines that act on no terminal and no CI system. */
export function plainText(text: string, most = 20_000): string {
  const cut = text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`;
  return ciSafe(cut.replace(/\r\n/g, '\n').split('\n').map(terminalSafe).join('\n'));
}
