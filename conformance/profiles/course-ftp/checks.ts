import type { Check } from '../../check.ts';
import { hundredMibChecks } from '../../checks/hundred-mib.ts';
import { channelChecks } from './channels.ts';
import { clientChecks } from './clients.ts';
import { lineChecks } from './lines.ts';
import { meanwhileChecks } from './meanwhile.ts';
import { representationChecks } from './representation.ts';

/** What "Project 09" claims and the checks of FTP do not show with its eleven verbs alone. */
export const courseFtpChecks: readonly Check[] = [...channelChecks, ...representationChecks, ...meanwhileChecks, ...lineChecks, ...clientChecks, ...hundredMibChecks('course-ftp', 'FTP-XFR-R3')];
