import { escapeBytes } from '../../src/wire/escape.ts';
import type { CallSeen, Day } from './day.ts';
import { judgeBare } from './judge-bare.ts';
import { judgeData } from './judge-data.ts';
import { judgeLegal } from './judge-legal.ts';
import type { ClientProblem } from './problem.ts';
import { promised, succeeded } from './wanted.ts';

/** Megabytes that no client of these small files needs. */
const MUCH = 400;

/** What is wrong with a client's day, first of all what harms most; null where nothing is. */
export function judgeDay(day: Day): ClientProblem | null {
  const harm = judgeProcess(day);
  if (harm !== null) return harm;
  const open = judgeBare(day) ?? (day.exchange.said.some(({ what }) => what === 'protected') ? judgeProtected(day) : null);
  if (open !== null) return open;
  for (const seen of day.calls) {
    const problem = judgeSuccess(day, seen) ?? judgeData(day, seen);
    if (problem !== null) return problem;
  }
  return day.scenario.tricks.length === 0 ? judgeLegal(day) : null;
}

function judgeProcess({ performed, exchange, strays, scenario }: Day): ClientProblem | null {
  const call = scenario.calls[Math.min(performed.told.length, scenario.calls.length - 1)]!.call;
  const problem = (kind: ClientProblem['kind'], rule: number, expected: string, actual: string, symptom: string): ClientProblem => ({ kind, rule: `FTP-CLI-R${rule}`, call, expected, actual: escapeBytes(actual.slice(0, 400)), symptom });
  if (performed.exit !== null) return problem('crash', 24, 'the client goes on', `its process ended: ${performed.exit}`, summary(performed.exit));
  if (performed.uncaught.length > 0) return problem('uncaught', 24, 'every error reaches the caller', performed.uncaught[0]!, summary(performed.uncaught[0]!));
  if (performed.hung && !(scenario.alone === true && keepsBusy(scenario, call))) return problem('hang', 16, 'every call ends', 'it was still running at its deadline', 'deadline');
  if (strays.length > 0) return problem('escape', 23, 'nothing is written outside the directory that was named', `there is ${strays.join(', ')} now`, 'outside');
  if (exchange.strangers > 0) return problem('stranger', 20, 'data connections go to the server', `${exchange.strangers} went to another host`, 'another host');
  if (performed.memory !== null && performed.memory > MUCH) return problem('memory', 24, `less than ${MUCH} MiB`, `${performed.memory} MiB`, 'memory');
  return null;
}

/** Whether the server never falls silent: a program that reads on, line by line, or follows a listing from directory to directory, does not wait in vain. */
function keepsBusy({ tricks }: Day['scenario'], call: string): boolean { return call === 'downloadToDir' || tricks.some((one) => one.trick === 'reply' && one.reply.do === 'flood'); }

/** Nothing is done that the server has not said is done. */
function judgeSuccess({ scenario }: Day, seen: CallSeen): ClientProblem | null {
  const { call, told, said } = seen;
  if (told?.ok !== true) return null;
  const asked = promised(call, said);
  // A library may know without asking; a program that has just been started cannot, but of an empty file, or of one that came whole before it connected again.
  if (scenario.alone === true && asked.length === 0 && call.call !== 'downloadToDir' && !(call.call === 'download' && isWhole(seen, call.path))) {
    return { kind: 'false success', rule: 'FTP-CLI-R11', call: call.call, expected: `a failure: it never came to its ${call.call}`, actual: `${call.call} succeeds without a command for it`, symptom: 'never asked' };
  }
  const open = asked.find((one) => !succeeded(one));
  if (open === undefined) return null;
  const worst = Math.max(0, ...open.codes);
  const part = said.some(({ what }) => what === 'part');
  const symptom = part ? 'part of a reply' : open.codes.length === 0 ? 'no reply' : `${Math.floor(worst / 100)}yz`;
  return {
    kind: 'false success', rule: part ? 'FTP-CLI-R10' : symptom === '1yz' ? 'FTP-CLI-R4' : 'FTP-CLI-R11', call: call.call, expected: `a failure: ${open.verb} had no reply of 2yz`,
    actual: `${call.call} succeeds; the replies to ${open.verb} were ${open.codes.length === 0 ? 'none' : open.codes.join(', ')}`, symptom,
  };
}

function isWhole({ before, after }: CallSeen, path: string): boolean {
  const file = before.server.get(path);
  return file !== undefined && file !== null && after.local.get('got.bin')?.equals(file) === true;
}

/** Under TLS the password says what the server has answered: words that came in clear do not count (RFC 4217 §4, CVE-2011-0411). */
function judgeProtected({ calls, scenario: { habits, tricks } }: Day): ClientProblem | null {
  const wrong = calls.find(({ call, told }) => call.call === 'access' && call.secure !== false && told !== null && told.ok !== (call.password === 'right'));
  if (wrong?.told === undefined || wrong.told === null || habits.length > 0) return null;
  const { told } = wrong;
  // A client may well go away at the first odd word.
  if (!told.ok && tricks.length > 0) return null;
  return told.ok
    ? { kind: 'false success', rule: 'FTP-CLI-R11', call: 'access', expected: 'a failure: the password is wrong', actual: 'access succeeds', symptom: 'words in clear' }
    : { kind: 'false failure', rule: 'FTP-CLI-R2', call: 'access', expected: 'success: the password is right', actual: `access fails: ${escapeBytes(told.error.slice(0, 300))}`, symptom: summary(told.error) };
}

function summary(text: string): string { return text.split('\n')[0]!.replace(/\d+/g, '#').replace(/(["']).*?\1/g, '""').slice(0, 60); }
