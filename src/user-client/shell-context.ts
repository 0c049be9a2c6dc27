import type { Clock } from './clock.ts';
import type { RemoteFiles } from './remote-files.ts';
import type { SessionLog } from './session-log.ts';
import type { Screen } from './progress-display.ts';

/** What the commands of the prompt work with. */
export interface ShellContext {
  readonly files: RemoteFiles;
  /** The local directory, which lcd changes. */
  directory: string;
  /** Writes to standard output. Text of the server must be made safe before. */
  readonly print: (text: string) => void;
  /** Where progress is shown; null where nobody looks. */
  readonly screen: Screen | null;
  /** Asks for a name that a command needs and was not given; null at the end of input. Null where nobody sits. */
  readonly ask: ((question: string) => Promise<string | null>) | null;
  /** The lines so far. */
  readonly history: string[];
  /** The log. */
  readonly note: SessionLog['note'];
  readonly clock: Clock;
  /** Aborted by Ctrl-C during the command. */
  readonly signal: AbortSignal;
  /** Runs a program with the terminal as its own. */
  readonly runLocal: (command: string, directory: string) => Promise<number>;
}

/** A command of the prompt. */
export interface ShellCommand {
  readonly names: readonly string[];
  /** Names of the protocols' own, which are taken too. */
  readonly also?: readonly string[];
  /** Its arguments, as help shows them. */
  readonly usage: string;
  readonly help: string;
  /** How many arguments it takes. */
  readonly takes: readonly [least: number, most: number];
  /** Where the names of each argument come from, for completion. */
  readonly completes: readonly ('remote' | 'local')[];
  readonly run: (context: ShellContext, words: readonly string[]) => Promise<void>;
}
