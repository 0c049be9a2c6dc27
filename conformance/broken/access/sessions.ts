import { fileConditions } from '../../../src/server/conditions/files.ts';
import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import type { SessionState } from '../../../src/server/session-state.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { eachSession } from '../each-session.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const GLOBAL = 'students: a global variable';

/** What a server keeps for all where it belongs to each session. */
export const sessionFaults = [
  fault({
    id: 'access/one-directory-for-all', title: 'changes the working directory of the process', seen: 'students: os.chdir()', caughtBy: ['access/directories-are-separate'],
    parts: () => {
      const all = new Set<SessionState>();
      return {
        conditions: {
          ...eachSession({ begins: (session) => all.add(session) }),
          'cannot be entered': async (session, asked) => {
            const refused = await fileConditions['cannot be entered']!(session, asked);
            for (const other of all) other.directory = session.directory;
            return refused;
          },
        },
      };
    },
  }),

  fault({
    id: 'access/one-type-for-all', title: 'keeps the representation in the server', seen: GLOBAL, caughtBy: ['access/types-are-separate'],
    parts: () => {
      let ascii = true;
      return {
        reply: (bytes, on) => { if (on === 'TYPE') ascii = /set to a/i.test(bytes.toString('latin1')); return bytes; },
        transfer: (session, prepared, signal) => runTransfer(Object.create(session, { ascii: { value: ascii } }) as SessionState, prepared, signal),
      };
    },
  }),

  fault({
    id: 'access/one-rename-for-all', title: 'keeps the name that RNFR gave in the server', seen: GLOBAL, caughtBy: ['access/renames-are-separate', 'access/rename-cannot-be-finished-by-another'],
    parts: () => {
      let from: string | null = null;
      return {
        ...editProtocol({}, [{ in: ['loggedIn'], on: ['RNTO'], when: 'somebody has said RNFR', reply: [[250]], next: ['nothingPending'] }]),
        conditions: {
          'path missing': async (session, asked) => {
            const missing = await fileConditions['path missing']!(session, asked);
            if (asked.on === 'RNFR' && !missing) from = asked.path;
            return missing;
          },
          'file missing': async (session, asked) => {
            const missing = await fileConditions['file missing']!(session, asked);
            if (asked.on === 'RNFR' && !missing) from = asked.path;
            return missing;
          },
          'somebody has said RNFR': async (session, asked) => from !== null && asked.path !== null && (await session.store.rename(from, asked.path)).ok,
        },
      };
    },
  }),

  fault({
    id: 'access/one-restart-for-all', title: 'keeps the restart position in the server', seen: GLOBAL, caughtBy: ['access/restarts-are-separate'],
    parts: () => {
      let position: number | null = null;
      return {
        reply: (bytes, on) => { if (on === 'REST') position = Number(/at (\d+)/.exec(bytes.toString('latin1'))?.[1] ?? 0); return bytes; },
        conditions: { 'cannot be opened': (session, asked) => { session.restart = position; return transferConditions['cannot be opened']!(session, asked); } },
      };
    },
  }),

  fault({
    id: 'access/data-socket-closed-twice', title: 'takes the descriptor of an ended data connection out of its event loop again when the session ends', seen: 'pyftpdlib 1.5.7, ActiveDTP.close()',
    caughtBy: ['access/others-outlive-a-session-after-pasv', 'access/others-outlive-a-session-after-port'],
    parts: () => {
      const sessions = new Set<SessionState>();
      const hasTransferred = new WeakSet<SessionState>();
      return {
        transfer: (session, prepared, signal) => { hasTransferred.add(session); return runTransfer(session, prepared, signal); },
        conditions: eachSession({
          begins: (session) => sessions.add(session),
          ends: (session) => {
            sessions.delete(session);
            // Whoever has connected since may have got the number.
            if (hasTransferred.has(session)) for (const other of sessions) other.socket.pause();
          },
        }),
      };
    },
  }),

  fault({
    id: 'access/only-one-client', title: 'accepts a client when the one before has gone', seen: 'students: accept() and serve in one loop', caughtBy: ['access/serves-two-clients'],
    parts: () => {
      const sessions: SessionState[] = [];
      return {
        conditions: eachSession({ begins: (session) => { if (sessions.push(session) > 1) session.socket.pause(); }, ends: (session) => { sessions.splice(sessions.indexOf(session), 1); sessions[0]?.socket.resume(); } }),
        reply: (bytes, on) => (on === '[connected]' && sessions.length > 1 ? Buffer.alloc(0) : bytes),
      };
    },
  }),

  fault({
    id: 'access/quit-ends-every-session', title: 'ends every session when one says QUIT', seen: 'MiniDexed PR 997', caughtBy: ['access/quit-ends-one-session'],
    parts: () => {
      let over = false;
      return {
        ...editProtocol({}, [{ in: ['loggedIn'], on: ['PWD', 'NOOP'], when: 'somebody has quit', reply: [[421]], next: ['closed'] }]),
        conditions: { 'somebody has quit': () => over },
        reply: (bytes, on) => { over ||= on === 'QUIT'; return bytes; },
      };
    },
  }),

  fault({
    id: 'access/idle-clients-take-every-worker', title: 'serves nobody while twenty clients are connected', seen: 'LightFTP #59; CVE-2021-47865', caughtBy: ['access/works-beside-idle-clients'],
    parts: () => {
      let open = 0;
      return {
        conditions: eachSession({ begins: () => { open += 1; }, ends: () => { open -= 1; } }),
        reply: (bytes) => (open > 20 ? Buffer.alloc(0) : bytes),
      };
    },
  }),
];
