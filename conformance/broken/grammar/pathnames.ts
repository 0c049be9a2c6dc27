import { isUtf8 } from 'node:buffer';
import { clientLines } from '../client-lines.ts';
import { fault } from '../fault.ts';

export const pathnameFaults = [
  fault({
    id: 'grammar/short-pathnames', title: 'cuts command lines after 128 bytes', seen: 'students: char line[128]', caughtBy: ['grammar/long-pathname', 'grammar/long-path'],
    line: () => clientLines((line) => (line.length > 130 ? `${line.slice(0, 128)}\r\n` : line)),
  }),

  fault({
    id: 'grammar/splits-at-spaces', title: 'takes the second word of the line for the whole argument', seen: 'students: line.split()[1]', caughtBy: ['grammar/spaces-inside-a-pathname'],
    line: () => clientLines((line) => line.replace(/^(\w+ [^ \r]+) [^\r]*/, '$1')),
  }),

  fault({
    id: 'grammar/strips-spaces', title: 'strips spaces from the end of the line', seen: 'students: line.strip()', caughtBy: ['grammar/space-at-the-end-of-a-pathname'],
    line: () => clientLines((line) => line.replace(/ +(?=\r\n)/, '')),
  }),

  fault({
    id: 'grammar/dies-of-bytes-that-are-no-utf-8', title: 'closes the connection over a line that is not UTF-8', seen: 'students: line.decode()', caughtBy: ['grammar/bytes-above-127'],
    line: () => clientLines((line) => (isUtf8(Buffer.from(line, 'latin1')) ? line : null)),
  }),

  fault({
    id: 'grammar/cuts-at-nul', title: 'ends the argument at its first NUL', seen: 'ProFTPD #1977, LightFTP #38', caughtBy: ['grammar/nul-does-not-end-a-name', 'access/nul-does-not-end-the-password'],
    line: () => clientLines((line) => line.replace(/\0[^\r\n]*/, '')),
  }),
];
