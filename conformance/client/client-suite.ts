import { endings } from './checks/endings.ts';
import { ephemeral } from './checks/ephemeral.ts';
import { everyday } from './checks/everyday.ts';
import { ftpData } from './checks/ftp-data.ts';
import { ftpLogin } from './checks/ftp-login.ts';
import { ftpReplies } from './checks/ftp-replies.ts';
import { inline } from './checks/inline.ts';
import { lengthResume } from './checks/length-resume.ts';
import { lengthPrefixed } from './checks/length.ts';
import { refusals } from './checks/refusals.ts';
import { segments } from './checks/segments.ts';
import { turns } from './checks/turns.ts';
import type { ClientCheck } from './client-check.ts';
import type { Profile } from './profile.ts';

/** Every check of clients of a protocol. */
export function clientChecks(profile: Profile): ClientCheck[] {
  return [turns, everyday, segments, ftpLogin, ftpReplies, refusals, ftpData, inline, lengthPrefixed, lengthResume, ephemeral, endings].flatMap((some) => some(profile));
}
