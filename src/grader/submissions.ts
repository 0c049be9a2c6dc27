import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { Submission } from '../../conformance/rubric/submission.ts';
import { FtpspecError } from '../ftpspec-error.ts';
import { parseCsv } from './csv.ts';

/** What holds where a list says nothing else. */
export type SubmissionDefaults = Omit<Submission, 'id' | 'directory' | 'spawn'> & { readonly spawn: string | null };

const MOST = 100_000;
const entrySchema = z.object({
  id: z.string().regex(/^[\w.@+ -]{1,100}$/, 'an id holds letters, digits, spaces and . _ - @ + only').refine((id) => !/^\.+$/.test(id), 'an id is no . or ..').exactOptional(),
  directory: z.string().min(1),
  spawn: z.string().min(1).exactOptional(), build: z.string().min(1).exactOptional(), user: z.string().exactOptional(), password: z.string().exactOptional(), account: z.string().min(1).exactOptional(),
});
type Entry = z.output<typeof entrySchema>;

/**
 * The submissions of a class: each folder of a directory, or the entries of a `.csv` file (`directory`, and where they
 * differ `id`, `spawn`, `build`, `user`, `password`, `account` in the first line) or a `.json` one (an array of such objects). By name.
 *
 * @throws FtpspecError `BAD_SUBMISSIONS`, `NOTHING_SELECTED` when there are none
 */
export function listSubmissions(path: string, defaults: SubmissionDefaults): Submission[] {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) throw bad(`${path}: there is no such directory or list`);
  const found = facts.isDirectory() ? folders(path) : readList(path);
  if (found.length === 0) throw new FtpspecError('NOTHING_SELECTED', `${path}: there is no submission`, { hint: 'One folder each, or a list with the column "directory".' });
  const seen = new Set<string>();
  return found.map((entry): Submission => {
    const id = entry.id ?? basename(entry.directory);
    if (seen.has(id)) throw bad(`${path}: two submissions are called "${id}"`);
    seen.add(id);
    const spawn = entry.spawn ?? defaults.spawn;
    if (spawn === null) throw new FtpspecError('USAGE', `nothing says how ${id} is started`, { hint: 'Give --spawn, submission.spawn in the assignment, or a column "spawn".' });
    return { id, directory: entry.directory, spawn, build: entry.build ?? defaults.build, user: entry.user ?? defaults.user, password: entry.password ?? defaults.password, account: entry.account ?? defaults.account };
  }).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function folders(path: string): Entry[] {
  return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => ({ directory: resolve(path, name) }));
}

function readList(path: string): Entry[] {
  const text = readFileSync(path, 'utf8');
  let raw: unknown;
  try {
    raw = path.toLowerCase().endsWith('.json') ? JSON.parse(text) : parseCsv(text);
  } catch (error) {
    throw bad(`${path}: ${(error as Error).message}`);
  }
  const result = z.array(entrySchema).max(MOST).safeParse(raw);
  if (result.success) return result.data.map((entry) => ({ ...entry, directory: resolve(dirname(path), entry.directory) }));
  const issue = result.error.issues[0]!;
  const [at, ...key] = issue.path;
  throw bad(`${path}:${path.toLowerCase().endsWith('.csv') && typeof at === 'number' ? ` row ${at + 2}:` : at === undefined ? '' : ` entry ${Number(at) + 1}:`} ${key.join('.')} ${issue.message}`);
}

function bad(message: string): FtpspecError { return new FtpspecError('BAD_SUBMISSIONS', message); }
