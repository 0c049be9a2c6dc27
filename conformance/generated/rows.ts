import { finalStates } from '../../src/spec/final.ts';
import type { Command, Rule } from '../../src/spec/model.ts';
import type { Table } from '../../src/machine/table.ts';
import { check, type Check } from '../check.ts';
import { inStep } from '../in-step.ts';
import { askedForPassword } from '../checks/access/asked-for-password.ts';
import { Stop } from '../stop.ts';
import { takesEpsvAll } from '../takes-epsv-all.ts';
import { makeOwn } from '../own-names.ts';
import { Placeholders } from '../placeholders.ts';
import type { Session } from '../session.ts';
import type { Tester } from '../tester.ts';
import { openData, plainWay } from '../transfers.ts';

/** States that a tester reaches by sending commands, and the commands. `loggedIn` is reached by logging in. */
export type Approach = (tester: Tester, session: Session) => Promise<void>;

/**
 * One check for each verb of each rule row that refuses something: bring the session into a state of the row, make its
 * condition true, send the verb, and let the observer judge with that fact in hand. What a refused command must not
 * change is shown by a NOOP that is still answered.
 *
 * Rows that succeed are shown by the example sessions.
 *
 * @param approachTo how a session gets to a rule; null where commands alone do not bring it there
 */
export function rowChecks(table: Table, approachTo: (rule: Rule) => Approach | null = approach): Check[] {
  const checks: Check[] = [];
  for (const rule of table.protocol.rules) {
    const reaches = approachTo(rule);
    const code = rule.reply[0]?.[0];
    if (reaches === null || rule.level === 'HABIT' || rule.reply.length !== 1 || code === undefined || code < 400) continue;
    for (const verb of rule.on) {
      const command = table.commands.get(verb);
      const sends = command === undefined ? null : argumentFor(table, rule, command);
      if (command === undefined || sends === null || !refuses(table, rule, verb) || hangsOnOffer(table, rule, verb)) continue;
      checks.push(rowCheck(table, rule, command, sends, reaches));
    }
  }
  return checks;
}

function rowCheck(table: Table, rule: Rule, command: Command, sends: string, reaches: Approach): Check {
  const when = rule.when === 'otherwise' ? stateText(rule) : rule.when;
  const over = new Set(finalStates(table.protocol).map(({ name }) => name));
  const id = `${rule.chapter}/${command.verb.toLowerCase()}-${when}`.replaceAll(' ', '-');
  return check(id, `refuses ${command.verb} ${rule.when === 'otherwise' ? when : `when ${when}`}`, [rule.id], async (tester) => {
    const session = await tester.session();
    await session.given('reaching the state', () => reaches(tester, session));
    // Many servers look for the data connection first: without one the refusal would prove nothing.
    const data = transfers(table, command.verb) && rule.in.includes('idle') && plainWay(tester) === 'PASV' ? await session.given('data connection', () => openData(tester, session, 'PASV')) : null;
    const argument = await new Placeholders(tester, session).fill(sends, command.verb);
    const facts = { ...(data === null ? {} : { 'no data connection': false }), ...(rule.when === 'otherwise' ? session.nothingAgainst(command.verb) : earlierFalse(table, rule, command.verb)) };
    const reply = await session.command(argument === '' ? command.verb : `${command.verb} ${argument}`, facts);
    await data?.close();
    // A server may have begun the transfer before it found out.
    if (reply.code < 200) await session.reply();
    if (!rule.next.some((state) => over.has(state))) await stillAnswers(tester, session, rule);
  }, { verbs: [command.verb.split(' ')[0]!] });
}

/** The session goes on: a harmless command is answered. */
async function stillAnswers(tester: Tester, session: Session, rule: Rule): Promise<void> {
  if (tester.ground.noop === null && tester.table.commands.has('NOOP') && (rule.in.includes('awaitingUser') || rule.in.includes('awaitingPassword'))) await session.command('NOOP');
  else await inStep(tester, session);
}

/** The condition holds, and so does none that the host would state before it. */
function earlierFalse(table: Table, rule: Rule, verb: string): Record<string, boolean> {
  const facts: Record<string, boolean> = {};
  for (const row of table.rows(verb)) {
    if (row.rule.id === rule.id) break;
    const condition = table.protocol.conditions.find((entry) => entry.phrase === row.rule.when);
    if (condition?.kind === 'session' && row.rule.when !== rule.when) facts[row.rule.when] = false;
  }
  return { ...facts, [rule.when]: true };
}

/** Whether success begins a transfer. */
function transfers(table: Table, verb: string): boolean {
  const states = table.regions.find((region) => region.name === 'transfer')?.states ?? [];
  return table.rows(verb).some(({ rule }) => rule.next.some((state) => states.indexOf(state) > 0));
}

/** Whether the row refuses only what the server does not offer, which a tester cannot know. */
function hangsOnOffer(table: Table, rule: Rule, verb: string): boolean {
  return rule.when === 'otherwise' && table.rows(verb).some((row) => row.rule.reply[0]![0]! < 400 && meet(table, row.rule, rule) && table.protocol.conditions.some((condition) => condition.phrase === row.rule.when && condition.kind === 'session' && condition.sends === null));
}

/** Whether some session is in states of both rules. */
function meet(table: Table, one: Rule, other: Rule): boolean {
  return table.regions.every(({ states }) => {
    const [mine, theirs] = [one, other].map((rule) => rule.in.filter((state) => states.includes(state)));
    return mine!.length === 0 || theirs!.length === 0 || mine!.some((state) => theirs!.includes(state));
  });
}

/** A refusal whose condition a tester can bring about: host-made and choice conditions have other checks. */
function refuses(table: Table, rule: Rule, verb: string): boolean {
  const condition = table.protocol.conditions.find((entry) => entry.phrase === rule.when);
  if (condition === undefined) return !table.rows(verb).some((row) => row.rule.level === 'HABIT' && row.rule.when === 'otherwise' && row.rule.in.join() === rule.in.join() && row.rule.reply[0]![0]! < 400);
  return condition.sends !== null && condition.kind !== 'choice';
}

const PATH = /^\{(file|directory|full-directory|missing|unstorable)\}$/;

function argumentFor(table: Table, rule: Rule, command: Command): string | null {
  const kind = table.protocol.arguments.find((entry) => entry.name === command.argument);
  const sends = table.protocol.conditions.find((entry) => entry.phrase === rule.when)?.sends;
  if (command.argument === 'nothing' && sends !== undefined) return null;
  if (sends === '{malformed}') return kind?.wrong ?? null;
  if (sends === '{nothing}') return '';
  // A path that is one part of the argument takes the place of the example's.
  if (sends !== undefined && sends !== null && PATH.test(sends) && kind?.example?.includes(' ') === true) return kind.example.replace('{file}', sends);
  return sends ?? kind?.example ?? '';
}

function stateText(rule: Rule): string {
  if (rule.in.includes('awaitingUser')) return 'before login';
  const words = rule.in.filter((state) => state !== 'loggedIn' && state !== 'ready').map((state) => state.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  return words.length === 0 ? 'at any time' : `when ${words.join(' or ')}`;
}

/** How to reach one of the row's states; null when a tester cannot by commands alone. */
function approach(rule: Rule): Approach | null {
  const others = rule.in.filter((state) => !['loggedIn', 'ready', 'idle', 'nothingPending', 'anyAddress', 'ascii'].includes(state));
  if (others.includes('awaitingUser')) return async () => {};
  if (others.join() === 'awaitingPassword') return async (tester, session) => { await askedForPassword(tester, session); };
  const logIn: Approach = (tester, session) => tester.logIn(session);
  const first = others[0];
  if (first === undefined || (others.includes('restarting') && rule.in.includes('nothingPending'))) return logIn;
  if (first === 'renaming') return async (tester, session) => { await logIn(tester, session); await session.succeeds(`RNFR ${await makeOwn(tester, 'file')}`); };
  if (first === 'extendedOnly') return async (tester, session) => { await logIn(tester, session); if (!(await takesEpsvAll(session))) throw new Stop('not-implemented', 'EPSV ALL is not taken'); };
  return null;
}
