import { informationConditions } from '../../../src/server/conditions/information.ts';
import { defaultFacts } from '../../../src/server/facts.ts';
import { Table } from '../../../src/machine/table.ts';
import { ftp } from '../../../src/generated/ftp.ts';
import { anotherListing } from '../../another-listing.ts';
import { beforeConditions } from '../../another-path.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const optionUnknown = informationConditions(new Table(ftp))['option unknown']!;

/** A server whose MLSD lines are spoilt one by one. */
function spoiltLines(change: (line: string, argument: string) => string): ReturnType<typeof anotherListing> {
  return anotherListing(['MLSD'], (lines, asked) => lines.map((line) => change(line, asked.argument)));
}

function spoiltMlst(change: (text: string) => string): ReturnType<typeof rewriteReplies> {
  return rewriteReplies((text, on) => (on === 'MLST' ? change(text) : text));
}

function spoiltFeat(change: (line: string) => string): ReturnType<typeof rewriteReplies> {
  return rewriteReplies((text, on) => (on === 'FEAT' ? text.replace(/^ MLST.*\r\n/m, change) : text));
}

export const factFaults = [
  fault({
    id: 'files/mlst-without-the-space', title: 'begins the entry of MLST without a space', seen: 'students: MLSD code used for MLST', caughtBy: ['files/mlst-entry-begins-with-a-space'],
    parts: () => spoiltMlst((text) => text.replace(/^ /m, '')),
  }),

  fault({
    id: 'files/mlst-without-a-name', title: 'names every file "file" by MLST', seen: null, caughtBy: ['files/mlst-names-the-file'],
    parts: () => spoiltMlst((text) => text.replace(/^( \S*;) .*$/m, '$1 file')),
  }),

  fault({
    id: 'files/mlst-takes-directories-for-files', title: 'shows type=file for a directory by MLST', seen: null, caughtBy: ['files/mlst-of-the-working-directory'],
    parts: () => spoiltMlst((text) => text.replace('type=dir', 'type=file')),
  }),

  fault({
    id: 'files/mlsd-without-last-semicolon', title: 'leaves out the semicolon after the last fact', seen: 'far2l #1067', caughtBy: ['files/mlsd-lines-are-entries', 'files/mlsd-names-have-no-path'],
    parts: () => spoiltLines((line) => line.replace('; ', ' ')),
  }),

  fault({
    id: 'files/mlsd-names-with-path', title: 'puts the directory before each name by MLSD', seen: null, caughtBy: ['files/mlsd-names-have-no-path'],
    parts: () => spoiltLines((line, argument) => (argument === '' ? line : line.replace('; ', `; ${argument}/`))),
  }),

  fault({
    id: 'files/mlsd-cuts-names', title: 'ends a name at a semicolon by MLSD', seen: null, caughtBy: ['files/mlsd-keeps-odd-names'],
    parts: () => spoiltLines((line) => line.replace(/; ([^;]*);.*/, '; $1')),
  }),

  fault({
    id: 'files/mlsd-knows-no-directories', title: 'shows type=file for everything by MLSD', seen: 'students', caughtBy: ['files/type-fact-tells-files-from-directories', 'client/lists-a-directory'],
    parts: () => spoiltLines((line) => line.replace('type=dir', 'type=file')),
  }),

  fault({
    id: 'files/mlsd-odd-types', title: 'shows type=directory by MLSD', seen: 'students', caughtBy: ['files/type-fact-tells-files-from-directories'],
    parts: () => spoiltLines((line) => line.replace('type=dir', 'type=directory')),
  }),

  fault({
    id: 'files/mlsd-size-in-kilobytes', title: 'shows sizes in KiB by MLSD', seen: null, caughtBy: ['files/mlsd-size-agrees-with-size', 'client/lists-a-directory'],
    parts: () => spoiltLines((line) => line.replace(/size=(\d+)/, (_, digits: string) => `size=${Math.ceil(Number(digits) / 1024)}`)),
  }),

  fault({
    id: 'files/mlst-size-in-kilobytes', title: 'shows sizes in KiB by MLST', seen: null, caughtBy: ['files/mlst-size-agrees-with-size'],
    parts: () => spoiltMlst((text) => text.replace(/size=(\d+)/, (_, digits: string) => `size=${Math.ceil(Number(digits) / 1024)}`)),
  }),

  fault({
    id: 'files/facts-in-local-time', title: 'shows local times by MLST and MLSD', seen: null, caughtBy: ['files/mlst-modify-agrees-with-mdtm', 'files/mlsd-modify-agrees-with-mdtm'],
    parts: () => {
      const shifted = (text: string): string => text.replace(/modify=(\d{8})(\d\d)/, (_, day: string, hour: string) => `modify=${day}${String((Number(hour) + 5) % 24).padStart(2, '0')}`);
      return { ...spoiltLines(shifted), ...spoiltMlst(shifted) };
    },
  }),

  fault({
    id: 'files/feat-without-mlst', title: 'has MLST and does not list it in FEAT', seen: null, caughtBy: ['files/feat-tells-the-facts', 'information/feature-mlst-is-listed'],
    parts: () => spoiltFeat(() => ''),
  }),

  fault({
    id: 'files/feat-without-facts', title: 'lists MLST in FEAT without facts', seen: null, caughtBy: ['files/feat-tells-the-facts'],
    parts: () => spoiltFeat(() => ' MLST\r\n'),
  }),

  fault({
    id: 'files/feat-marks-nothing', title: 'marks no fact in FEAT', seen: null, caughtBy: ['files/feat-marks-the-facts-shown'],
    parts: () => spoiltFeat((line) => line.replaceAll('*', '')),
  }),

  fault({
    id: 'files/feat-marks-everything', title: 'marks all facts in FEAT whatever OPTS chose', seen: 'Pure-FTPd', caughtBy: ['files/feat-follows-opts-mlst'],
    parts: () => spoiltFeat((line) => line.replaceAll('*', '').replaceAll(';', '*;')),
  }),

  fault({
    id: 'files/mlst-ignores-opts', title: 'says 200 to OPTS MLST and shows by MLST what it always shows', seen: 'Pure-FTPd', caughtBy: ['files/opts-mlst-selects-facts', 'files/opts-mlst-without-facts', 'files/opts-mlst-ignores-unknown-facts'],
    parts: () => ({ conditions: beforeConditions((session, asked) => { if (asked.on === 'MLST') session.facts = defaultFacts(session.config); }) }),
  }),

  fault({
    id: 'files/mlsd-ignores-opts', title: 'shows by MLSD what it always shows, whatever OPTS MLST chose', seen: 'Pure-FTPd', caughtBy: ['files/opts-mlst-selects-facts-for-mlsd'],
    parts: () => ({ conditions: beforeConditions((session, asked) => { if (asked.on === 'MLSD') session.facts = defaultFacts(session.config); }) }),
  }),

  fault({
    id: 'files/opts-mlst-empty-means-all', title: 'takes OPTS MLST without facts for a choice of all', seen: null, caughtBy: ['files/opts-mlst-without-facts'],
    parts: () => ({ conditions: beforeConditions((session) => { if (session.facts.length === 0) session.facts = defaultFacts(session.config); }) }),
  }),

  fault({
    id: 'files/opts-mlst-refuses-unknown-facts', title: 'refuses OPTS MLST that names a fact it does not have', seen: null, caughtBy: ['files/opts-mlst-ignores-unknown-facts'],
    parts: () => ({ conditions: { 'option unknown': (session, asked) => optionUnknown(session, asked) || (/^mlst (.*)/i.exec(asked.argument)?.[1] ?? '').split(';').some((fact) => fact !== '' && !defaultFacts(session.config).includes(fact.toLowerCase())) } }),
  }),

  fault({
    id: 'files/mlsd-resets-the-type', title: 'goes back to TYPE A with each MLSD', seen: null, caughtBy: ['files/mlsd-has-its-own-type'],
    parts: () => editProtocol({ 'FTP-XFR-59': { next: ['listing', 'ascii'] } }),
  }),
];
