import type { Check } from '../check.ts';
import { longPassiveChecks } from './older-commands/long-passive.ts';
import { longPortChecks } from './older-commands/long-port.ts';
import { siteChmodChecks } from './older-commands/site-chmod.ts';
import { siteSessionChecks } from './older-commands/site-session.ts';
import { siteUtimeChecks } from './older-commands/site-utime.ts';
import { superfluousChecks } from './older-commands/superfluous.ts';
import { synonymChecks } from './older-commands/synonyms.ts';

/** Long addresses, synonyms, what is superfluous, and the services of SITE. */
export const olderCommandsChecks: readonly Check[] = [...longPassiveChecks, ...longPortChecks, ...synonymChecks, ...superfluousChecks, ...siteChmodChecks, ...siteUtimeChecks, ...siteSessionChecks];
