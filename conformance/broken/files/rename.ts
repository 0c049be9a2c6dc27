import { fileConditions } from '../../../src/server/conditions/files.ts';
import type { Asked, SessionState } from '../../../src/server/session-state.ts';
import { joinPath, resolvePath, splitPath } from '../../../src/server/store/path.ts';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ftp } from '../../../src/generated/ftp.ts';
import { anotherPath, beforeConditions } from '../../another-path.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const renamed = fileConditions['cannot be renamed']!;
const cancelling = ftp.rules.find((rule) => rule.id === 'FTP-FIL-38')!;

function real(session: SessionState, path: string): string { return join(session.config.root, Buffer.from(path, 'latin1').toString()); }

/** A server whose RNTO does something first. */
function beforeRename(first: (session: SessionState, asked: Asked, from: string) => Promise<void>): { conditions: Record<string, typeof renamed> } {
  return {
    conditions: {
      'cannot be renamed': async (session, asked) => {
        if (session.renameFrom !== null) await first(session, asked, session.renameFrom);
        return renamed(session, asked);
      },
    },
  };
}

export const renameFaults = [
  fault({
    id: 'files/rnto-keeps-its-source', title: 'renames from the same old name again when RNTO comes a second time', seen: 'students: the name is never cleared', caughtBy: ['files/rename-leaves-a-new-file-of-the-old-name'],
    parts: () => {
      const last = new WeakMap<object, string>();
      return {
        ...editProtocol({ 'FTP-FIL-32': { when: 'nothing to rename' } }, [{ in: ['loggedIn', 'nothingPending'], on: ['RNTO'], reply: [[250]] }]),
        conditions: {
          'cannot be renamed': (session, asked) => { if (session.renameFrom !== null) last.set(session, session.renameFrom); return renamed(session, asked); },
          'nothing to rename': async (session, asked) => {
            const from = last.get(session);
            return from === undefined || asked.path === null || !(await session.store.rename(from, asked.path)).ok;
          },
        },
      };
    },
  }),

  fault({
    id: 'files/rename-copies', title: 'leaves the file under its old name too', seen: 'students: copy and forget to delete', caughtBy: ['files/rename-moves-the-file', 'files/rename-moves-across-directories', 'files/rename-follows-cwd', 'client/renames'],
    parts: () => ({
      conditions: {
        'cannot be renamed': async (session, asked) => {
          const from = session.renameFrom;
          const refused = await renamed(session, asked);
          if (!refused && from !== null && asked.path !== null) await cp(real(session, asked.path), real(session, from), { recursive: true });
          return refused;
        },
      },
    }),
  }),

  fault({
    id: 'files/rename-goes-into-directories', title: 'moves a file into the directory that RNTO names', seen: 'students: shutil.move', caughtBy: ['files/rename-onto-a-directory'],
    parts: () => beforeRename(async (_, asked, from) => {
      const entry = await asked.entry();
      if (entry?.kind === 'directory') Object.assign(asked, { path: joinPath(asked.path!, splitPath(from).name) });
    }),
  }),

  fault({
    id: 'files/rename-stays-in-the-directory', title: 'gives a file a new name in its own directory, whatever directory RNTO names', seen: 'students', caughtBy: ['files/rename-moves-across-directories'],
    parts: () => anotherPath(['RNTO'], (argument, session) => joinPath(splitPath(session.renameFrom ?? '/').directory, splitPath(`/${argument}`).name)),
  }),

  fault({
    id: 'files/rename-empties-directories', title: 'renames a directory without what is in it', seen: null, caughtBy: ['files/rename-moves-a-directory'],
    parts: () => beforeRename(async (session, _, from) => {
      const entries = await session.store.list(from);
      if (entries.ok) for await (const entry of entries.value) await session.store.remove(joinPath(from, entry.name)).catch(() => {});
    }),
  }),

  fault({
    id: 'files/rnto-ignores-cwd', title: 'puts a renamed file into the root directory', seen: 'students', caughtBy: ['files/rename-follows-cwd'],
    parts: () => anotherPath(['RNTO'], (argument) => (argument.startsWith('/') ? null : `/${argument}`)),
  }),

  fault({
    id: 'files/rename-deletes-the-target-first', title: 'deletes the file in the way, and then refuses', seen: null, caughtBy: ['files/rename-onto-a-file-loses-none-half'],
    parts: () => ({
      conditions: {
        'cannot be renamed': async (session, asked) => {
          if (!(await session.store.stat(asked.path ?? '/')).ok) return renamed(session, asked);
          await session.store.remove(asked.path!);
          return true;
        },
      },
    }),
  }),

  fault({
    id: 'files/rename-onto-a-file-loses-both', title: 'loses the file when another has the new name', seen: null, caughtBy: ['files/rename-onto-a-file-loses-none-half'],
    parts: () => beforeRename(async (session, asked, from) => {
      if ((await session.store.stat(asked.path ?? '/')).ok) await rm(real(session, from), { recursive: true, force: true });
    }),
  }),

  fault({
    id: 'files/rnfr-moves-at-once', title: 'puts the file aside at RNFR', seen: null, caughtBy: ['files/rnfr-alone-changes-nothing', 'files/refused-rnto-leaves-the-file'],
    parts: () => ({
      conditions: {
        'path missing': async (session, asked) => {
          const missing = await fileConditions['path missing']!(session, asked);
          if (asked.on === 'RNFR' && !missing) await session.store.rename(asked.path!, `${asked.path!}.renaming`);
          return missing;
        },
      },
    }),
  }),

  fault({
    id: 'files/first-rnfr-counts', title: 'renames the file of the first of two RNFR', seen: null, caughtBy: ['files/second-rnfr-counts'],
    parts: () => {
      const first = new WeakMap<SessionState, string>();
      return {
        conditions: beforeConditions((session, asked) => {
          if (asked.on === 'RNFR' && asked.path !== null) { if (!first.has(session)) first.set(session, asked.path); return; }
          if (asked.on === 'RNTO') session.renameFrom = first.get(session) ?? session.renameFrom;
          if (!['PASV', 'RETR', 'TYPE'].includes(asked.on)) first.delete(session);
        }),
      };
    },
  }),

  fault({
    id: 'files/failed-rnfr-is-forgotten', title: 'renames the file of an earlier RNFR after a failed one', seen: 'pyftpdlib and Pure-FTPd', caughtBy: ['files/failed-rnfr-ends-the-earlier-one'],
    parts: () => editProtocol({ 'FTP-FIL-38': { on: cancelling.on.filter((on) => on !== 'RNFR') } }),
  }),

  fault({
    id: 'files/rnto-again-and-again', title: 'takes RNTO after RNTO', seen: 'uFTP #30', caughtBy: ['files/rnto-works-once'],
    parts: () => {
      const last = new WeakMap<SessionState, string>();
      return {
        ...editProtocol({ 'FTP-FIL-37': { next: [] } }),
        conditions: {
          'cannot be renamed': (session, asked) => {
            session.renameFrom ??= last.get(session) ?? null;
            if (asked.path !== null) last.set(session, asked.path);
            return renamed(session, asked);
          },
        },
      };
    },
  }),

  fault({
    id: 'files/one-rnfr-for-all', title: 'keeps the file of RNFR in one place for all sessions', seen: 'students: a global variable', caughtBy: ['files/rename-of-another-session-is-not-taken'],
    parts: () => {
      let shared: string | null = null;
      return {
        ...editProtocol({ 'FTP-FIL-32': { when: 'path missing', reply: [[503]] } }, [
          { in: ['loggedIn', 'nothingPending'], on: ['RNTO'], when: 'cannot be renamed', reply: [[503]] },
          { in: ['loggedIn', 'nothingPending'], on: ['RNTO'], reply: [[250]] },
        ]),
        conditions: {
          'path missing': (session, asked) => {
            if (asked.on === 'RNFR') shared = asked.path;
            return fileConditions['path missing']!(session, asked);
          },
          'cannot be renamed': async (session, asked) => {
            const outcome = shared === null || asked.path === null ? null : await session.store.rename(shared, asked.path);
            shared = null;
            return outcome?.ok !== true;
          },
        },
      };
    },
  }),

  fault({
    id: 'files/refused-rnto-loses-the-file', title: 'removes the old name before it finds that the new one cannot be had', seen: null, caughtBy: ['files/refused-rnto-leaves-the-file'],
    parts: () => beforeRename(async (session, asked, from) => {
      if (!(await session.store.stat(splitPath(asked.path ?? '/').directory)).ok) await session.store.remove(from);
    }),
  }),

  fault({
    id: 'files/directory-moves-into-itself', title: 'loses a directory that is renamed into itself', seen: null, caughtBy: ['files/directory-does-not-move-into-itself'],
    parts: () => beforeRename(async (session, asked, from) => {
      const to = resolvePath('/', asked.path ?? '/');
      if (to.ok && to.value.startsWith(`${from}/`)) await rm(real(session, from), { recursive: true, force: true });
    }),
  }),
];
