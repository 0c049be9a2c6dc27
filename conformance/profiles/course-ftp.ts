import { courseFtp } from '../../src/generated/course-ftp.ts';
import { ftp } from '../../src/generated/ftp.ts';
import { handWritten } from '../checks/all.ts';
import { courseFtpChecks } from './course-ftp/checks.ts';
import { makeProfile } from './profile.ts';

/** "Project 09: Multi-Client FTP Server". */
export const courseFtpProfile = makeProfile(ftp, courseFtp, { base: handWritten, own: courseFtpChecks });
