/** How a server keeps off those who try passwords, and those who want all of it for themselves. */
export interface GuardSettings {
  /** Milliseconds before a wrong password is refused (RFC 2577 §5 suggests 5 seconds). */
  readonly loginDelay: number;
  /** Failed logins of one address within `addressPause` after which its connections are turned away; null: no limit. */
  readonly addressFailures: number | null;
  /** Milliseconds without a failed login after which an address is taken for a new one. */
  readonly addressPause: number;
  /** Sessions of one address at a time; null: no limit. */
  readonly addressSessions: number | null;
  /** Bytes a second of all transfers together; null: no limit. */
  readonly totalRate: number | null;
}

/** A server for tests: nobody waits. */
export const GUARD_DEFAULTS = { loginDelay: 0, addressFailures: null, addressPause: 600_000, addressSessions: null, totalRate: null } as const;
