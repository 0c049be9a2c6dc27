import { formatListLine } from '../wire/listing.ts';
import { factsLine } from './facts.ts';
import type { Entry } from './store/entry.ts';
import { success, type Outcome } from './store/outcome.ts';
import { splitPath, type VirtualPath } from './store/path.ts';
import type { SessionState } from './session-state.ts';

/**
 * The lines of a listing, without their ends, as byte strings: LIST in the form of `ls -l`, NLST as names that RETR takes
 * (RFC 1123 §4.1.2.7), MLSD as facts.
 */
export async function linesOf(session: SessionState, verb: string, argument: string, path: VirtualPath): Promise<Outcome<AsyncIterable<string>>> {
  const entry = await session.store.stat(path);
  if (!entry.ok) return entry;
  const line = lineFormat(session, verb, argument);
  if (entry.value.kind !== 'directory') return success(one(verb === 'NLST' ? argument : line(entry.value)));
  const entries = await session.store.list(path);
  if (!entries.ok) return entries;
  return success(mapped(verb === 'MLSD' ? await headingOf(session, path, entry.value) : [], entries.value, line));
}

function lineFormat(session: SessionState, verb: string, argument: string): (entry: Entry) => string {
  if (verb === 'MLSD') return (entry) => factsLine(session, entry, entry.name);
  if (verb === 'NLST') return (entry) => (argument === '' ? entry.name : `${argument.replace(/\/$/, '')}/${entry.name}`);
  const now = new Date();
  return (entry) => formatListLine({
    name: verb === 'LIST' || argument === '' || entry.kind === 'directory' ? entry.name : splitPath(argument).name,
    type: entry.kind === 'special' ? 'other' : entry.kind,
    size: entry.size,
    mtime: entry.modified,
    mode: entry.mode,
    nlink: entry.links,
    owner: String(entry.uid),
    group: String(entry.gid),
  }, now);
}

async function* one(line: string): AsyncGenerator<string> { yield line; }

async function* mapped(heading: readonly string[], entries: AsyncIterable<Entry>, line: (entry: Entry) => string): AsyncGenerator<string> {
  yield* heading;
  for await (const entry of entries) yield line(entry);
}

/**
 * The directory that MLSD lists and its parent (RFC 3659 §7.5.1.2, §7.5.1.4). Without the type fact nobody could tell them from what is in the
 * directory, and the root has no parent that anybody may enter. A path with CR could forge an entry (see `listDirectory`).
 */
async function headingOf(session: SessionState, path: VirtualPath, entry: Entry): Promise<string[]> {
  if (!session.facts.includes('type') || path.includes('\r')) return [];
  const heading = [factsLine(session, entry, path, 'cdir')];
  const parent = path === '/' ? null : await session.store.stat(splitPath(path).directory);
  if (parent?.ok) heading.push(factsLine(session, parent.value, '..', 'pdir'));
  return heading;
}
