import { clientLines } from '../client-lines.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

/** A server whose MLST shows something else. */
function shows(from: RegExp, to: string): ReturnType<typeof rewriteReplies> { return rewriteReplies((text, on) => (on === 'MLST' ? text.replace(from, to) : text)); }

export const moreFactFaults = [
  fault({
    id: 'files/opts-mlst-says-okay', title: 'answers OPTS MLST without its facts', seen: null, caughtBy: ['files/opts-mlst-tells-its-choice'],
    parts: () => rewriteReplies((text, on) => (on === 'OPTS' ? text.replace(/^200 MLST OPTS.*\r\n/, '200 Okay.\r\n') : text)),
  }),

  fault({
    id: 'files/opts-mlst-stops-at-a-space', title: 'takes OPTS MLST up to its first space', seen: null, caughtBy: ['files/opts-mlst-with-a-space'],
    parts: () => editProtocol({}, [{ in: ['loggedIn'], on: ['OPTS'], when: 'option value wrong', reply: [[200]] }]),
  }),

  fault({
    id: 'files/letters-of-facts-count', title: 'compares names of facts letter by letter', seen: null, caughtBy: ['files/opts-mlst-in-any-case'],
    line: () => clientLines((line) => (/^OPTS MLST .*[A-Z].*;/.test(line) && !/^OPTS MLST [a-z;]*\r/.test(line) ? 'OPTS MLST xyzzy;\r\n' : line)),
  }),

  fault({
    id: 'files/create-fact-in-words', title: 'writes the time of creation for people', seen: null, caughtBy: ['files/create-fact-is-a-time'],
    parts: () => shows(/create=[^;]*/, 'create=2020-01-02_03:04'),
  }),

  fault({
    id: 'files/charset-of-another-age', title: 'tells that names are in ISO 8859-1', seen: null, caughtBy: ['files/charset-fact-is-utf-8'],
    parts: () => shows(/charset=[^;]*/, 'charset=ISO-8859-1'),
  }),

  fault({
    id: 'files/modify-fact-stands-still', title: 'tells one time for every file', seen: null, caughtBy: ['files/modify-fact-changes'],
    parts: () => shows(/modify=[^;]*/, 'modify=20200102030405'),
  }),
];
