import type { Symptom } from './symptom.ts';

/** Mistakes with names, directories and listings. */
export const fileSymptoms: readonly Symptom[] = [
  { id: 'leaves-the-root', rules: ['FTP-FIL-R4'], shownBy: 'files/cdup-goes-out' },
  { id: 'outside-by-dots', as: 'leaves-the-root', checks: ['*stays-inside*', '*outside*', '*-dot-dot*', '*-absolute'], shownBy: null },
  { id: 'pwd-without-quotes', rules: ['FTP-FIL-R1'], actual: /^257 (?!")|'PWD': 257/, wrong: /(?<=257 )/, shownBy: 'files/pwd-without-quotes' },
  { id: 'pwd-not-parsed', as: 'pwd-without-quotes', actual: /command 'PWD': 257|PWD: 257 \//, shownBy: null },
  { id: 'quotes-not-doubled', rules: ['FTP-FIL-R13'], shownBy: 'files/quotes-not-doubled' },
  { id: 'pwd-shows-the-disk', rules: ['FTP-FIL-7'], shownBy: 'files/pwd-shows-the-disk' },
  { id: 'cwd-unchecked', rules: ['FTP-FIL-4', 'FTP-FIL-5'], actual: /^2/, wrong: /^/, shownBy: 'files/cwd-enters-anything' },
  { id: 'cwd-without-effect', rules: ['FTP-FIL-R2', 'FTP-FIL-R3'], actual: /^PWD names/, shownBy: 'files/cwd-stays' },
  { id: 'names-ignore-cwd', rules: ['FTP-FIL-R9'], shownBy: 'files/stor-ignores-cwd' },
  { id: 'listing-lf', checks: ['files/list-lines-*', 'files/nlst-lines-*', 'files/*-implies-ascii'], actual: /LF alone/, shownBy: 'files/listings-in-bare-lf' },
  { id: 'listing-ignores-argument', checks: ['files/*-of-a-directory', 'files/*-of-a-file', 'files/*-of-an-empty-directory', 'files/list-shows-a-name-*', 'files/*-of-200-entries', 'files/list-lines-are-*'], rules: ['FTP-FIL-R23', 'FTP-FIL-R25', 'FTP-FIL-R26', 'FTP-FIL-R24'], shownBy: 'files/listing-ignores-its-argument' },
  { id: 'listing-short', rules: ['FTP-FIL-R22', 'FTP-FIL-R25'], shownBy: 'files/list-leaves-one-out' },
  { id: 'nlst-is-list', rules: ['FTP-FIL-R20'], shownBy: 'files/nlst-is-list' },
  { id: 'says-done-does-nothing', rules: ['FTP-FIL-R7'], actual: /still there|there is nothing|still shown/, shownBy: 'files/dele-does-nothing' },
  { id: 'destroys-before-refusing', rules: ['FTP-FIL-R7'], actual: /brought|no such/, shownBy: 'files/rmd-empties-and-refuses' },
  { id: 'rename-wrong', rules: ['FTP-FIL-R8'], shownBy: 'files/rename-copies' },
  { id: 'rnto-without-rnfr', rules: ['FTP-FIL-32'], actual: /^2|no reply/, shownBy: 'files/rnto-again-and-again' },
  { id: 'argument-missing', byVerb: true, checks: ['*-argument-missing', '*without-a-name', '*without-a-value'], actual: /^[123]/, wrong: /^/, shownBy: null },
  { id: 'size-wrong', checks: ['files/size-*'], actual: /213|\d+/, shownBy: 'files/size-off-by-one' },
  { id: 'mdtm-wrong', checks: ['files/mdtm-*'], shownBy: 'files/mdtm-in-local-time' },
];
