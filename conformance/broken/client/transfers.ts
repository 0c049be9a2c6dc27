import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { failure } from '../../../src/server/store/outcome.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { anotherPath } from '../../another-path.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { overlayStore } from '../../overlay-store.ts';

export const clientFaults = [
  fault({
    id: 'client/no-image-type', title: 'refuses TYPE I', seen: 'students', caughtBy: ['client/logs-in'],
    parts: () => editProtocol({ 'FTP-XFR-5': { reply: [[504]] } }),
  }),

  fault({
    id: 'client/always-ascii', title: 'converts line ends in TYPE I too', seen: 'students: open(name, "r")', caughtBy: ['client/transfers-a-stream', 'client/transfers-a-file'],
    parts: () => ({ transfer: (session, prepared, signal) => runTransfer(new Proxy(session, { get: (target, key) => (key === 'ascii' ? true : (Reflect.get(target, key) as unknown)) }), prepared, signal) }),
  }),

  fault({
    id: 'client/no-empty-files', title: 'stores no file of which nothing came', seen: 'students: the file is opened at the first byte', caughtBy: ['client/transfers-an-empty-file'],
    parts: () => overlayStore((store) => ({
      create: async (path, offset) => {
        const made = await store.create(path, offset);
        if (!made.ok) return made;
        let bytes = 0;
        const { value: upload } = made;
        return {
          ok: true,
          value: {
            path: upload.path,
            write: (chunks) => { bytes += chunks.length; return upload.write(chunks); },
            commit: async () => { if (bytes > 0) return upload.commit(); await upload.abandon(); return failure('failed', 'nothing came'); },
            abandon: () => upload.abandon(),
          },
        };
      },
    })),
  }),

  fault({
    id: 'client/appe-is-stor', title: 'replaces the file by APPE', seen: 'students: open(name, "wb")', caughtBy: ['client/appends'],
    parts: () => overlayStore((store) => ({ append: (path) => store.create(path) })),
  }),

  fault({
    id: 'client/three-transfers', title: 'has no port left after three transfers of a session', seen: 'students: listeners are never closed', caughtBy: ['client/transfers-again-and-again'],
    parts: () => {
      const used = new WeakMap<object, number>();
      return {
        conditions: {
          'no port to listen on': (session, asked) => {
            const count = (used.get(session) ?? 0) + 1;
            used.set(session, count);
            return count > 3 || transferConditions['no port to listen on']!(session, asked);
          },
        },
      };
    },
  }),

  fault({
    id: 'client/one-file-name-for-all', title: 'keeps the name of the file in transfer in one place for all sessions', seen: 'CVE-2023-24042 LightFTP', caughtBy: ['client/works-in-parallel'],
    parts: () => {
      let last = '';
      return overlayStore((store) => ({
        create: (path, offset) => { last = path; return store.create(path, offset); },
        openRead: (path, offset) => store.openRead(last === '' ? path : last, offset),
      }));
    },
  }),

  fault({
    id: 'client/broken-transfer-blocks-all', title: 'transfers nothing more after a transfer was broken off', seen: 'LightFTP #44', caughtBy: ['client/survives-a-close'],
    parts: () => {
      let blocked = false;
      return {
        transfer: async (session, prepared, signal) => {
          if (blocked) {
            await new Promise((resolve) => { signal.addEventListener('abort', resolve, { once: true }); });
            return '[data failed]';
          }
          const end = await runTransfer(session, prepared, signal);
          blocked = end !== '[data done]';
          return end;
        },
      };
    },
  }),

  fault({
    id: 'client/retr-ignores-cwd', title: 'looks for the file of RETR in the root directory', seen: 'students', caughtBy: ['client/uploads-and-downloads-a-tree', 'files/relative-names-follow-cwd'],
    parts: () => anotherPath(['RETR'], (argument) => (argument.startsWith('/') ? null : `/${argument.slice(argument.lastIndexOf('/') + 1)}`)),
  }),
];
