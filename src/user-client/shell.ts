import { FtpspecError } from '../ftpspec-error.ts';
import { terminalSafe } from '../../reports/escape-terminal.ts';
import { askLine, askSecret } from './ask-terminal.ts';
import { systemClock } from './clock.ts';
import { complete } from './complete.ts';
import { LineReader } from './line-reader.ts';
import { runLocalCommand } from './local-command.ts';
import { performLine } from './perform-line.ts';
import { RemoteError } from './remote-error.ts';
import type { RemoteFiles } from './remote-files.ts';
import type { SessionLog } from './session-log.ts';
import type { ShellContext } from './shell-context.ts';

/** A question to the user; what is typed shows, unless it is secret. */
type Ask = (question: string, secret?: boolean) => Promise<string>;

/** Asks for what is missing, before a connection is made. */
export type PrepareShell = (ask: Ask, interactive: boolean) => Promise<{
  /** Connects, and logs in where there is a login. */
  readonly open: (signal: AbortSignal) => Promise<RemoteFiles>;
  /** The log. */
  readonly note: SessionLog['note'];
}>;

const PROMPT = 'ftp> ';

/**
 * The prompt `ftp> ` on standard input and output. Without a terminal it reads a script: no prompt, messages on standard error.
 * @param exitCode the exit code for an error
 * @returns the exit code of the first command that failed in a script, or of a lost connection; else 0
 */
export async function runShell(prepare: PrepareShell, exitCode: (code: string) => number): Promise<number> {
  const interactive = process.stdin.isTTY && process.stdout.isTTY;
  const session = new ShellSession(prepare, exitCode, interactive);
  process.on('SIGINT', session.interrupt);
  try {
    return await session.run();
  } finally {
    process.off('SIGINT', session.interrupt);
    await session.end();
  }
}

class ShellSession {
  readonly #prepare: PrepareShell;
  readonly #exitCode: (code: string) => number;
  readonly #interactive: boolean;
  #running: AbortController | null = null;
  #reader: LineReader | null = null;
  #context: Omit<ShellContext, 'signal'> | null = null;
  #completing: Promise<unknown> | null = null;
  #failed = 0;

  constructor(prepare: PrepareShell, exitCode: (code: string) => number, interactive: boolean) {
    this.#prepare = prepare;
    this.#exitCode = exitCode;
    this.#interactive = interactive;
  }

  async run(): Promise<number> {
    // On a terminal the questions come before the line editor: a password belongs into no history.
    if (!this.#interactive) this.#reader = this.#lines();
    const { open, note } = await this.#prepare((question, secret) => this.#ask(question, secret === true ? askSecret : askLine), this.#interactive);
    const files = await this.#interruptibly(open);
    if (this.#interactive && files.greeting !== '') process.stdout.write(files.greeting.split(/\r?\n/).map((line) => `${terminalSafe(line)}\n`).join(''));
    this.#reader ??= this.#lines();
    const reader = this.#reader;
    this.#context = {
      files, note, history: [], directory: process.cwd(), print: (text) => process.stdout.write(text), screen: this.#interactive ? process.stdout : null,
      ask: this.#interactive ? (question) => reader.next(question) : null, clock: systemClock,
      runLocal: (command, directory) => reader.lend(() => runLocalCommand(command, directory, this.#interactive)),
    };
    for (let leave = false; !leave && files.open;) {
      const line = await reader.next(PROMPT);
      leave = line === null || await this.#perform(line);
    }
    return this.#failed;
  }

  async end(): Promise<void> {
    this.#reader?.close();
    await this.#context?.files.quit();
  }

  /** Ctrl-C, or the signal. */
  readonly interrupt = (): boolean => {
    if (this.#running !== null) this.#running.abort();
    // A script that waits for its next line.
    else if (!this.#interactive) process.exit(this.#exitCode('ABORTED'));
    return this.#running !== null;
  };

  async #ask(prompt: string, terminal: (prompt: string) => Promise<string>): Promise<string> {
    if (this.#reader === null) return terminal(prompt);
    const line = await this.#reader.next(prompt);
    if (line === null) throw new FtpspecError('USAGE', 'no user or no password', { hint: 'Give --user and --password, or both as the first lines of the script.' });
    return line;
  }

  #lines(): LineReader {
    return new LineReader({
      input: process.stdin, output: process.stdout, interactive: this.#interactive, interrupted: this.interrupt,
      complete: (line) => this.#complete(line),
    });
  }

  /** The connection answers one question at a time: none is asked during a command, and the next command waits. */
  async #complete(line: string): Promise<[string[], string]> {
    if (this.#context === null || this.#running !== null || !this.#context.files.open) return [[], line];
    const completed = this.#interruptibly(() => complete(line, this.#context!.files, this.#context!.directory));
    this.#completing = completed;
    return completed;
  }

  /** Does a line; true when it was the last. */
  async #perform(line: string): Promise<boolean> {
    await this.#completing;
    try {
      return await this.#interruptibly((signal) => performLine(line, Object.assign(this.#context!, { signal })));
    } catch (error) {
      if (!(error instanceof FtpspecError)) throw error;
      const lost = !this.#context!.files.open;
      this.#context!.note('error', error.message);
      const hint = error.hint === null ? '' : `${terminalSafe(error.hint)}\n`;
      process.stderr.write(`${terminalSafe(error.message)}${lost ? '; the connection is closed' : ''}\n${hint}`);
      // A script that was interrupted does not go on; at the prompt only the command was.
      const interrupted = error instanceof RemoteError && error.code === 'ABORTED';
      if ((!this.#interactive || lost) && this.#failed === 0) this.#failed = this.#exitCode(error.code);
      return lost || (interrupted && !this.#interactive);
    }
  }

  async #interruptibly<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const running = new AbortController();
    this.#running = running;
    try {
      return await work(running.signal);
    } finally {
      this.#running = null;
    }
  }
}
