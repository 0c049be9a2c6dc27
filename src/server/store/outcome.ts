/** Why an operation on the store did not happen. The protocol turns these into replies; the store knows no reply. */
export type Reason =
  | 'missing' | 'exists' | 'not a directory' | 'is a directory' | 'not empty' | 'not permitted'
  | 'full' | 'too long' | 'busy' | 'failed';

/** `detail` is one line for people; it never holds a real path. */
export interface Failure { readonly ok: false; readonly reason: Reason; readonly detail: string }

/** An expected result as a value: operations of the store do not throw for what a file system may answer. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure;

export function success<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function failure(reason: Reason, detail: string): Failure {
  return { ok: false, reason, detail };
}
