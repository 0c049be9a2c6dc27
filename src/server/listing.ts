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
  return success(mapped(entries.value, line));
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

async function* mapped(entries: AsyncIterable<Entry>, line: (entry: Entry) => string): AsyncGenerator<string> {
  for await (const entry of entries) yield line(entry);
}
