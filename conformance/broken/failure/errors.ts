import { clientLines } from '../client-lines.ts';
import { eachSession } from '../each-session.ts';
import { editProtocol, rewriteReplies, twice } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

export const errorFaults = [
  fault({
    id: 'failure/goes-on-after-an-error', title: 'sends the error and then, having forgotten to return, another', seen: 'ProFTPD #2003; students: no return', caughtBy: ['failure/one-reply-to-each-error'],
    parts: () => rewriteReplies((text, on) => (on === 'DELE' && text.startsWith('550') ? `${text}500 Command failed.\r\n` : text)),
  }),

  fault({
    id: 'failure/answers-type-twice', title: 'answers TYPE twice', seen: 'ftpony PR 6', caughtBy: ['failure/one-reply-to-each-success'],
    parts: () => twice('TYPE'),
  }),

  fault({
    id: 'failure/completes-a-refused-transfer', title: 'says 226 after the 550 to RETR', seen: 'students: finally', caughtBy: ['failure/one-reply-to-a-refused-transfer'],
    parts: () => rewriteReplies((text, on) => (on === 'RETR' && text.startsWith('550') ? `${text}226 Transfer complete.\r\n` : text)),
  }),

  fault({
    id: 'failure/unknown-verb-changes-the-directory', title: 'goes to the root when it does not know a verb', seen: null, caughtBy: ['failure/unknown-verb-keeps-the-directory'],
    parts: () => ({
      ...editProtocol({}, [{ in: [], on: ['[unknown command]'], when: 'lost', reply: [[500]] }]),
      conditions: { lost: (session) => { session.directory = '/'; return false; } },
    }),
  }),

  fault({
    id: 'failure/unknown-verb-resets-the-type', title: 'goes back to TYPE A when it does not know a verb', seen: null, caughtBy: ['failure/unknown-verb-keeps-type-and-port'],
    parts: () => editProtocol({ 'FTP-FAI-1': { next: ['ascii'] } }),
  }),

  fault({
    id: 'failure/unknown-verb-logs-out', title: 'logs the user out when it does not know a verb', seen: null, caughtBy: ['failure/unknown-verb-keeps-the-login'],
    parts: () => editProtocol({ 'FTP-FAI-1': { next: ['awaitingUser'] } }),
  }),

  fault({
    id: 'failure/compares-the-beginning-of-a-verb', title: 'takes QUITX for QUIT', seen: 'students: startswith()', caughtBy: ['failure/unknown-verb-keeps-the-login'],
    line: () => clientLines((line) => line.replace(/^(USER|PASS|RETR|QUIT)[A-Z]+/, '$1')),
  }),

  fault({
    id: 'failure/dies-of-a-strange-line', title: 'takes no client any more after a line that is no command', seen: 'uftpd CVE-2020-14149', caughtBy: ['failure/survives-binary-noise', 'failure/survives-another-protocol'],
    parts: () => {
      let dead = false;
      return { conditions: eachSession({ refuse: () => dead }), reply: (bytes, on) => { dead ||= on === '[malformed line]'; return bytes; } };
    },
  }),

  fault({
    id: 'failure/formats-what-it-is-sent', title: 'gives an argument to printf as the format', seen: 'CVE-2000-0573, CVE-2002-1244', caughtBy: ['failure/format-directives-are-text'],
    line: () => clientLines((line) => (line.includes('%n') ? null : line)),
  }),

  fault({
    id: 'failure/loses-the-reply-to-a-missing-argument', title: 'does not answer a verb whose argument is missing', seen: 'students: an exception in split()', caughtBy: ['failure/one-reply-to-each-error'],
    parts: () => rewriteReplies((text, on) => (text.startsWith('501') && on === 'DELE' ? '' : text)),
  }),
];
