import { readlink, realpath } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import type { Conditions } from '../../src/server/session-state.ts';
import { FileStore } from '../../src/server/store/file-store.ts';
import { beforeConditions } from '../another-path.ts';

/** Tells the real path that an argument leads to, or null where the server's own jail is to answer. */
export type WayOut = (argument: string, place: { readonly root: string; readonly directory: string }) => string | null | Promise<string | null>;

/**
 * A server without walls for some verbs: where `way` tells a real path outside the served directory, the command works on that. What a CWD
 * or RNFR has reached outside counts for the commands after it.
 */
export function noJail(verbs: readonly string[], way: WayOut): { conditions: Conditions } {
  const outer = FileStore.open('/');
  const real = new WeakMap<object, string>();
  const taken = new WeakMap<object, string>();
  const inner = new WeakMap<object, PropertyDescriptor>();
  return {
    conditions: beforeConditions(async (session, asked) => {
      // The session asks for the store of its user each time.
      if (!inner.has(session)) inner.set(session, Object.getOwnPropertyDescriptor(session, 'store')!);
      Object.defineProperty(session, 'store', inner.get(session)!);
      const { root } = session.config;
      const relative = !asked.argument.startsWith('/');
      const here = real.get(session);
      let target = verbs.includes(asked.on) ? outside(root, await way(asked.argument, { root, directory: session.directory })) : null;
      if (here !== undefined && relative && asked.on !== 'CDUP') target = join(here, asked.argument);
      if (asked.on === 'CDUP' && verbs.includes('CDUP')) target = dirname(here ?? join(root, session.directory));
      const from = taken.get(session);
      if (asked.on === 'RNFR') taken.delete(session);
      if (asked.on === 'RNTO' && target === null && from !== undefined) target = join(root, asked.path ?? '/');
      if (asked.on === 'CWD' || asked.on === 'CDUP') real.delete(session);
      if (target === null || outside(root, target) === null && asked.on !== 'RNTO') return;
      const store = await outer;
      if (!store.ok) return;
      const path = target;
      Object.defineProperty(session, 'store', { value: store.value, configurable: true });
      asked.path = path;
      asked.entry = () => store.value.stat(path).then((found) => (found.ok ? found.value : null));
      if ((asked.on === 'CWD' || asked.on === 'CDUP') && (await asked.entry())?.kind === 'directory') real.set(session, path);
      if (asked.on === 'RNFR') taken.set(session, path);
      if (asked.on === 'RNTO') session.renameFrom = from ?? join(root, session.renameFrom ?? '/');
    }),
  };
}

/** Joins whatever the client sent to the directory, as if nobody ever sent `..`. */
export const joined: WayOut = (argument, { root, directory }) => normalize(join(root, argument.startsWith('/') ? argument : join(directory, '.').replace(/\/?$/, '/') + argument));

/** Follows symbolic links wherever they lead. */
export const followed: WayOut = async (argument, { root, directory }) => {
  const path = join(root, argument.startsWith('/') ? argument : `${directory}/${argument}`);
  try {
    return await realpath(path);
  } catch {
    const link = await readlink(path).catch(() => null);
    if (link !== null) return join(dirname(path), link);
    const parent = await realpath(dirname(path)).catch(() => null);
    return parent === null ? null : join(parent, path.slice(path.lastIndexOf('/') + 1));
  }
};

function outside(root: string, path: string | null): string | null {
  if (path === null) return null;
  const clean = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return clean === root || clean.startsWith(`${root}/`) ? null : clean;
}

