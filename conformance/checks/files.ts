import type { Check } from '../check.ts';
import { directoryChecks } from './files/directories.ts';
import { effectChecks } from './files/effects.ts';
import { moreFactChecks } from './files/more-facts.ts';
import { factMeaningChecks } from './files/fact-meaning.ts';
import { factSelectionChecks } from './files/fact-selection.ts';
import { factChecks } from './files/facts.ts';
import { headingChecks } from './files/headings.ts';
import { jailReadingChecks } from './files/jail-reading.ts';
import { jailWritingChecks } from './files/jail-writing.ts';
import { largeDirectoryChecks } from './files/large-directory.ts';
import { listDateChecks } from './files/list-dates.ts';
import { listingChecks } from './files/listings.ts';
import { nameOnDiskChecks } from './files/names-on-disk.ts';
import { nameChecks } from './files/names.ts';
import { quotingChecks } from './files/quoting.ts';
import { renameChecks } from './files/rename.ts';
import { sizeAndTimeChecks } from './files/size-and-time.ts';
import { symbolicLinkChecks } from './files/symbolic-links.ts';
import { xCommandChecks } from './files/x-commands.ts';

/** Names, directories, listings and facts: the requirements of chapter 6. */
export const filesChecks: readonly Check[] = [
  ...directoryChecks, ...quotingChecks, ...nameChecks, ...effectChecks, ...renameChecks, ...xCommandChecks,
  ...listingChecks, ...listDateChecks, ...largeDirectoryChecks, ...sizeAndTimeChecks, ...factChecks, ...factMeaningChecks, ...moreFactChecks, ...factSelectionChecks, ...headingChecks, ...nameOnDiskChecks,
  ...jailReadingChecks, ...jailWritingChecks, ...symbolicLinkChecks,
];
