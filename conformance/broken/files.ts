import type { Fault } from './fault.ts';
import { directoryFaults } from './files/directories.ts';
import { effectFaults } from './files/effects.ts';
import { factMeaningFaults } from './files/fact-meaning.ts';
import { moreFactFaults } from './files/more-facts.ts';
import { factFaults } from './files/facts.ts';
import { headingFaults } from './files/headings.ts';
import { jailFaults } from './files/jail.ts';
import { listingFaults } from './files/listings.ts';
import { nameFaults } from './files/names.ts';
import { quotingFaults } from './files/quoting.ts';
import { renameFaults } from './files/rename.ts';
import { sizeAndTimeFaults } from './files/size-and-time.ts';
import { xCommandFaults } from './files/x-commands.ts';

/** Servers that get names, directories, listings or facts wrong, or let clients out of the served directory. */
export const filesFaults: readonly Fault[] = [
  ...directoryFaults, ...quotingFaults, ...nameFaults, ...effectFaults, ...renameFaults, ...xCommandFaults, ...listingFaults,
  ...sizeAndTimeFaults, ...factFaults, ...moreFactFaults, ...factMeaningFaults, ...headingFaults, ...jailFaults,
];
