import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { clientLines } from '../client-lines.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

/** Features of the reference server: the label in FEAT, and the verb behind it. */
const FEATURES = ['SIZE', 'MDTM', 'REST', 'MLST', 'EPSV', 'EPRT'];

function feat(change: (text: string) => string): ReturnType<typeof rewriteReplies> {
  return rewriteReplies((text, on) => (on === 'FEAT' ? change(text) : text));
}

export const featureFaults = [
  ...FEATURES.map((label) => fault({
    id: `information/feat-promises-${label.toLowerCase()}`, title: `lists ${label} in FEAT and answers 502 to it`, seen: 'students: a FEAT reply copied from another server', caughtBy: [`information/feature-${label.toLowerCase()}-works`],
    parts: () => editProtocol({}, [{ in: ['loggedIn'], on: [label], reply: [[502]] }]),
  })),

  ...FEATURES.map((label) => fault({
    id: `information/feat-hides-${label.toLowerCase()}`, title: `has ${label} and does not list it in FEAT`, seen: null, caughtBy: [`information/feature-${label.toLowerCase()}-is-listed`],
    parts: () => feat((text) => text.replace(new RegExp(`^ ${label}.*\\r\\n`, 'm'), '')),
  })),

  fault({
    id: 'information/rest-without-effect', title: 'says 350 to REST and sends the whole file', seen: 'students', caughtBy: ['information/feature-rest-works', 'client/resumes-a-download'],
    parts: () => ({ conditions: { 'cannot be opened': (session, asked) => { session.restart = null; return transferConditions['cannot be opened']!(session, asked); } } }),
  }),

  fault({
    id: 'information/mlst-without-mlsd', title: 'lists MLST in FEAT and has no MLSD', seen: 'uftpd #36', caughtBy: ['information/feature-mlst-works'],
    parts: () => editProtocol({}, [{ in: ['loggedIn'], on: ['MLSD'], reply: [[502]] }]),
  }),

  fault({
    id: 'information/utf8-only-promised', title: 'lists UTF8 in FEAT and spoils such names', seen: 'students', caughtBy: ['information/feature-utf8-works'],
    line: () => clientLines((line) => line.replace(/[\x80-\xff]/g, '?')),
  }),

  fault({
    id: 'information/tvfs-only-promised', title: 'lists TVFS in FEAT and takes no slashes', seen: null, caughtBy: ['information/feature-tvfs-works'],
    line: () => clientLines((line) => (line.startsWith('RETR') ? line.replaceAll('/', '_') : line)),
  }),

  fault({
    id: 'information/feat-without-spaces', title: 'begins the lines of FEAT without a space', seen: 'students', caughtBy: ['information/feat-lines-begin-with-a-space'],
    parts: () => feat((text) => text.replace(/^ /gm, '')),
  }),

  fault({
    id: 'information/feat-indented', title: 'indents the lines of FEAT by four spaces', seen: 'students', caughtBy: ['information/feat-lines-begin-with-a-space'],
    parts: () => feat((text) => text.replace(/^ /gm, '    ')),
  }),

  fault({
    id: 'information/feat-opens-like-one-line', title: 'opens the reply to FEAT by 211 and a space', seen: 'students', caughtBy: ['information/feat-ends-in-211'],
    parts: () => feat((text) => text.replace('211-', '211 ')),
  }),

  fault({
    id: 'information/feat-in-bare-lf', title: 'ends the lines of FEAT in LF alone', seen: 'students: a text with \\n', caughtBy: ['information/feat-ends-in-211'],
    parts: () => feat((text) => text.replace(/\r\n(?=.)/g, '\n')),
  }),

  fault({
    id: 'information/feat-on-one-line', title: 'lists all features of FEAT on one line', seen: 'students', caughtBy: ['information/feat-has-one-feature-a-line'],
    parts: () => feat((text) => text.replace(/\r\n (?=.*\r\n )/g, ', ').replace(',', '\r\n')),
  }),

  fault({
    id: 'information/feat-twice', title: 'lists a feature twice', seen: null, caughtBy: ['information/feat-has-one-feature-a-line'],
    parts: () => feat((text) => text.replace(/^ SIZE\r\n/m, ' SIZE\r\n SIZE\r\n')),
  }),

  fault({
    id: 'information/feat-of-nothing', title: 'lists nothing in a FEAT reply of several lines', seen: null, caughtBy: ['client/reads-the-features', 'information/feature-size-is-listed'],
    parts: () => feat((text) => text.replace(/^ .*\r\n/gm, '')),
  }),

  fault({
    id: 'information/feat-in-lower-case', title: 'lists its features in lower case', seen: null, caughtBy: ['information/feat-labels-are-in-upper-case'],
    parts: () => feat((text) => text.replace(/^ \S+/gm, (label) => label.toLowerCase())),
  }),

  fault({
    id: 'information/tvfs-with-more', title: 'lists TVFS in FEAT with a parameter', seen: null, caughtBy: ['information/nothing-follows-tvfs'],
    parts: () => feat((text) => text.replace(/^ TVFS/m, ' TVFS 1.0')),
  }),

  fault({
    id: 'information/utf8-not-listed', title: 'keeps names in UTF-8 and does not list UTF8 in FEAT', seen: null, caughtBy: ['information/utf8-is-listed'],
    parts: () => feat((text) => text.replace(/^ UTF8.*\r\n/m, '')),
  }),
];
