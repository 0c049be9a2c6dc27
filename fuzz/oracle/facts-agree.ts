import { parseTimeVal } from '../../src/wire/time-val.ts';
import { isAscii, isUtf8, type Untruth } from './told.ts';
import type { Settings } from './settings.ts';
import { nameOf, type Node, type Tree } from './tree.ts';

/** An hour: no clock of this machine is so wrong, a time zone is. */
const HOUR = 3_600_000;

/** What facts say against what is known of a path. `now` null: the server's clock is not ours. */
export function factsDisagree(tree: Tree, path: string, facts: ReadonlyMap<string, string>, now: number | null, settings: Settings): Untruth | null {
  const node = tree.at(path);
  const type = facts.get('type')?.toLowerCase();
  const superfluous = settings.facts === null ? undefined : [...facts.keys()].find((fact) => !settings.facts!.has(fact));
  if (superfluous !== undefined) return { demand: 'facts chosen', expected: `no facts but ${[...settings.facts!].join(', ') || 'none'}`, symptom: 'facts that were not chosen' };
  if (type !== undefined && !/^(file|dir|cdir|pdir|os\..*)$/.test(type)) return { demand: 'facts type', expected: 'file, dir, cdir or pdir', symptom: 'an odd type' };
  if (node.kind === 'file' && type !== undefined && !/^(file|os\.)/.test(type)) return { demand: 'facts type', expected: 'type=file', symptom: 'a file that is none' };
  if (node.kind === 'directory' && type === 'file') return { demand: 'facts type', expected: 'type=dir', symptom: 'a directory that is none' };
  const size = facts.get('size');
  if (node.kind === 'file' && size !== undefined && node.size !== null && Number(size) !== node.size) return { demand: node.asks ?? 'facts agree', expected: `size=${node.size}`, symptom: 'another size' };
  return timesDisagree(node, facts, now) ?? ownersDisagree(tree, path, node, facts);
}

function timesDisagree(node: Node, facts: ReadonlyMap<string, string>, now: number | null): Untruth | null {
  const modify = facts.get('modify');
  const time = modify === undefined ? null : parseTimeVal(modify);
  if (modify !== undefined && time === null) return { demand: 'time', expected: 'modify=YYYYMMDDHHMMSS', symptom: 'no time' };
  const create = facts.get('create');
  if (create !== undefined && parseTimeVal(create) === null) return { demand: 'creation time', expected: 'create=YYYYMMDDHHMMSS', symptom: 'no time' };
  if (node.kind !== 'file' && node.kind !== 'directory') return null;
  if (node.created !== undefined && create !== undefined && create.slice(0, 14) !== node.created) return { demand: 'creation time set', expected: `create=${node.created}`, symptom: 'another time' };
  if (node.set !== undefined && modify !== undefined && modify.slice(0, 14) !== node.set) return { demand: node.fractional === true ? 'fraction' : 'time set', expected: `modify=${node.set}`, symptom: 'another time' };
  if (node.kind !== 'file' || time === null || now === null || node.changed === 0) return null;
  return Math.abs(time.getTime() - node.changed) < HOUR ? null : { demand: 'facts agree', expected: 'the time when it was stored, in UTC', symptom: 'another time' };
}

function ownersDisagree(tree: Tree, path: string, node: Node, facts: ReadonlyMap<string, string>): Untruth | null {
  if (node.kind !== 'file' && node.kind !== 'directory') return null;
  // No document says how it is written: 0640, 640 and 0o640 are seen.
  const mode = facts.get('unix.mode')?.replace(/^0o/i, '');
  if (node.mode !== undefined && mode !== undefined && Number.parseInt(mode, 8) % 0o1000 !== node.mode) return { demand: 'permissions set', expected: `UNIX.mode=${node.mode.toString(8)}`, symptom: 'other permissions' };
  // Permissions that were set since then are those that were set.
  if (node.lacks !== undefined && node.mode === undefined && mode !== undefined && (Number.parseInt(mode, 8) & node.lacks) !== 0) return { demand: 'mask', expected: `no permission of the mask ${node.lacks.toString(8)}`, symptom: `a permission of the mask, ${node.kind}` };
  if (node.unmasked === true && node.mode === undefined && mode !== undefined) {
    const [usual, told] = [tree.usual.get(node.kind), Number.parseInt(mode, 8) % 0o1000];
    if (usual === undefined) tree.usual.set(node.kind, told);
    else if (usual !== told && tree.masks) return { demand: 'mask of another', expected: `UNIX.mode=0${usual.toString(8)}, as before another session set a mask`, symptom: `a mask of another session, ${node.kind}` };
  }
  const perm = facts.get('perm');
  if (perm !== undefined && node.mode === undefined && node.lacks === undefined && nameOf(path).includes(tree.prefix) && !perm.toLowerCase().includes(node.kind === 'file' ? 'r' : 'e')) return { demand: 'perm', expected: node.kind === 'file' ? 'perm with r' : 'perm with e', symptom: `perm of a ${node.kind}` };
  const charset = facts.get('charset');
  if (charset !== undefined && !isAscii(path) && !/^utf-8$/i.test(charset) && isUtf8(nameOf(path))) return { demand: 'charset', expected: 'charset=UTF-8', symptom: 'another charset' };
  const unique = facts.get('unique');
  const other = unique === undefined ? null : tree.identify(path, node, unique);
  return other === null ? null : { demand: 'unique fact', expected: 'one value for one file, and for no other', symptom: other };
}
