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
