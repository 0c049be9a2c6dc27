import { escapeBytes } from '../../src/wire/escape.ts';
import type { CallSeen, Day } from './day.ts';
import { judgeServer } from './judge-server.ts';
import { judgeValue } from './judge-value.ts';
import type { ClientProblem } from './problem.ts';
import type { Call } from './scenario.ts';
import { commandsIn, lastCode, promised, succeeded } from './wanted.ts';

/** The requirement that a client misses which gives up at that verb. */
const AT: Readonly<Record<string, number>> = { '': 1, USER: 2, PASS: 2, PASV: 19, EPSV: 19, RETR: 18, STOR: 18, APPE: 18, LIST: 21, MLSD: 21 };

const MANY: ReadonlySet<Call['call']> = new Set(['downloadToDir', 'uploadFromDir', 'ensureDir', 'removeDir', 'clearWorkingDir']);

/** With a legal server client and server agree on what was done, and on what is there. */
export function judgeLegal(day: Day): ClientProblem | null {
  const server = judgeServer(day);
  if (server !== null) return server;
  let open = false;
  for (const seen of day.calls) {
    const { call, told } = seen;
    const problem = told === null ? null : told.ok ? judgeValue(day, seen, told.value) : judgeFailure(day, seen, told.error, open || day.scenario.alone === true);
    if (problem !== null) return problem;
    open = stillOpen(seen, open);
    if (call.call === 'close') open = false;
  }
  return null;
}

/** A failure has a reason: a reply that refuses, a session that is over, a name that no command can hold. */
function judgeFailure({ scenario }: Day, { call, said: all }: CallSeen, error: string, open: boolean): ClientProblem | null {
  // What a program says to take its leave explains nothing.
  const farewell = scenario.alone === true ? all.findIndex((one) => one.what === 'command' && one.verb === 'QUIT') : -1;
  const said = farewell === -1 ? all : all.slice(0, farewell);
  const commands = commandsIn(said);
  // One reply behind the server all the way: what it makes of the refusals that follow is by chance.
  const codes = said.flatMap((one) => (one.what === 'reply' ? [one.code] : []));
  if (scenario.alone === true && codes[0] === 120 && codes.some((code) => code >= 300 && code < 400) && !commands.some(({ verb }) => verb === 'PASS')) {
    return { kind: 'false failure', rule: 'FTP-CLI-R1', call: call.call, expected: 'success: the server has refused nothing', actual: `${call.call} fails: PASS was never sent, though USER was answered by 3yz`, symptom: 'takes 120 for 220' };
  }
  if (said.some(({ what }) => what === 'closed') || (call.call !== 'access' && !open) || holdsControls(call)) return null;
  const last = commands.at(-1);
  const needed = promised(call, said);
  if (needed.some((one) => !succeeded(one))) return null;
  if (last !== undefined && (lastCode(last) ?? 0) >= 300) return null;
  // A call of many commands gives up at the first that matters, and then goes back to where it began.
  if (MANY.has(call.call) && commands.some(({ verb, codes }) => verb !== 'MKD' && codes.some((code) => code >= 400))) return null;
  // A form of listing that the client does not know is no fault of it (RFC 959 §4.1.3).
  if (scenario.habits.some((id) => id.startsWith('listings/')) && commands.some(({ verb }) => verb === 'LIST')) return null;
  const verb = last?.verb ?? '';
  // Not to follow a reply to another host is right, and so is not to guess what was meant (RFC 2577 §3).
  if (verb === 'PASV' && scenario.habits.includes('transfers/address-behind-translation')) return null;
  const pieces = error.includes('Timeout') && scenario.habits.some((id) => id.startsWith('wire/'));
  return {
    kind: 'false failure', rule: `FTP-CLI-R${pieces ? 10 : ruleAt(call, verb, said, last !== undefined)}`, call: call.call,
    expected: 'success: the server has refused nothing', actual: `${call.call} fails${verb === '' ? '' : ` after ${verb}`}: ${escapeBytes(error.slice(0, 300))}`, symptom: `${verb} ${summary(error)}`,
  };
}

function inLines({ text }: { readonly text: string }): boolean { return text.trimEnd().includes('\n'); }

/** The requirement that was missed: at its beginning that of the greeting, unless that was a plain 220; then its text was in the way. */
function ruleAt({ call }: Call, verb: string, said: CallSeen['said'], commanded: boolean): number {
  if ((verb === 'PASV' || verb === 'EPSV') && said.some((one) => one.what === 'reply' && inLines(one))) return 17;
  const greeted = said.flatMap((one) => (one.what === 'reply' && one.to === '' ? [one.code] : []));
  if (verb === '' && greeted.length > 0 && greeted.every((code) => code === 220)) return 17;
  return AT[verb] ?? (call === 'access' && verb === '' ? 1 : commanded ? 17 : 22);
}

/** Whether the session of the client goes on behind a call. */
function stillOpen({ call, told, said }: CallSeen, before: boolean): boolean {
  if (said.findLast(({ what }) => what === 'closed' || what === 'command')?.what === 'closed') return false;
  return call.call === 'access' ? told?.ok === true : before;
}

function holdsControls(call: Call): boolean { return Object.values(call).some((value) => typeof value === 'string' && /[\r\n\0]/.test(value)); }

function summary(text: string): string { return text.split('\n')[0]!.replace(/\d+/g, '#').replace(/(["']).*?\1/g, '""').replace(/\s+/g, ' ').slice(0, 50); }
