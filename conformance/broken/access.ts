import type { Fault } from './fault.ts';
import { accountFaults } from './access/account.ts';
import { greetingFaults } from './access/greeting.ts';
import { loginFaults } from './access/login.ts';
import { logoutFaults } from './access/logout.ts';
import { reloginFaults } from './access/relogin.ts';
import { sessionFaults } from './access/sessions.ts';

export const accessFaults: readonly Fault[] = [...greetingFaults, ...loginFaults, ...accountFaults, ...reloginFaults, ...sessionFaults, ...logoutFaults];
