import { combined, factsSet } from '../oracle/named-paths.ts';
import type { Attributes } from '../oracle/tree.ts';
import type { Place } from '../oracle/truth.ts';
import { parseTimeVal } from '../../src/wire/time-val.ts';
import type { Pending } from './pending.ts';
import type { PlaySession } from './session.ts';

/** A command has set facts of a file. */
export function attributesSet(session: PlaySession, { on, argument, place }: Pending): void {
  const { tree } = session.stage;
  const set = factsSet(on, argument);
  const path = set === null ? null : tree.resolve(place.cwd, set.path);
  if (set === null || path === null || session.stage.busyBeside(session)) return tree.doubtAll();
  const node = tree.at(path);
  const [modify, created, mode] = ['modify', 'create', 'unix.mode'].map((fact) => set.facts.get(fact));
  const permissions = { ...(mode !== undefined && { mode: Number.parseInt(mode, 8) % 0o1000 }), ...(created !== undefined && { created }) };
  // The time of a directory changes with what is in it.
  if (node.kind === 'directory') tree.set(path, { ...node, ...permissions });
  if (node.kind !== 'file') return;
  const time = modify === undefined ? null : parseTimeVal(modify);
  tree.set(path, { ...node, ...permissions, ...(modify !== undefined && time !== null && { set: modify.slice(0, 14), fractional: /^\d{14}\.\d/.test(argument), changed: time.getTime() }) });
}

/** Files were joined to one. */
export function joined(session: PlaySession, { argument, place }: Pending): void {
  const { tree } = session.stage;
  const [target = null, ...parts] = combined(argument).map((name) => tree.resolve(place.cwd, name));
  if (target === null || parts.includes(null) || parts.includes(target) || session.stage.busyBeside(session)) return tree.doubtAll();
  const [before, ...nodes] = [target, ...parts].map((path) => tree.at(path!));
  const contents = [before!.kind === 'absent' ? Buffer.alloc(0) : before!, ...nodes].map((node) => (Buffer.isBuffer(node) ? node : node.kind === 'file' ? node.content : null));
  const known = contents.filter((content) => content !== null);
  if (known.length < contents.length || new Set(parts).size < parts.length) return tree.doubtAll();
  for (const path of parts) tree.remove(path!);
  const content = Buffer.concat(known);
  tree.set(target, { kind: 'file', content, size: content.length, changed: Date.now() });
  session.stored = target;
}

/** What the mask of a session takes from what it makes. */
export function masked({ memory }: PlaySession, { settings: { umask } }: Place): Attributes { return umask !== null ? { lacks: umask % 0o1000 } : memory.masks ? {} : { unmasked: true }; }
