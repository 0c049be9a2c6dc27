/**
 * Why a check ends before its last line. These are values of control flow, thrown because the end may lie many calls deep;
 * none is an error.
 *
 * - `judged`: a finding was recorded and nothing after it would mean anything.
 * - `blocked`: something that the check is not about failed; `reason` names it.
 * - `not-implemented`: the server does not have the optional command.
 * - `skipped`: this machine or set-up cannot show the fact; `reason` says why.
 * - `gone`: the server closed, reset or refused a connection that should have lived.
 */
export class Stop extends Error {
  readonly kind: 'judged' | 'blocked' | 'not-implemented' | 'skipped' | 'gone';
  readonly reason: string;

  constructor(kind: Stop['kind'], reason: string) {
    super(reason);
    this.kind = kind;
    this.reason = reason;
  }
}
