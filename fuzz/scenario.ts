/**
 * One thing that a client does. Text holds one character a byte (latin1) and placeholders as in `spec/README.md`: `{user}`,
 * `{file}`…, `{n1}` to `{n99}` for names of this scenario alone, `{outside}` for what lies outside the served directory.
 */
export type Step =
  /**
   * Connects and takes the greeting; ends our side (FIN); breaks the connection (RST). `early`: lines that are sent without waiting for the
   * greeting; where there are none, it is not waited for at all.
   */
  | { readonly act: 'open'; readonly session: number; readonly early?: readonly string[] }
  | { readonly act: 'end'; readonly session: number }
  | { readonly act: 'drop'; readonly session: number }
  /**
   * Sends lines in one write. `wait`: goes on when they are answered, as far as the server can answer them now. `tail`: what begins another
   * line and does not end it; only before a handshake.
   */
  | { readonly act: 'send'; readonly session: number; readonly lines: readonly string[]; readonly wait: boolean; readonly tail?: string }
  /**
   * Where the server has agreed to it, begins TLS on the control connection; cuts the handshake off in its first record; under TLS asks for
   * another handshake, or cuts the connection off in the middle of a record.
   */
  | { readonly act: 'secure' | 'secure in part' | 'renegotiate' | 'cut'; readonly session: number }
  /** Sends bytes as they are, each piece as a segment of its own. */
  | { readonly act: 'bytes'; readonly session: number; readonly pieces: readonly string[] }
  /**
   * The data connection: connect to the last port named, receive to the end, stop reading, end our side, close, reset.
   * Of several connections all are meant. `keep`: those that stand go on standing, while others are made for what comes.
   */
  | { readonly act: 'connect' | 'receive' | 'stall' | 'half' | 'close' | 'reset' | 'keep'; readonly session: number }
  /** Sends a body of so many bytes; `ending` says what becomes of the connection then. */
  | { readonly act: 'upload'; readonly session: number; readonly size: number; readonly text: boolean; readonly ending: Ending };

/**
 * What becomes of a data connection after a body. `cut`: it ends without the farewell of TLS, and before the end of the file where the data say
 * that; `bare`: the body goes as it is, whatever form was chosen for it. `marked`: with a restart marker in it, where the form has them; `broken`: no further
 * than to that, and then reset; `resumed`: what lies behind it, where REST has named it.
 */
export type Ending = 'end' | 'reset' | 'open' | 'cut' | 'bare' | 'marked' | 'broken' | 'resumed';

/** What one or several clients do, in order. Plain data: it can be written down, shrunk and played again. */
export interface Scenario {
  readonly protocol: string;
  /** Which generator made it. */
  readonly generator: string;
  readonly steps: readonly Step[];
}

/** How much a scenario does: its steps, each line of a write counted. */
export function lengthOf({ steps }: Scenario): number { return steps.reduce((sum, step) => sum + (step.act === 'send' ? step.lines.length : 1), 0); }

/** Command lines that a scenario sends, as templates. */
export function linesOf(scenario: Scenario): string[] {
  return scenario.steps.flatMap((step) => (step.act === 'send' ? step.lines : []));
}
