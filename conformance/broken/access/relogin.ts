import { ftp } from '../../../src/generated/ftp.ts';
import { accessConditions } from '../../../src/server/conditions/access.ts';
import type { SessionState } from '../../../src/server/session-state.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { clientLines } from '../client-lines.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const wrong = accessConditions['password wrong']!;

export const reloginFaults = [
  fault({
    id: 'access/user-keeps-the-login', title: 'takes a new name with USER and stays logged in', seen: 'uFTP #30', caughtBy: ['access/new-user-ends-the-old-login', 'access/second-login-works'],
    parts: () => editProtocol({}, [{ in: ['loggedIn'], on: ['USER'], reply: [[331]] }]),
  }),

  fault({
    id: 'access/failed-relogin-falls-back', title: 'goes back to the old login when the new one fails', seen: null, caughtBy: ['access/failed-relogin-ends-the-old-login'],
    parts: () => {
      const known = new WeakSet<SessionState>();
      return {
        ...editProtocol({}, [{ in: ['awaitingPassword'], on: ['PASS'], when: 'wrong, but in before', reply: [[530]], next: ['loggedIn'] }]),
        conditions: {
          'wrong, but in before': (session, asked) => {
            const refused = wrong(session, asked) as boolean;
            if (!refused) known.add(session);
            return refused && known.has(session);
          },
        },
      };
    },
  }),

  fault({
    id: 'access/first-user-counts', title: 'keeps the name of the first USER', seen: 'students: if not self.user', caughtBy: ['access/last-user-counts'],
    line: () => {
      let first: string | null = null;
      return clientLines((line) => (line.startsWith('USER ') ? (first ??= line) : line));
    },
  }),

  fault({
    id: 'access/relogin-resets-the-type', title: 'goes back to TYPE A when USER comes again', seen: 'pyftpdlib', caughtBy: ['access/relogin-keeps-the-parameters'],
    parts: () => editProtocol({ 'FTP-ACC-26': { next: ['awaitingPassword', 'ascii'] } }),
  }),

  fault({
    id: 'access/user-overwrites-the-file-name', title: 'keeps the name of the running upload where USER puts its name', seen: 'CVE-2023-24042 (LightFTP #25)', caughtBy: ['access/user-during-an-upload'],
    parts: () => ({
      protocol: { ...ftp, commands: ftp.commands.map((command) => (command.verb === 'USER' ? { ...command, duringTransfer: 'at once' } : command)) },
      transfer: async (session, prepared, signal) => {
        const before = session.userName;
        const end = await runTransfer(session, prepared, signal);
        if (prepared.kind === 'upload' && session.userName !== before) await session.store.rename(prepared.upload.path, `/${session.userName}`);
        return end;
      },
    }),
  }),
];
