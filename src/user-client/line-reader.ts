import { createInterface, type Interface } from 'node:readline/promises';

export interface LineReaderOptions {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** A person sits there: prompts, history, completion. */
  readonly interactive: boolean;
  readonly complete: (line: string) => Promise<[string[], string]>;
  /** Ctrl-C. @returns true when there was something to interrupt; else the line is cleared. */
  readonly interrupted: () => boolean;
}

const HISTORY = 500;

/** Lines of standard input, one at a time. What is typed or piped ahead waits. */
export class LineReader {
  readonly #interactive: boolean;
  readonly #readline: Interface;
  readonly #lines: string[] = [];
  #ended = false;
  #wake: (() => void) | null = null;

  constructor({ input, output, interactive, complete, interrupted }: LineReaderOptions) {
    this.#interactive = interactive;
    this.#readline = createInterface({ input, ...(interactive ? { output, completer: complete, historySize: HISTORY, removeHistoryDuplicates: true } : {}), terminal: interactive });
    this.#readline.on('line', (line) => {
      this.#lines.push(line);
      // A script is read no faster than it is done. The last line may come with the end, when there is nothing to pause.
      if (!interactive && !this.#ended) this.#readline.pause();
      this.#wake?.();
    });
    this.#readline.on('close', () => {
      this.#ended = true;
      this.#wake?.();
    });
    this.#readline.on('SIGINT', () => {
      if (interrupted()) return;
      this.#readline.write(null, { ctrl: true, name: 'e' });
      this.#readline.write(null, { ctrl: true, name: 'u' });
    });
  }

  /** The next line; null at the end of input. */
  async next(prompt: string): Promise<string | null> {
    if (this.#lines.length === 0 && !this.#ended) {
      if (this.#interactive) {
        this.#readline.setPrompt(prompt);
        this.#readline.prompt();
      } else this.#readline.resume();
      await new Promise<void>((resolve) => { this.#wake = resolve; });
      this.#wake = null;
    }
    return this.#lines.shift() ?? null;
  }

  /** Leaves the terminal to another program while that runs. */
  async lend<T>(program: () => Promise<T>): Promise<T> {
    if (!this.#ended) this.#readline.pause();
    if (this.#interactive) process.stdin.setRawMode(false);
    try {
      return await program();
    } finally {
      if (this.#interactive) process.stdin.setRawMode(true);
      if (!this.#ended) this.#readline.resume();
    }
  }

  close(): void {
    this.#readline.close();
  }
}
