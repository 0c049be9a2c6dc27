import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { answering, faulty, head, renaming, rewritingHead } from './parts.ts';

const latin1 = (bytes: Buffer): string => bytes.toString('latin1');
const text = (name: string): string => Buffer.from(name, 'latin1').toString('utf8');
const bytes = (name: string): string => latin1(Buffer.from(name));

/** A file opened by its path below the root, with nothing that keeps it there. */
function unjailed(pathFor: (root: string, name: string) => string): ReturnType<typeof answering> {
  const checksums = new WeakMap<Stats, string>();
  return {
    ...answering({
      'file missing': () => false,
      'not a plain file': () => false,
      'cannot be read': async (session, asked) => {
        const handle = await open(Buffer.from(pathFor(session.config.root, asked.argument), 'latin1'), constants.O_RDONLY).catch(() => null);
        const facts = await handle?.stat();
        if (handle === null || facts?.isFile() !== true) {
          await handle?.close();
          return true;
        }
        checksums.set(facts, createHash('md5').update(await handle.readFile()).digest('hex'));
        session.prepared = { kind: 'file', file: { handle, facts }, offset: 0 };
        return false;
      },
    }),
    values: async (_, session, asked) => (session.prepared?.kind === 'file'
      ? { name: asked.argument.replace(/^.*\//s, ''), size: String(session.prepared.file.facts.size), checksum: checksums.get(session.prepared.file.facts) ?? '' }
      : { problem: 'no such file' }),
  };
}

export const nameFaults = [
  faulty({
    id: 'length-prefixed/no-jail', title: 'joins the name to the served directory and opens what comes out', seen: 'students: os.path.join(root, name)',
    caughtBy: ['length-prefixed/stays-inside-with-dots', 'length-prefixed/stays-inside-with-symbolic-links'], parts: () => unjailed((root, name) => `${root}/${name}`),
  }),

  faulty({
    id: 'length-prefixed/absolute-paths', title: 'opens absolute paths as they are', seen: 'students: os.path.join drops the root before an absolute name',
    caughtBy: ['length-prefixed/stays-inside-with-absolute-paths'], parts: () => unjailed((root, name) => (name.startsWith('/') ? name : `${root}/${name.replaceAll('..', '')}`)),
  }),

  faulty({
    id: 'length-prefixed/trims', title: 'trims names', seen: 'students: name.strip()', parts: () => renaming((name) => name.trim()),
    caughtBy: ['length-prefixed/takes-a-name-with-a-space-first', 'length-prefixed/takes-a-name-with-a-space-last', 'length-prefixed/takes-a-name-with-a-line-end-last'],
  }),

  faulty({
    id: 'length-prefixed/first-word', title: 'takes the first word for the name', seen: 'students: name.split()[0]', parts: () => renaming((name) => name.replace(/(?<=.)\s.*$/s, '')),
    caughtBy: ['length-prefixed/takes-a-name-with-spaces', 'length-prefixed/takes-a-name-with-a-line-end'],
  }),

  faulty({
    id: 'length-prefixed/latin-1', title: 'decodes names as Latin-1', parts: () => renaming((name) => bytes(name)),
    caughtBy: ['length-prefixed/takes-a-name-with-letters-of-the-world', 'length-prefixed/takes-a-name-with-255-bytes-of-utf-8'],
  }),

  faulty({
    id: 'length-prefixed/normalises', title: 'composes letters and accents', seen: 'names that went over a Mac', parts: () => renaming((name) => bytes(text(name).normalize('NFC'))),
    caughtBy: ['length-prefixed/takes-a-name-with-decomposed-letters', 'length-prefixed/tells-two-spellings-apart'],
  }),

  faulty({
    id: 'length-prefixed/decodes-percent', title: 'decodes percent signs as in a URL', parts: () => renaming((name) => name.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))),
    caughtBy: ['length-prefixed/takes-a-name-with-percent-signs'],
  }),

  faulty({
    id: 'length-prefixed/backslash-is-a-slash', title: 'takes a backslash for a slash', parts: () => renaming((name) => name.replaceAll('\\', '/')),
    caughtBy: ['length-prefixed/takes-a-name-with-a-backslash'],
  }),

  faulty({
    id: 'length-prefixed/drops-quotes', title: 'takes quotation marks out of names', seen: 'students: the name is cleaned', parts: () => renaming((name) => name.replaceAll(/["']/g, '')),
    caughtBy: ['length-prefixed/takes-a-name-with-quotation-marks'],
  }),

  faulty({
    id: 'length-prefixed/lower-case', title: 'folds names to lower case', parts: () => renaming((name) => name.toLowerCase()),
    caughtBy: ['length-prefixed/takes-a-name-with-capitals'],
  }),

  faulty({
    id: 'length-prefixed/drops-dots', title: 'takes dots from the front of names', seen: 'students: name.lstrip("./")', parts: () => renaming((name) => name.replace(/^[./]+/, '')),
    caughtBy: ['length-prefixed/takes-a-name-with-a-dot-first'],
  }),

  faulty({
    id: 'length-prefixed/names-of-100-bytes', title: 'cuts names to 100 bytes', parts: () => renaming((name) => name.slice(0, 100)),
    caughtBy: ['length-prefixed/takes-a-name-with-255-bytes', 'length-prefixed/takes-a-name-with-255-bytes-of-utf-8'],
  }),

  faulty({
    id: 'length-prefixed/whole-path-as-base-name', title: 'names the file by the whole path', parts: () => ({ values: async (_, session, asked) => (session.prepared?.kind === 'file' ? { name: asked.argument, size: '6', checksum: 'b1946ac92492d2347c6235b4d2611184' } : { problem: '' }) }),
    caughtBy: ['length-prefixed/gives-the-base-name'],
  }),

  faulty({
    id: 'length-prefixed/counts-letters', title: 'writes the length of the base name in letters, not bytes', seen: 'students: len(name) before encode()',
    parts: () => rewritingHead(({ name, size, checksum }) => {
      const answer = head(name, size, checksum);
      answer.writeUInt32BE(name.toString('utf8').length, 2);
      return answer;
    }),
    caughtBy: ['length-prefixed/takes-a-name-with-letters-of-the-world', 'length-prefixed/takes-a-name-with-decomposed-letters'],
  }),
];
