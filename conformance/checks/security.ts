import type { Check } from '../check.ts';
import { beginningChecks } from './security/beginning.ts';
import { bodyChecks } from './security/bodies.ts';
import { dataProtectionChecks } from './security/data-protection.ts';
import { endingChecks } from './security/ending.ts';
import { plaintextChecks } from './security/plaintext.ts';
import { portChecks } from './security/ports.ts';
import { resetChecks } from './security/reset.ts';

/** TLS: on the control connection, on data connections, and back; and what else keeps strangers off. */
export const securityChecks: readonly Check[] = [...beginningChecks, ...plaintextChecks, ...resetChecks, ...dataProtectionChecks, ...bodyChecks, ...endingChecks, ...portChecks];
