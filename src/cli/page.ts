import { wrap } from '../../reports/wrap.ts';
import { Terminal } from '../../reports/terminal.ts';

/** Text for people, in sections, as wide as the terminal. */
export class Page {
  /** Characters that an indented line may have. */
  readonly width: number;
  private readonly terminal: Terminal;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
    this.width = terminal.columns - 2;
  }

  title(text: string, remark: string): void {
    this.terminal.lines(`${this.terminal.paint('bold', text)}  ${this.terminal.paint('dim', remark)}`);
  }

  /** A paragraph, wrapped. */
  text(text: string): void {
    this.terminal.lines(...wrap(text, this.width).map((line) => `  ${line}`));
  }

  /** A headed block of lines that are shown as they are; nothing when there are none. */
  section(heading: string, lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.terminal.lines('', this.terminal.paint('cyan', heading), ...lines.map((line) => `  ${line}`));
  }
}
