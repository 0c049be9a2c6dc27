import type { Check } from '../../check.ts';
import { diskChecks } from '../../checks/disk.ts';
import { hundredMibChecks } from '../../checks/hundred-mib.ts';
import { channelChecks } from './channels.ts';
import { clientChecks } from './clients.ts';
import { lineChecks } from './lines.ts';
import { meanwhileChecks } from './meanwhile.ts';
import { representationChecks } from './representation.ts';

/** What "Project 09" claims and the checks of FTP do not show with its eleven verbs alone. */
export const courseFtpChecks: readonly Check[] = [...channelChecks, ...representationChecks, ...meanwhileChecks, ...lineChecks, ...clientChecks, ...hundredMibChecks('course-ftp', 'FTP-XFR-R3'), ...diskChecks('course-ftp', { whole: 'FTP-XFR-R3', full: 'FTP-XFR-66', answered: 'FTP-FAI-R1' })];
