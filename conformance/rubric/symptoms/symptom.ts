/** A mistake as it shows on the wire. All that is given has to fit. What it is called, and what in the code most often makes it, stands in `texts`. */
export interface Symptom {
  /** Never changes once published. */
  readonly id: string;
  /** The symptom whose mistake this is another sight of. */
  readonly as?: string;
  /** Each command that shows it is a cause of its own, and its title names the command. */
  readonly byVerb?: true;
  /** Ids of checks; `*` for any characters. */
  readonly checks?: readonly string[];
  /** Rules that the finding is about. */
  readonly rules?: readonly string[];
  /** In the line that was sent, as escaped text. */
  readonly sent?: RegExp;
  /** In what came, as escaped text; for a blocked check in its reason. */
  readonly actual?: RegExp;
  /** In any of the things that would have been right. */
  readonly expected?: RegExp;
  /** The first wrong byte of what came, where the expected list does not show it. */
  readonly wrong?: RegExp;
  /** A faulty server of `conformance/broken` that shows it, or null where any dead server does. */
  readonly shownBy: string | null;
}
