/** What a verb does to files, for the file oracle. The reply says whether it did. */
export type FileAct =
  | 'enter' | 'up' | 'make' | 'unmake' | 'delete' | 'rename from' | 'rename to' | 'retrieve' | 'store' | 'append' | 'store unique'
  | 'list' | 'names' | 'facts list' | 'facts' | 'size' | 'time' | 'type' | 'restart' | 'where' | 'status' | 'restart session' | 'user' | 'password' | 'active' | 'attributes' | 'hash' | 'join';

const ACTS: ReadonlyMap<string, FileAct> = new Map(Object.entries<FileAct>({
  CWD: 'enter', CD: 'enter', CDUP: 'up', MKD: 'make', RMD: 'unmake', DELE: 'delete', RNFR: 'rename from', RNTO: 'rename to', RETR: 'retrieve', STOR: 'store',
  APPE: 'append', STOU: 'store unique', LIST: 'list', NLST: 'names', MLSD: 'facts list', MLST: 'facts', SIZE: 'size', MDTM: 'time', TYPE: 'type', REST: 'restart',
  PWD: 'where', STAT: 'status', REIN: 'restart session', USER: 'user', PASS: 'password', PORT: 'active', EPRT: 'active',
  GET: 'retrieve', PUT: 'store', DEL: 'delete', get: 'retrieve', put: 'store', ls: 'names', LPRT: 'active',
  'SITE CHMOD': 'attributes', 'SITE UTIME': 'attributes', MFMT: 'attributes', MFCT: 'attributes', MFF: 'attributes',
  HASH: 'hash', XCRC: 'hash', XMD5: 'hash', XSHA1: 'hash', XSHA256: 'hash', COMB: 'join',
}));

/** The act of a canonical verb; null for one that leaves files alone. */
export function fileAct(verb: string): FileAct | null { return ACTS.get(verb) ?? null; }

const CHANGES: ReadonlySet<FileAct | null> = new Set<FileAct>(['make', 'unmake', 'delete', 'rename from', 'rename to', 'store', 'append', 'store unique', 'attributes', 'join']);

/** Whether the act changes what it names. */
export function changesFiles(act: FileAct | null): boolean { return CHANGES.has(act); }
