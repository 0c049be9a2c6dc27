import type { Check } from '../check.ts';
import { accountChecks } from './access/account.ts';
import { greetingChecks } from './access/greeting.ts';
import { guessingChecks } from './access/guessing.ts';
import { loginChecks } from './access/login.ts';
import { logoutChecks } from './access/logout.ts';
import { reloginChecks } from './access/relogin.ts';
import { sessionChecks } from './access/sessions.ts';

/** Who may come in, how a session ends, and that sessions share nothing. */
export const accessChecks: readonly Check[] = [...greetingChecks, ...loginChecks, ...accountChecks, ...guessingChecks, ...reloginChecks, ...sessionChecks, ...logoutChecks];
