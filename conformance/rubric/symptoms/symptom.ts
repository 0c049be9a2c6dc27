/** A mistake as it shows on the wire, and what in the code most often makes it. All that is given has to fit. */
export interface Symptom {
  /** Never changes once published. */
  readonly id: string;
  /** The symptom whose mistake this is another sight of. */
  readonly as?: string;
  /** What the server does wrong, without its subject. `{verb}` is the command that was sent. */
  readonly title: string;
  /** The likely mistake in the code, for a beginner. */
  readonly hint: string;
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
