import type { Fault } from './fault.ts';
import { longAddressFaults } from './older-commands/long-addresses.ts';
import { siteFileFaults } from './older-commands/site-files.ts';
import { siteSessionFaults } from './older-commands/site-session.ts';
import { superfluousFaults } from './older-commands/superfluous.ts';

/** Servers that get older commands wrong. */
export const olderCommandsFaults: readonly Fault[] = [...longAddressFaults, ...superfluousFaults, ...siteFileFaults, ...siteSessionFaults];
