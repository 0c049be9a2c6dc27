import { Observer } from '../../src/machine/observer.ts';
import { levelOf } from '../../src/spec/rule-text.ts';
import { ReplyReader } from '../../src/wire/reply.ts';
import { TelnetFilter } from '../../src/wire/telnet.ts';
import { ruleOf, type Demand } from '../oracle/demands.ts';
import type { Problem } from '../problem.ts';
import { readLine } from './interpret.ts';
import type { PlaySession } from './session.ts';

/** Milliseconds that replies which are still missing get. */
const LATE = 400;
/** Lines and replies of one session, at most: behind more of them nobody looks. */
const MOST = 400;

const LATER = 'out of order';
const PASSED_OVER = 'passed over';

/** Whether a finding tells of replies in another order than that of the commands: where several are on their way, much else follows from it. */
export function isOfOrder(symptom: string): boolean { return symptom.endsWith(LATER) || symptom.endsWith(PASSED_OVER); }

/** A line that was sent, as verb and argument, or the code of a reply. */
type Said = { readonly verb: string; readonly argument: string } | number;

/**
 * What a reply that no rule allows really is, where several lines were on their way: the right one, before or in place of another that
 * comes later or never. One server's habit would be as many problems as there are commands otherwise. The wire is read once more, without what
 * was known of the files, so that nothing but the order is at stake.
 *
 * @returns the problem with the line whose reply is late or missing; null where the order explains nothing
 */
export async function outOfOrder(sessions: Iterable<PlaySession>, problem: Problem): Promise<Problem | null> {
  if (problem.kind === 'reply') for (const session of sessions) {
    const found = await reread(session, problem);
    if (found !== null) return found;
  }
  return null;
}

async function reread(session: PlaySession, problem: Problem): Promise<Problem | null> {
  const { table } = session.stage.subject;
  const first = spoken(session);
  if (first === null) return null;
  const from = beginning(first);
  const before = new Observer(table);
  if (from === 0 || violation(before, first.slice(0, from)) !== null || first.slice(from).filter(isLine).length < 2) return null;
  const batch = first.slice(from);
  const wrong = violation(before.fork(), batch);
  if (wrong === null) return null;
  const at = before.fork();
  violation(at, batch.slice(0, wrong));
  // What a server says of other commands while a transfer waits for something is another matter.
  if (at.mayTransfer) return null;
  // What only should have been answered otherwise may be wrong by itself, but for the first reply of a transfer where there is none.
  if (levelOf(table.protocol, problem.rule) !== 'MUST' && (batch[wrong] as number) >= 200) return null;
  const until = batch.slice(0, wrong + 1);
  const late = moved(before, until, wrong);
  if (late !== null) return named('in order', late);
  const suspects = until.flatMap((one, at) => (isLine(one) && violation(before.fork(), until.toSpliced(at, 1)) === null ? [at] : []));
  if (suspects.length === 0) return null;
  await session.until(() => { const all = spoken(session); return all === null || open(all.slice(from)) <= 0 || session.link.standing !== 'open'; }, LATE);
  const all = spoken(session)?.slice(from) ?? [];
  for (let at = wrong + 1; at < all.length; at++) {
    const verb = isLine(all[at]!) ? null : moved(before, all.slice(0, at + 1), wrong);
    if (verb !== null) return named('in order', verb);
  }
  const verb = habit(before, all);
  if (verb !== null) return named('in order', verb);
  const missing = open(all) > 0 ? suspects.find((at) => violation(before.fork(), all.toSpliced(at, 1)) === null) : undefined;
  const line = missing === undefined ? undefined : all[missing];
  return typeof line === 'object' ? named('one reply', line.verb) : null;

  function named(demand: Demand, verb: string): Problem {
    const never = demand === 'one reply';
    return {
      ...problem, rule: ruleOf(table.protocol.name, demand), rules: [], verb: null, expected: [`the reply to ${verb} before those to what was sent behind it`],
      actual: never ? 'none, and replies to what was sent behind it' : `${problem.actual}, and the reply to ${verb} behind it`, symptom: never ? PASSED_OVER : LATER,
    };
  }
}

/** Tries the last reply at each earlier place; the verb that it answers there. */
function moved(before: Observer, said: readonly Said[], wrong: number): string | null {
  const [last, rest] = [said.at(-1) as number, said.slice(0, -1)];
  for (let to = 0; to <= wrong && to < rest.length; to++) {
    if (isLine(said[to]!) || violation(before.fork(), rest.toSpliced(to, 0, last)) !== null) continue;
    const there = before.fork();
    violation(there, rest.slice(0, to));
    return there.reply(last).answers;
  }
  return null;
}

/** A verb whose replies all come behind those to other commands, if that makes everything right. */
function habit(before: Observer, batch: readonly Said[]): string | null {
  const [lines, replies] = [batch.filter(isLine), batch.filter((one) => !isLine(one))];
  if (replies.length > lines.length || batch.findIndex((one) => !isLine(one)) < lines.length) return null;
  for (const late of new Set(lines.map(({ verb }) => verb))) {
    const prompt = lines.filter(({ verb }) => verb !== late).length;
    const [first, last] = [replies.slice(0, prompt), replies.slice(prompt)];
    // A session that has ended owes no more.
    const tried = lines.flatMap((line) => (line.verb === late && last.length === 0 ? [] : [line, ...(line.verb === late ? last : first).splice(0, 1)]));
    if (prompt < replies.length && violation(before.fork(), tried) === null) return late;
  }
  return null;
}

/** Where what was said breaks a rule; null where it breaks none. */
function violation(observer: Observer, said: readonly Said[]): number | null {
  const at = said.findIndex((one) => (isLine(one) ? observer.sent(one.verb, one.argument) < 0 : observer.reply(one).grade === 'violation'));
  return at < 0 ? null : at;
}

/** The first line since a time when everything was answered. */
function beginning(said: readonly Said[]): number {
  let from = 0;
  for (let [at, due] = [0, 1]; at < said.length; at++) {
    if (isLine(said[at]!) && due <= 0) [due, from] = [0, at];
    due += open(said.slice(at, at + 1));
  }
  return from;
}

/** How many more lines were sent than replies have come. */
function open(said: readonly Said[]): number { return said.reduce<number>((sum, one) => sum + (isLine(one) ? 1 : one >= 200 ? -1 : 0), 0); }

function isLine(one: Said): one is Exclude<Said, number> { return typeof one !== 'number'; }

/** What a session said and was told, in order; null where that is not plain. */
function spoken(session: PlaySession): readonly Said[] | null {
  const { stage: { log, subject: { table } }, number } = session;
  const pieces = log.control(number);
  if (pieces === null) return null;
  const said: Said[] = [];
  const [replies, telnet] = [new ReplyReader(), new TelnetFilter()];
  let rest = '';
  for (const { sent, data } of pieces) {
    if (!sent) { for (const { code } of replies.push(telnet.push(data as Buffer).data)) said.push(code); continue; }
    const lines = (rest + (typeof data === 'string' ? data : data.toString('latin1'))).split('\r\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.includes('\xff')) return null;
      const { verb, argument } = readLine(line);
      said.push(table.named(verb, argument));
    }
    if (said.length > MOST) return null;
  }
  return said;
}
