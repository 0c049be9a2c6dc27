/** What went wrong in one scenario: the first thing that no rule allows. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Rule or requirement id. */
  readonly rule: string;
  /** Other rules that would have applied. */
  readonly rules: readonly string[];
  /** The command that it is about; null where none is. */
  readonly verb: string | null;
  /** What was done last, as text. */
  readonly sent: string;
  readonly expected: readonly string[];
  /** What came instead, as text safe to print. */
  readonly actual: string;
  /** What tells this symptom from others of the same rule: a reply code, a word. Holds no names and numbers of one run; `5xx` where
   * the rule is one of many verbs. */
  readonly symptom: string;
}

/**
 * `reply`: no rule allows it. `form`: it is no proper reply. `silence`: nothing came in time. `closed`: the server ended the session on its
 * own account. `value`: a reply or a file says something untrue. `disk`: the bytes on the disk are others. `escape`: something outside
 * the served directory was reached. `gone`: the server takes no more clients. `crash`: its process ended. `growth`: it keeps memory or
 * descriptors. `sanitizer`: it printed a sanitizer's report.
 */
export type ProblemKind = 'reply' | 'form' | 'silence' | 'closed' | 'value' | 'disk' | 'escape' | 'gone' | 'crash' | 'growth' | 'sanitizer';

/** What makes two problems the same one. */
export function problemKey({ kind, rule, verb, symptom }: Problem): string {
  return `${kind} ${rule} ${symptom.endsWith('xx') ? '-' : verb ?? '-'} ${symptom}`;
}
