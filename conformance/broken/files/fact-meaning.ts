import { anotherListing } from '../../another-listing.ts';
import { anotherPath } from '../../another-path.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const spoiltMlst = (change: (text: string) => string): ReturnType<typeof rewriteReplies> => rewriteReplies((text, on) => (on === 'MLST' ? change(text) : text));

/** Servers whose facts have the right form and say what is not so. */
export const factMeaningFaults = [
  fault({
    id: 'files/unique-counts-up', title: 'gives a file another unique fact each time', seen: null, caughtBy: ['files/unique-fact-is-steady'],
    parts: () => {
      let count = 0;
      return spoiltMlst((text) => text.replace(/unique=[^;]*/i, () => `unique=${(count += 1)}`));
    },
  }),

  fault({
    id: 'files/unique-of-the-disk', title: 'gives every file the same unique fact', seen: 'students: the device number alone', caughtBy: ['files/unique-fact-is-steady'],
    parts: () => spoiltMlst((text) => text.replace(/unique=[^;]*/i, 'unique=1')),
  }),

  fault({
    id: 'files/mlsd-always-shows-itself', title: 'shows the directory itself by MLSD, type fact or not', seen: null, caughtBy: ['files/no-cdir-without-types'],
    parts: () => anotherListing(['MLSD'], (lines) => [...lines, 'size=4096; .']),
  }),

  fault({
    id: 'files/mlst-offers-two-facts', title: 'offers the facts type and size only', seen: null, caughtBy: ['files/mlst-has-the-usual-facts'],
    parts: () => rewriteReplies((text, on) => (on === 'FEAT' ? text.replace(/^ MLST.*$/m, ' MLST type*;size*;\r') : text)),
  }),

  fault({
    id: 'files/perm-says-nothing', title: 'gives every file an empty perm fact', seen: null, caughtBy: ['files/perm-fact-is-true'],
    parts: () => spoiltMlst((text) => text.replace(/perm=[^;]*/i, 'perm=')),
  }),

  fault({
    id: 'files/names-are-patterns', title: 'takes the names of SIZE, MDTM and MLST for patterns', seen: 'students: glob()', caughtBy: ['files/size-takes-no-patterns', 'files/mdtm-takes-no-patterns', 'files/mlst-takes-no-patterns'],
    // One letter is all that the suite's stars stand for.
    parts: () => anotherPath(['SIZE', 'MDTM', 'MLST'], (argument) => (argument.endsWith('*') ? `/${argument.slice(0, -1)}t` : null)),
  }),

  fault({
    id: 'files/mlst-says-dot', title: 'names the working directory "." by MLST', seen: null, caughtBy: ['files/mlst-gives-the-full-path'],
    parts: () => spoiltMlst((text) => text.replace(/^( \S*;) .*$/m, '$1 .\r')),
  }),
];
