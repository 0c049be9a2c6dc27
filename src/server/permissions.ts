import type { User } from './users.ts';

/** What a user may be let do. */
export const PERMISSIONS = ['list', 'read', 'store', 'append', 'delete', 'rename', 'make-directory', 'change-facts'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What remains to a user who only reads. */
export const READING: readonly Permission[] = ['list', 'read'];
/** A command that is not here needs no permission. */
const NEEDED: Readonly<Record<string, Permission | readonly Permission[]>> = {
  LIST: 'list', NLST: 'list', MLSD: 'list', MLST: 'list',
  // What a hash gives away of a file, whoever may read it knows.
  RETR: 'read', HASH: 'read', XCRC: 'read', XMD5: 'read', XSHA1: 'read', XSHA256: 'read',
  STOR: 'store', STOU: 'store', APPE: 'append', COMB: ['read', 'store', 'append', 'delete'],
  DELE: 'delete', RMD: 'delete', RNFR: 'rename', RNTO: 'rename', MKD: 'make-directory',
  MFMT: 'change-facts', MFCT: 'change-facts', MFF: 'change-facts', 'SITE CHMOD': 'change-facts', 'SITE UTIME': 'change-facts',
};

/** Whether a user may give a command; where nobody logs in everybody may. */
export function permits(user: User | null, verb: string): boolean {
  const needed = NEEDED[verb];
  return user === null || needed === undefined || [needed].flat().every((permission) => permissionsOf(user).includes(permission));
}

/** All that a user may do. */
export function permissionsOf(user: User): readonly Permission[] {
  const granted = user.permissions ?? PERMISSIONS;
  return user.readOnly ? granted.filter((permission) => READING.includes(permission)) : granted;
}
