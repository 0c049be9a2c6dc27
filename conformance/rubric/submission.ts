/** What somebody handed in, and how it is built and started. */
export interface Submission {
  /** Who handed in. */
  readonly id: string;
  readonly directory: string;
  readonly spawn: string;
  readonly build: string | null;
  readonly user: string;
  readonly password: string;
  /** What ACCT names; undefined: the user has no account. */
  readonly account?: string | undefined;
}
