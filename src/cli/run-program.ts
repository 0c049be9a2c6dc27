import { CommanderError } from 'commander';
import { FtpspecError } from '../ftpspec-error.ts';
import { ciSafe } from '../../reports/escape-ci.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { exitCodeOf } from './exit-codes.ts';
import { buildProgram } from './program.ts';

/**
 * Runs one command line, without the names of the interpreter and the program.
 * The one place where an error becomes a message and an exit code.
 *
 * @returns the exit code of the process
 */
export async function runProgram(words: readonly string[]): Promise<number> {
  let code = 0;
  try {
    const program = await buildProgram(words, (result) => { code = result; });
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  // Commander has written its message itself: help and version are no errors, everything else is wrong use.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodeOf('USAGE');
  if (error instanceof FtpspecError) {
    process.stderr.write(printable(`ftpspec: ${error.message}\n${error.hint === null ? '' : `${error.hint}\n`}`));
    return exitCodeOf(error.code);
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(printable(`ftpspec: a fault of ftpspec itself, please report it:\n${text}\n`));
  return exitCodeOf('FAULT');
}

/** A message may quote what a server under test has printed. */
function printable(text: string): string {
  return ciSafe(text.split('\n').map(terminalSafe).join('\n'));
}
