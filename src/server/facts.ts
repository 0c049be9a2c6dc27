import { isUtf8 } from 'node:buffer';
import { formatFacts, formatTimeVal } from '../wire/facts.ts';
import type { Entry } from './store/entry.ts';
import type { ServerConfig } from './config.ts';
import { permissionsOf, READING, type Permission } from './permissions.ts';
import type { SessionState } from './session-state.ts';

type Told = string | number | null;

/** The facts that MLST and MLSD can show (RFC 3659 §7.5), in the order in which FEAT lists them; null where one does not apply. */
const FACTS: Readonly<Record<string, (session: SessionState, entry: Entry) => Told>> = {
  type: (_, entry) => (entry.kind === 'directory' ? 'dir' : entry.kind === 'file' ? 'file' : 'OS.unix=special'),
  size: (_, entry) => (entry.kind === 'file' ? entry.size : null),
  modify: (_, entry) => formatTimeVal(entry.modified),
  perm: permissions,
  unique: (_, entry) => entry.unique,
  'UNIX.mode': (_, entry) => entry.mode.toString(8).padStart(4, '0'),
  create: (_, entry) => (entry.created === null ? null : formatTimeVal(entry.created)),
  // Of the name, not of what is in the file (RFC 3659 §7.5.6, §7.5.9).
  charset: (_, entry) => (isUtf8(Buffer.from(entry.name, 'latin1')) ? 'UTF-8' : null),
  lang: (session) => session.config.namesLanguage,
  'media-type': (session, entry) => (entry.kind === 'file' ? mediaType(session.config, entry.name) : null),
};

/** Not shown until OPTS MLST asks for them. */
const ON_DEMAND: ReadonlySet<string> = new Set(['create', 'charset', 'lang', 'media-type']);

/** The facts that a server offers: a language and media types are never guessed (RFC 3659 §7.5.6, §7.5.8). */
export function offeredFacts(config: ServerConfig): readonly string[] {
  return Object.keys(FACTS).filter((fact) => (fact === 'lang' ? config.namesLanguage !== null : fact === 'media-type' ? Object.keys(config.mediaTypes).length > 0 : true));
}

/** What is shown before OPTS MLST chooses, in small letters. */
export function defaultFacts(config: ServerConfig): readonly string[] {
  return offeredFacts(config).filter((fact) => !ON_DEMAND.has(fact)).map((fact) => fact.toLowerCase());
}

/** One line of MLST or MLSD; `type` where the type fact is not the entry's own. */
export function factsLine(session: SessionState, entry: Entry, name: string, type?: 'cdir' | 'pdir'): string {
  const shown = offeredFacts(session.config).filter((fact) => session.facts.includes(fact.toLowerCase()));
  return formatFacts(Object.fromEntries(shown.map((fact) => [fact, fact === 'type' && type !== undefined ? type : FACTS[fact]!(session, entry)])), name);
}

/** RFC 3659 §7.5.5: what the user may try. */
function permissions(session: SessionState, entry: Entry): string {
  const granted = session.user === null ? READING : permissionsOf(session.user);
  const letters: Readonly<Record<string, Permission | null>> = entry.kind === 'directory'
    ? { e: null, l: 'list', c: 'store', m: 'make-directory', f: 'rename', d: 'delete', p: 'delete' }
    : { r: 'read', a: 'append', w: 'store', f: 'rename', d: 'delete' };
  return Object.entries(letters).filter(([, needed]) => needed === null || granted.includes(needed)).map(([letter]) => letter).join('');
}

function mediaType({ mediaTypes }: ServerConfig, name: string): string | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(mediaTypes, ending) ? mediaTypes[ending]! : null;
}
