import { ciSafe } from './escape-ci.ts';
import { painter, type Paint } from './paint.ts';

/** What the console report needs of `process.stdout`. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A stream that lines are written to: colours and the live line only where a terminal shows them. */
export class Terminal {
  readonly columns: number;
  readonly paint: Paint;
  /** True where one line may be rewritten in place. */
  readonly live: boolean;
  readonly #output: Output;
  #shown = false;

  constructor(output: Output, environment: Environment = process.env) {
    this.#output = output;
    const terminal = output.isTTY === true && environment['TERM'] !== 'dumb';
    this.live = terminal;
    this.paint = painter(terminal && !environment['NO_COLOR']);
    this.columns = Math.max(40, Math.min(output.columns || 100, 160));
  }

  /** Writes lines that stay; none of them can be a workflow command. */
  lines(...lines: readonly string[]): void {
    this.clear();
    this.#output.write(lines.map((line) => `${ciSafe(line)}\n`).join(''));
  }

  /** Replaces the live line; nothing where there is none. */
  status(text: string): void {
    if (!this.live) return;
    const cut = text.length < this.columns ? text : `${text.slice(0, this.columns - 2)}…`;
    this.#output.write(`\r\u001b[2K${cut}`);
    this.#shown = true;
  }

  /** Takes the live line away. */
  clear(): void {
    if (this.#shown) this.#output.write('\r\u001b[2K');
    this.#shown = false;
  }
}
