import type { Socket } from 'node:net';
import type { SessionState } from '../../../src/server/session-state.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import { eachSession } from '../each-session.ts';
import { fault } from '../fault.ts';

/** Milliseconds for which a connection is forgotten: longer than any check waits. */
const FORGOTTEN = 5000;

export const vanishingFaults = [
  fault({
    id: 'failure/dies-of-a-silent-client', title: 'takes no client any more after one that said nothing', seen: 'MiniDexed PR 997', caughtBy: ['failure/vanishes-after-connecting'],
    parts: () => diesWhen((session) => session.userName === ''),
  }),

  fault({
    id: 'failure/dies-of-a-lost-client', title: 'takes no client any more after one that vanished without QUIT', seen: 'students: recv() returns nothing, for ever', caughtBy: ['failure/vanishes-in-a-command'],
    parts: () => diesWhen((session) => session.user !== null && session.prepared === null),
  }),

  fault({
    id: 'failure/dies-of-a-broken-download', title: 'takes no client any more after one that vanished in a download', seen: 'LightFTP #44', caughtBy: ['failure/vanishes-in-a-download'],
    parts: () => diesWhen((session) => session.prepared?.kind === 'file'),
  }),

  fault({
    id: 'failure/dies-of-a-broken-upload', title: 'takes no client any more after one that vanished in an upload', seen: 'CVE-2020-9273', caughtBy: ['failure/vanishes-in-an-upload'],
    parts: () => diesWhen((session) => session.prepared?.kind === 'upload'),
  }),

  fault({
    id: 'failure/forgets-the-data-connection', title: 'leaves the data connection open when the control connection is lost', seen: 'LightFTP #44', caughtBy: ['failure/control-lost-in-a-download'],
    parts: () => ({
      conditions: eachSession({
        begins: ({ dataPort }) => {
          const open = dataPort.open.bind(dataPort);
          dataPort.open = async (...args) => {
            const opened = await open(...args);
            if (opened.ok) keepOpen(opened.socket);
            return opened;
          };
        },
      }),
    }),
  }),

  fault({
    id: 'failure/forgets-the-passive-port', title: 'goes on to listen on the passive port when the session has ended', seen: 'pyftpdlib #78', caughtBy: ['failure/passive-port-is-closed', 'failure/unused-data-connection-is-closed'],
    parts: () => ({
      conditions: eachSession({
        begins: ({ dataPort }) => {
          const close = dataPort.close.bind(dataPort);
          dataPort.close = () => { setTimeout(close, FORGOTTEN); };
        },
      }),
    }),
  }),
];

function diesWhen(fatal: (session: SessionState) => boolean): Partial<ServerParts> {
  let dead = false;
  return { conditions: eachSession({ ends: (session) => { dead ||= fatal(session); }, refuse: () => dead }) };
}

function keepOpen(socket: Socket): void {
  const destroy = socket.destroy.bind(socket);
  socket.destroy = () => {
    setTimeout(destroy, FORGOTTEN);
    return socket;
  };
}
