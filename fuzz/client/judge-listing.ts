import { escapeBytes } from '../../src/wire/escape.ts';
import type { CallSeen, Day } from './day.ts';
import type { ToldEntry } from './performer.ts';
import type { ClientProblem } from './problem.ts';
import type { Tree } from './tree.ts';

/** Names that a program shows as they are, whether on a page, in quotes or in letters of another set. */
const PLAIN = /^[\w.]+$/;

/** Each entry of a listing is told, with its size, and nothing else; by a program that prints it, each plain name. Which directory it is of is found by its entries. */
export function judgeListing({ scenario }: Day, { carried, before }: CallSeen, told: string | readonly ToldEntry[]): ClientProblem | null {
  const data = carried.findLast(({ verb }) => verb === 'LIST' || verb === 'MLSD');
  if (data === undefined) return null;
  const text = Buffer.concat(data.toClient).toString('utf8');
  const lines = text.split('\r\n').filter((line) => line !== '');
  const right = directoriesOf(before.server).find((names) => names.length === entriesIn(lines, names) && agrees(names, lines));
  // A form that names no size, or the habits of a listing with a head and a foot: only what is told and not there counts.
  if (right === undefined || (data.verb === 'LIST' && scenario.habits.some((id) => id.startsWith('listings/')))) return null;
  const problem = (expected: string, actual: string, symptom: string): ClientProblem => ({ kind: 'value', rule: 'FTP-CLI-R21', call: 'list', expected, actual, symptom });
  if (typeof told === 'string') {
    const lacking = right.find(({ name }) => PLAIN.test(name) && !told.includes(name));
    return lacking === undefined ? null : problem(`${lacking.name} is shown`, `it printed: ${escapeBytes(told.trim().slice(-300))}`, 'an entry lacks');
  }
  const entries = told;
  for (const one of right) {
    const told = entries.find(({ name }) => name === one.name);
    if (told === undefined) return problem(`${one.name} is told`, `told were ${entries.map(({ name }) => name).join(', ') || 'none'}`, 'an entry lacks');
    if (told.directory !== one.directory) return problem(`${one.name} is a ${one.directory ? 'directory' : 'file'}`, `it is told as a ${told.directory ? 'directory' : 'file'}`, 'another kind');
    if (!one.directory && told.size !== one.size) return problem(`${one.name} has ${one.size} bytes`, `it is told with ${told.size}`, 'another size');
  }
  const extra = entries.find(({ name }) => !right.some((one) => one.name === name));
  return extra === undefined ? null : problem('what the server has', `${extra.name} is told too`, 'one entry more');
}

function directoriesOf(server: Tree): ToldEntry[][] {
  const directories = new Map<string, ToldEntry[]>([['', []]]);
  for (const [path, bytes] of server) {
    if (bytes === null) directories.set(path, directories.get(path) ?? []);
    const at = path.lastIndexOf('/');
    const parent = at === -1 ? '' : path.slice(0, at);
    directories.set(parent, [...(directories.get(parent) ?? []), { name: path.slice(at + 1), size: bytes?.length ?? 0, directory: bytes === null }]);
  }
  return [...directories.values()].toSorted((a, b) => b.length - a.length);
}

function entriesIn(lines: readonly string[], names: readonly ToldEntry[]): number { return names.filter(({ name }) => lines.some((line) => line.endsWith(` ${name}`))).length; }

/** All lines but those of the directory itself and its parent are of these names. */
function agrees(names: readonly ToldEntry[], lines: readonly string[]): boolean {
  return lines.filter((line) => !/ \.{1,2}$|^total \d+$|^type=[cp]dir;/i.test(line)).every((line) => names.some(({ name }) => line.endsWith(` ${name}`)));
}
