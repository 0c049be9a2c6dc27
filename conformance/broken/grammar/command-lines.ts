import { ftp } from '../../../src/generated/ftp.ts';
import { clientLines } from '../client-lines.ts';
import { fault } from '../fault.ts';

export const commandLineFaults = [
  fault({
    id: 'grammar/upper-case-verbs-only', title: 'knows verbs in upper case only', seen: 'students: if line == "QUIT"', caughtBy: ['grammar/lower-case-verbs'],
    line: () => clientLines((line) => (/^[A-Z]*[a-z]/.test(line) ? `XYZZY${line}` : line)),
  }),

  fault({
    id: 'grammar/upper-case-parameters-only', title: 'knows TYPE I and not TYPE i', seen: null, caughtBy: ['grammar/lower-case-parameters'],
    parts: () => ({ protocol: { ...ftp, arguments: ftp.arguments.map((one) => (one.name === 'type-code' ? { ...one, syntax: '^[AI]$' } : one)) } }),
  }),

  fault({
    id: 'grammar/trailing-space-is-unknown', title: 'looks up the verb with the space that follows it', seen: null, caughtBy: ['grammar/trailing-space'],
    line: () => clientLines((line) => line.replace(/^[A-Z]+ (?=\r)/i, 'XYZZY')),
  }),

  fault({
    id: 'grammar/one-space-only', title: 'takes the second space for the argument', seen: 'vsftpd, Pure-FTPd, pyftpdlib', caughtBy: ['grammar/two-spaces'],
    line: () => clientLines((line) => line.replace(/^(TYPE|MODE) {2,}/, '$1 _')),
  }),

  fault({
    id: 'grammar/bare-lf-blocks', title: 'waits for ever once a line ended in LF alone', seen: null, caughtBy: ['grammar/bare-lf'],
    line: () => {
      let blocked = false;
      return clientLines((line) => { blocked ||= !line.endsWith('\r\n'); return blocked ? '' : line; });
    },
  }),

  fault({
    id: 'grammar/empty-line-ends-the-session', title: 'closes the connection at an empty line', seen: 'students: if not line: break', caughtBy: ['grammar/empty-line'],
    line: () => clientLines((line) => (line === '\r\n' ? null : line)),
  }),
];
