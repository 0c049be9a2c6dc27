import { createInterface } from 'node:readline/promises';
import { RemoteError } from './remote-error.ts';

const [ENTER, NEWLINE, BACKSPACE, DELETE, CTRL_C, CTRL_D, CTRL_U] = ['\r', '\n', '\b', '\u007f', '\u0003', '\u0004', '\u0015'];

/** Asks for a line on a terminal. */
export async function askLine(prompt: string): Promise<string> {
  const readline = createInterface({ input: process.stdin, output: process.stdout });
  const given = new AbortController();
  readline.once('close', () => given.abort());
  try {
    return await readline.question(prompt, { signal: given.signal });
  } catch (cause) {
    throw new RemoteError('ABORTED', 'interrupted', { cause });
  } finally {
    readline.close();
  }
}

/** Asks for a line on a terminal that does not show what is typed. */
export function askSecret(prompt: string): Promise<string> {
  const { stdin, stdout } = process;
  stdout.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const end = (): void => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      stdout.write('\n');
    };
    const take = (text: unknown): void => {
      for (const character of String(text)) {
        if (character === CTRL_C) {
          end();
          reject(new RemoteError('ABORTED', 'interrupted'));
          return;
        }
        if (character === ENTER || character === NEWLINE || character === CTRL_D) {
          end();
          resolve(typed.join(''));
          return;
        }
        if (character === BACKSPACE || character === DELETE) typed.pop();
        else if (character === CTRL_U) typed = [];
        else typed.push(character);
      }
    };
    stdin.on('data', take);
  });
}
