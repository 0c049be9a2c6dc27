import type { Scenario, Step } from '../scenario.ts';

const LOGIN = /^PASS \{password\}$/i;
/** The line that names the account. */
export const ACCOUNT = 'ACCT {account}';
/** One scenario in so many tries a wrong account besides. */
const TRIES = 8;

/** The scenario for a user who has an account: it is named wherever the password is given, as the server may ask for it (RFC 959 §4.1.1). */
export function withAccount(scenario: Scenario, made: number): Scenario {
  const steps = scenario.steps.flatMap(named);
  const last = Math.max(...steps.map(({ session }) => session));
  return { ...scenario, steps: made % TRIES === 0 ? [...steps, ...wrong(last + 1)] : steps };
}

function named(step: Step): Step[] {
  if (step.act === 'open' && step.early !== undefined) return [{ ...step, early: step.early.flatMap(behind) }];
  if (step.act !== 'send') return [step];
  if (step.lines.length === 1 && LOGIN.test(step.lines[0]!) && step.wait) return [step, { act: 'send', session: step.session, lines: [ACCOUNT], wait: true }];
  return [{ ...step, lines: step.lines.flatMap(behind) }];
}

function behind(line: string): string[] { return LOGIN.test(line) ? [line, ACCOUNT] : [line]; }

/** Nobody comes in by a wrong account, and none by the right one behind it. */
function wrong(session: number): Step[] {
  return [{ act: 'open', session }, ...['USER {user}', 'PASS {password}', 'PWD', 'ACCT {wrong-account}', 'PWD', ACCOUNT, 'PWD'].map((line): Step => ({ act: 'send', session, lines: [line], wait: true }))];
}
