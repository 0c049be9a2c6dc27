import { ftp } from '../../../src/generated/ftp.ts';
import { answering } from '../answering.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const AFTER_REIN = ['awaitingUser', 'anyAddress', 'defaultPort', 'nothingPending', 'ascii'];

export const logoutFaults = [
  fault({
    id: 'access/quit-wants-a-login', title: 'refuses QUIT before the login', seen: 'MiniDexed PR 997', caughtBy: ['access/quit-before-login', 'access/quit-between-user-and-pass'],
    parts: () => editProtocol({}, [{ in: ['awaitingUser', 'awaitingPassword'], on: ['QUIT'], reply: [[530]] }]),
  }),

  fault({
    id: 'access/quit-does-not-close', title: 'says goodbye and goes on', seen: null, caughtBy: ['access/logs-in-and-out', 'access/nothing-runs-after-quit'],
    parts: () => editProtocol({ 'FTP-ACC-70': { next: [] } }),
  }),

  fault({
    id: 'access/quit-cuts-the-transfer', title: 'closes at once when QUIT comes during a transfer', seen: 'Pure-FTPd PR 162', caughtBy: ['access/quit-lets-a-download-end', 'access/quit-lets-an-upload-end'],
    parts: () => {
      const { protocol } = editProtocol({ 'FTP-ACC-70': { in: ['awaitingUser', 'awaitingPassword', 'awaitingAccount', 'loggedIn'] } });
      return { protocol: { ...protocol, commands: ftp.commands.map((command) => (command.verb === 'QUIT' ? { ...command, duringTransfer: 'at once' } : command)) } };
    },
  }),

  fault({
    id: 'access/rein-keeps-the-type', title: 'keeps TYPE I over REIN', seen: null, caughtBy: ['access/rein-resets-the-type'],
    parts: () => editProtocol({ 'FTP-ACC-62': { next: AFTER_REIN.filter((state) => state !== 'ascii') } }),
  }),

  fault({
    id: 'access/rein-keeps-the-directory', title: 'keeps the working directory over REIN and the next login', seen: 'students', caughtBy: ['access/rein-leaves-the-directory'],
    parts: () => {
      const kept = new WeakMap<object, string>();
      return answering((session, asked) => {
        if (asked.on === 'CWD') kept.set(session.socket, session.directory);
        const directory = kept.get(session.socket);
        if (asked.on === 'PWD' && directory !== undefined) return { quoted: `"${directory}"` };
        return undefined;
      });
    },
  }),

  fault({
    id: 'access/rein-keeps-the-rename', title: 'keeps a pending RNFR over REIN', seen: null, caughtBy: ['access/rein-forgets-a-rename'],
    parts: () => {
      const { protocol } = editProtocol({ 'FTP-ACC-62': { next: AFTER_REIN.filter((state) => state !== 'nothingPending') } });
      const keeps = ['REIN', 'USER', 'PASS'];
      return { protocol: { ...protocol, rules: protocol.rules.map((rule) => (rule.next.includes('nothingPending') && rule.reply.length === 0 ? { ...rule, on: rule.on.filter((verb) => !keeps.includes(verb)) } : rule)) } };
    },
  }),
];
