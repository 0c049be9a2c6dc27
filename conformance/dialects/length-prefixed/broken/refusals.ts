import { editing, faulty, answering, renaming, rewriting } from './parts.ts';

/** OK and a closed connection instead of ERROR. */
const granting = (rule: string) => () => editing({ [rule]: { reply: [[150]], next: ['closed'] } });
const silent = (rule: string) => () => editing({ [rule]: { reply: [[226]] } });

export const refusalFaults = [
  faulty({
    id: 'length-prefixed/ok-for-a-directory', title: 'answers OK to a directory, and closes', seen: 'students: exists() is not isfile()',
    caughtBy: ['length-prefixed/refuses-directories', 'length-prefixed/row-LEN-PRO-7', 'length-prefixed/example-a-directory'], parts: granting('LEN-PRO-7'),
  }),

  faulty({
    id: 'length-prefixed/ok-for-an-empty-name', title: 'answers OK to an empty name, and closes', seen: 'students: the empty name is the directory',
    caughtBy: ['length-prefixed/row-LEN-PRO-3', 'length-prefixed/example-an-empty-name'], parts: granting('LEN-PRO-3'),
  }),

  faulty({
    id: 'length-prefixed/ok-for-what-is-missing', title: 'answers OK to a missing file, and closes',
    caughtBy: ['length-prefixed/row-LEN-PRO-6', 'length-prefixed/example-a-file-that-is-not-there', 'length-prefixed/explains-a-refusal', 'length-prefixed/refuses-what-is-below-a-file'], parts: granting('LEN-PRO-6'),
  }),

  faulty({
    id: 'length-prefixed/closes-when-missing', title: 'closes without a word when a file is missing', seen: 'students: the exception ends the thread',
    caughtBy: ['length-prefixed/row-LEN-PRO-6', 'length-prefixed/explains-a-refusal', 'length-prefixed/refuses-a-name-of-4096-bytes'], parts: silent('LEN-PRO-6'),
  }),

  faulty({
    id: 'length-prefixed/closes-on-a-long-name', title: 'closes without a word when the length is too much', caughtBy: ['length-prefixed/refuses-a-huge-length', 'length-prefixed/refuses-a-length-over-4096'], parts: silent('LEN-PRO-10'),
  }),

  faulty({
    id: 'length-prefixed/error-without-text', title: 'says ERROR and not why', caughtBy: ['length-prefixed/explains-a-refusal'],
    parts: () => rewriting((answer) => (answer.toString('latin1', 0, 5) === 'ERROR' ? answer.subarray(0, 5) : answer)),
  }),

  faulty({
    id: 'length-prefixed/endless-error', title: 'adds a stack trace of 100 lines to ERROR', seen: 'students: traceback.format_exc()', caughtBy: ['length-prefixed/explains-a-refusal'],
    parts: () => rewriting((answer) => (answer.toString('latin1', 0, 5) === 'ERROR' ? Buffer.concat([answer, Buffer.from('\n  at handle_client (server.py)'.repeat(100))]) : answer)),
  }),

  faulty({
    id: 'length-prefixed/tells-the-path', title: 'names the whole path of what it cannot give', seen: 'students: str(exception)', caughtBy: ['length-prefixed/tells-no-path'],
    parts: () => ({ values: async (_, session, asked) => ({ problem: `${session.config.root}/${asked.argument}`, name: '', size: '0', checksum: '' }) }),
  }),

  faulty({
    id: 'length-prefixed/any-bytes-are-a-name', title: 'does not look whether a name is UTF-8', caughtBy: ['length-prefixed/refuses-latin-1'],
    parts: () => answering({ 'name not UTF-8': () => false }),
  }),

  faulty({
    id: 'length-prefixed/nul-ends-a-name', title: 'takes a NUL for the end of the name', seen: 'C strings', caughtBy: ['length-prefixed/refuses-a-nul'],
    parts: () => renaming((name) => name.replace(/\0.*$/s, '')),
  }),

  faulty({
    id: 'length-prefixed/cuts-names', title: 'cuts names to 255 bytes', caughtBy: ['length-prefixed/refuses-a-name-of-256-bytes'],
    parts: () => renaming((name) => name.slice(0, 255)),
  }),

  faulty({
    id: 'length-prefixed/refuses-everything', title: 'answers ERROR to every request', caughtBy: ['length-prefixed/example-a-download', 'length-prefixed/keeps-every-byte-value'],
    parts: () => answering({ 'cannot be read': () => true }),
  }),
];
