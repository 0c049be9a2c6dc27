import { createHash, timingSafeEqual } from 'node:crypto';

export interface User {
  readonly name: string;
  /** Null: any password will do, as for anonymous. */
  readonly password: string | null;
  readonly readOnly: boolean;
}

/** The users of a server. Names and passwords are byte strings (one character a byte) as they come from the wire. */
export class Users {
  private readonly byName: ReadonlyMap<string, User>;

  constructor(users: readonly User[]) {
    this.byName = new Map(users.map((user) => [user.name, user]));
  }

  /** The user when the password fits, else null; an unknown name takes as long as a wrong password (RFC 2577 §6). */
  authenticate(name: string, password: string): User | null {
    const user = this.byName.get(name);
    const expected = user === undefined ? '\0nobody' : (user.password ?? password);
    const same = timingSafeEqual(digest(expected), digest(password));
    return user !== undefined && same ? user : null;
  }
}

/** The users of RFC 1635: `anonymous` and `ftp`, any password, reading only. */
export const ANONYMOUS: readonly User[] = ['anonymous', 'ftp'].map((name) => ({ name, password: null, readOnly: true }));

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'latin1').digest();
}
