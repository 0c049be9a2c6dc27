import { clientReads } from '../client-lines.ts';
import { fault, type LineFault } from '../fault.ts';

/** What a server does that takes one read for one command. */
export const segmentFaults = [
  fault({
    id: 'failure/one-read-is-one-command', title: 'takes each read from the socket for a whole command', seen: 'students: recv(1024)',
    caughtBy: ['noop', 'pwd', 'type', 'cwd', 'rnfr', 'login'].map((verb) => `failure/${verb}-byte-by-byte`).concat('failure/command-cut-once', 'failure/a-command-waits-for-its-end'),
    line: () => clientReads((text) => (text.endsWith('\n') ? text : `${text}\r\n`)),
  }),

  fault({
    id: 'failure/cr-ends-a-line-and-lf-another', title: 'ends a line at CR and takes the LF in the next segment for an empty one', seen: null, caughtBy: ['failure/cut-between-cr-and-lf', 'grammar/cr-alone-ends-nothing'],
    line: () => clientReads((text) => (text.endsWith('\r') ? `${text}\n` : text)),
  }),

  fault({
    id: 'failure/one-command-a-read', title: 'handles the first command of a segment and drops the others', seen: 'LightFTP; students: recv(1024)',
    caughtBy: ['failure/two-commands-in-a-segment', 'failure/pipelined-noops', 'failure/pipelined-login', 'failure/pipelined-transfer', 'failure/pipelined-in-order'],
    line: () => clientReads((text) => text.slice(0, text.indexOf('\n') + 1) || text),
  }),

  fault({
    id: 'failure/drops-an-unfinished-command', title: 'splits what it read at line ends and drops the rest', seen: 'students: data.split("\\r\\n")', caughtBy: ['failure/segment-with-an-unfinished-command'],
    line: () => clientReads((text) => text.slice(0, text.lastIndexOf('\n') + 1)),
  }),

  fault({
    id: 'failure/forgets-commands-ahead', title: 'keeps no more than 32 commands that were sent ahead', seen: null, caughtBy: ['failure/pipelined-noops'],
    line: () => clientReads((text) => text.split(/(?<=\n)/).slice(0, 32).join('')),
  }),

  fault({
    id: 'failure/quick-commands-overtake', title: 'handles each command in a task of its own, so that quick ones overtake', seen: 'students: no await', caughtBy: ['failure/pipelined-in-order', 'failure/pipelined-changes'],
    line: (): LineFault => clientReads((text) => {
      const lines = text.split(/(?<=\n)/);
      const quick = (line: string): boolean => /^(noop|pwd)/i.test(line);
      return [...lines.filter(quick), ...lines.filter((line) => !quick(line))].join('');
    }),
  }),
];
