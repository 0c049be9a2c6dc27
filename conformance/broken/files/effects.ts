import { rmdirSync } from 'node:fs';
import { rm, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileConditions } from '../../../src/server/conditions/files.ts';
import type { Asked, SessionState } from '../../../src/server/session-state.ts';
import { anotherListing } from '../../another-listing.ts';
import { answering } from '../answering.ts';
import { fault } from '../fault.ts';
import { overlayStore } from '../../overlay-store.ts';
import { joinPath, splitPath } from '../../../src/server/store/path.ts';

/** Where the argument is on the disk. */
function onDisk(session: SessionState, asked: Asked): string { return join(session.config.root, Buffer.from(asked.path ?? '/', 'latin1').toString()); }

const removed = fileConditions['cannot be removed']!;

export const effectFaults = [
  fault({
    id: 'files/mkd-does-nothing', title: 'says 257 to MKD and makes nothing', seen: 'students', caughtBy: ['files/mkd-makes-a-directory', 'files/xmkd-is-mkd'],
    parts: () => ({ conditions: { 'cannot be created': () => false } }),
  }),

  fault({
    id: 'files/rmd-does-nothing', title: 'says 250 to RMD and removes nothing', seen: 'students', caughtBy: ['files/rmd-removes-a-directory', 'files/xrmd-is-rmd', 'client/removes-a-tree', 'client/clears-a-directory'],
    parts: () => ({ conditions: { 'cannot be removed': (session, asked) => asked.on !== 'RMD' && removed(session, asked) } }),
  }),

  fault({
    id: 'files/dele-does-nothing', title: 'says 250 to DELE and removes nothing', seen: 'students', caughtBy: ['files/dele-removes-a-file', 'files/listing-forgets-what-is-deleted', 'client/removes', 'client/clears-a-directory'],
    parts: () => ({ conditions: { 'cannot be removed': (session, asked) => asked.on !== 'DELE' && removed(session, asked) } }),
  }),

  fault({
    id: 'files/dele-takes-the-neighbours', title: 'deletes every file whose name begins as the one named', seen: null, caughtBy: ['files/dele-leaves-the-neighbour'],
    parts: () => overlayStore((store) => ({
      remove: async (path) => {
        const { directory, name } = splitPath(path);
        const entries = await store.list(directory);
        if (entries.ok) for await (const entry of entries.value) if (entry.name.startsWith(name) && entry.name !== name) await store.remove(joinPath(directory, entry.name));
        return store.remove(path);
      },
    })),
  }),

  fault({
    id: 'files/dele-expands-patterns', title: 'deletes all that a pattern matches', seen: 'CVE-2005-0256: glob in commands', caughtBy: ['files/dele-takes-no-pattern'],
    parts: () => ({
      conditions: {
        'file missing': async (session, asked) => {
          if (asked.on === 'DELE' && asked.argument.endsWith('*')) {
            const entries = await session.store.list(session.directory);
            if (entries.ok) for await (const entry of entries.value) if (entry.name.startsWith(asked.argument.slice(0, -1))) await session.store.remove(joinPath(session.directory, entry.name));
          }
          return fileConditions['file missing']!(session, asked);
        },
      },
    }),
  }),

  fault({
    id: 'files/mkd-clears-what-is-there', title: 'empties what MKD meets, then refuses', seen: null, caughtBy: ['files/mkd-of-a-directory-leaves-it', 'files/mkd-of-a-file-leaves-it'],
    parts: () => ({
      conditions: {
        'name exists': async (session, asked) => {
          const entry = await asked.entry();
          if (entry?.kind === 'file') await truncate(onDisk(session, asked));
          if (entry?.kind === 'directory') await rm(onDisk(session, asked), { recursive: true });
          return entry !== null;
        },
      },
    }),
  }),

  fault({
    id: 'files/rmd-removes-the-parent', title: 'removes by RMD the directory that is empty then, too', seen: 'students: os.removedirs(path)', caughtBy: ['files/rmd-leaves-the-parent'],
    parts: () => answering((session, asked) => {
      if (asked.on === 'RMD' && asked.path !== null) try { rmdirSync(dirname(onDisk(session, asked))); } catch { /* not empty */ }
      return undefined;
    }),
  }),

  fault({
    id: 'files/rmd-empties-and-refuses', title: 'removes the files of a directory before it refuses to remove the directory', seen: 'students: rmtree stopped half way', caughtBy: ['files/rmd-of-a-full-directory-is-honest'],
    parts: () => ({
      conditions: {
        'directory not empty': async (session, asked) => {
          const full = await fileConditions['directory not empty']!(session, asked);
          const entries = full ? await session.store.list(asked.path!) : null;
          if (entries?.ok === true) for await (const entry of entries.value) await session.store.remove(joinPath(asked.path!, entry.name));
          return full;
        },
      },
    }),
  }),

  fault({
    id: 'files/dele-removes-directories', title: 'removes a directory by DELE and refuses afterwards', seen: null, caughtBy: ['files/dele-of-a-directory-leaves-it'],
    parts: () => ({
      conditions: {
        'not a plain file': async (session, asked) => {
          if (asked.on === 'DELE' && (await asked.entry())?.kind === 'directory') await session.store.removeDirectory(asked.path!);
          return fileConditions['not a plain file']!(session, asked);
        },
      },
    }),
  }),

  fault({
    id: 'files/rmd-removes-files', title: 'removes a file by RMD and refuses afterwards', seen: null, caughtBy: ['files/rmd-of-a-file-leaves-it'],
    parts: () => ({
      conditions: {
        'not a directory': async (session, asked) => {
          if (asked.on === 'RMD' && (await asked.entry())?.kind === 'file') await session.store.remove(asked.path!);
          return fileConditions['not a directory']!(session, asked);
        },
      },
    }),
  }),

  fault({
    id: 'files/listings-are-cached', title: 'shows a directory as it was when it was first listed', seen: null, caughtBy: ['files/listing-forgets-what-is-deleted'],
    parts: () => {
      const first = new Map<string, readonly string[]>();
      return anotherListing(['NLST', 'LIST', 'MLSD'], (lines, asked) => {
        const key = `${asked.on} ${asked.path}`;
        if (!first.has(key)) first.set(key, lines);
        return first.get(key)!;
      });
    },
  }),

  fault({
    id: 'files/lost-directory-ends-the-session', title: 'drops the session whose working directory is gone', seen: 'uftpd CVE-2020-14149', caughtBy: ['files/session-outlives-its-directory'],
    parts: () => ({
      conditions: {
        'path missing': async (session, asked) => {
          if (asked.on === 'LIST' && !(await session.store.stat(session.directory)).ok) throw new Error('the working directory is gone');
          return fileConditions['path missing']!(session, asked);
        },
      },
    }),
  }),
];
