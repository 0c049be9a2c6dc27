/** A session that a server did not serve because it has as many as it can serve. */
export interface TurnedAway {
  readonly how: 'refused' | 'kept waiting';
  /** Which of a check's sessions, counted from 1. */
  readonly session: number;
}
