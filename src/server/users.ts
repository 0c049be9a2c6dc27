import { createHash, timingSafeEqual } from 'node:crypto';
import { isPassword, NOBODY, type PasswordHash } from './password-hash.ts';
import type { Permission } from './permissions.ts';

export interface User {
  readonly name: string;
  /** As it is, or its hash. Null: any password will do, as for anonymous. */
  readonly password: string | PasswordHash | null;
  readonly readOnly: boolean;
  /** What the user may do; absent: everything. Of a user who only reads, listing and reading remain. */
  readonly permissions?: readonly Permission[] | undefined;
  /** The directory that this user sees; absent: that of the server. */
  readonly root?: string | undefined;
  /** Bytes that may lie below the root; absent: as many as the disk takes. */
  readonly quota?: number | undefined;
  /** Bytes a second of all transfers of this user together. */
  readonly rateLimit?: number | undefined;
  /** Sessions at a time. */
  readonly sessionLimit?: number | undefined;
  /** The account that ACCT has to name; absent: none is needed. */
  readonly account?: string | undefined;
  /** When it is needed: to log in (332), unless it is for storing alone (532). */
  readonly accountFor?: 'login' | 'storing' | undefined;
}

/** The users of a server. Names and passwords are byte strings (one character a byte) as they come from the wire. */
export class Users {
  private readonly byName: ReadonlyMap<string, User>;
  /** Whether a hash is computed for every login, that of a stranger too. */
  private readonly hashed: boolean;

  constructor(users: readonly User[]) {
    this.byName = new Map(users.map((user) => [user.name, user]));
    this.hashed = users.some(({ password }) => typeof password === 'object' && password !== null);
  }

  /** The user when the password fits, else null; an unknown name takes as long as a wrong password (RFC 2577 §7). */
  authenticate(name: string, password: string): User | null | Promise<User | null> {
    const user = this.byName.get(name);
    const expected = user === undefined ? '\0nobody' : (user.password ?? password);
    const same = timingSafeEqual(digest(typeof expected === 'string' ? expected : ''), digest(password));
    if (!this.hashed) return user !== undefined && same ? user : null;
    return isPassword(password, typeof expected === 'string' ? NOBODY : expected).then((fits) => (user !== undefined && (typeof expected === 'string' ? same : fits) ? user : null));
  }
}

/** The users of RFC 1635: `anonymous` and `ftp`, any password, reading only. */
export const ANONYMOUS: readonly User[] = ['anonymous', 'ftp'].map((name) => ({ name, password: null, readOnly: true }));

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest();
}
