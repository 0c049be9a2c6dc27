import type { Socket } from 'node:net';
import type { TransferEnd } from '../../../../src/server/transfer.ts';
import { lengthPrefixed } from '../../../../src/dialects/length-prefixed/length-prefixed.ts';
import { answering, around, faulty, original } from './parts.ts';

const closed = (socket: Socket): Promise<void> => new Promise((resolve) => {
  if (socket.destroyed) resolve();
  else socket.once('close', () => resolve());
});

export const clientFaults = [
  faulty({
    id: 'length-prefixed/one-client-at-a-time', title: 'accepts a client when the one before has gone', seen: 'students: accept and serve in one loop',
    caughtBy: ['length-prefixed/is-not-held-up-by-a-silent-client'],
    parts: () => {
      let last: Promise<void> = Promise.resolve();
      const before = new WeakMap<Socket, Promise<void>>();
      return {
        ...answering({ 'service not available': async (session) => { await before.get(session.socket); return false; } }),
        channel: (socket, limit, canonical) => {
          before.set(socket, last);
          const previous = last;
          last = previous.then(() => closed(socket));
          return lengthPrefixed.parts.channel!(socket, limit, canonical);
        },
      };
    },
  }),

  faulty({
    id: 'length-prefixed/one-download-at-a-time', title: 'sends one file at a time', seen: 'students: a lock around the whole transfer', caughtBy: ['length-prefixed/is-not-held-up-by-a-slow-client'],
    parts: () => {
      let last: Promise<unknown> = Promise.resolve();
      return around((run) => (session, prepared, signal) => {
        const mine: Promise<TransferEnd> = last.then(() => run(session, prepared, signal));
        last = mine;
        return mine;
      });
    },
  }),

  faulty({
    id: 'length-prefixed/one-file-for-all', title: 'keeps the file in transfer in one place for all clients', seen: 'students: a global variable', caughtBy: ['length-prefixed/serves-ten-clients', 'length-prefixed/serves-a-hundred-clients'],
    parts: () => {
      let path: string | null = null;
      return answering({
        'cannot be read': async (session, asked) => {
          path ??= asked.path;
          const refused = await original('cannot be read')(session, { ...asked, path });
          return refused;
        },
      });
    },
  }),

  faulty({
    id: 'length-prefixed/twenty-clients', title: 'takes twenty clients at a time', caughtBy: ['length-prefixed/serves-a-hundred-clients'], config: { sessionLimit: 20 },
  }),

  faulty({
    id: 'length-prefixed/a-lost-client-ends-the-server', title: 'serves nobody any more after a client vanished in the midst of a download', seen: 'students: BrokenPipeError leaves the loop', caughtBy: ['length-prefixed/goes-on-after-a-client-vanished'],
    parts: () => {
      let dead = false;
      return {
        ...answering({ 'cannot be read': (session, asked) => dead || original('cannot be read')(session, asked) }),
        ...around((run) => async (session, prepared, signal) => {
          const end = await run(session, prepared, signal);
          if (end === '[data failed]') dead = true;
          return end;
        }),
      };
    },
  }),

  faulty({
    id: 'length-prefixed/a-half-request-ends-the-server', title: 'serves nobody any more after a client vanished before it had asked', seen: 'students: struct.error leaves the loop', caughtBy: ['length-prefixed/goes-on-after-half-a-request'],
    parts: () => {
      let dead = false;
      return {
        ...answering({ 'cannot be read': (session, asked) => dead || original('cannot be read')(session, asked) }),
        channel: (socket, limit, canonical) => {
          socket.once('close', () => { if (socket.bytesWritten === 0) dead = true; });
          return lengthPrefixed.parts.channel!(socket, limit, canonical);
        },
      };
    },
  }),
];
