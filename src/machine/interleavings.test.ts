import { describe, expect, it } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import { Observer } from './observer.ts';
import { Speaker, type Speaking, type Spoken, type Temper } from './speaker.ts';
import { Table } from './table.ts';

const table = new Table(ftp);
const TEMPERS: readonly Temper[] = ['prompt', 'deferring', 'eager'];
/** What can happen to a server while it transfers. */
const NEWS = ['[data done]', '[data failed]', '[data closed]'];
const VERBS = ['RETR', 'STOR', 'ABOR', 'STAT', 'NOOP', 'QUIT', 'RNFR', 'XYZZY'];

const spoken = (verb: string, missing = false): Spoken => ({
  verb,
  argument: ['RETR', 'STOR', 'RNFR'].includes(verb) ? 'file' : '',
  truth: Object.fromEntries(table.rows(table.canonical(verb)).filter(({ rule }) => rule.when !== 'otherwise').map(({ rule }) => [rule.when, missing && rule.when === 'file missing'])),
});

interface Moment { readonly now: Speaking; readonly unsent: number; readonly wire: readonly number[]; readonly seen: string }

/** Every order in which a client may see its commands and their replies: commands as `>i`, replies as codes. */
function orders(commands: readonly Spoken[], temper: Temper, from: Speaking): Set<string> {
  const speaker = new Speaker(table, temper);
  const ends = new Set<string>();
  const met = new Set<string>();
  const waiting: Moment[] = [{ now: from, unsent: 0, wire: [], seen: '' }];
  for (let moment = waiting.pop(); moment !== undefined; moment = waiting.pop()) {
    const { now, unsent, wire, seen } = moment;
    const key = `${now.vector}|${now.queue.map((one) => commands.indexOf(one)).join()}|${unsent}|${wire.join()}|${seen}`;
    if (met.has(key)) continue;
    met.add(key);
    const next: Moment[] = [];
    if (wire.length > 0) next.push({ now, unsent, wire: wire.slice(1), seen: `${seen} ${wire[0]}` });
    if (unsent < commands.length && !table.holds(now.vector, 'closed')) next.push({ now: { ...now, queue: [...now.queue, commands[unsent]!] }, unsent: unsent + 1, wire, seen: `${seen} >${unsent}` });
    for (const { on, row, next: after } of speaker.utterances(now)) {
      if (on.startsWith('[') && !NEWS.includes(on) && !commands.some(({ verb }) => table.canonical(verb) === on)) continue;
      next.push({ now: after, unsent, wire: [...wire, ...row.rule.reply.map((codes) => codes[0]!)], seen });
    }
    if (next.length === 0) ends.add(seen);
    waiting.push(...next);
  }
  return ends;
}

/** A session in which a user has logged in and asked for a passive port. */
function loggedIn(): { observer: Observer; from: Speaking } {
  const observer = new Observer(table);
  observer.reply(220);
  for (const [verb, argument, code] of [['USER', 'u', 331], ['PASS', 'p', 230], ['PASV', '', 227]] as const) {
    observer.sent(verb, argument, spoken(verb).truth);
    observer.reply(code);
  }
  return { observer, from: { vector: table.vector(['loggedIn', 'passivePort']), queue: [] } };
}

const { from } = loggedIn();
const triples = VERBS.flatMap((a) => VERBS.flatMap((b) => VERBS.map((c) => [a, b, c] as const))).filter((verbs) => verbs.some((verb) => ['RETR', 'STOR'].includes(verb)));
let widest = 0;
let count = 0;

function follow(commands: readonly Spoken[], order: string, knowing: boolean): string | null {
  const { observer } = loggedIn();
  for (const step of order.trim().split(' ')) {
    if (step.startsWith('>')) {
      const { verb, argument, truth } = commands[Number(step.slice(1))]!;
      observer.sent(verb, argument, knowing ? truth : {});
    } else {
      const { grade, expected } = observer.reply(Number(step));
      if (grade !== 'pass') return `${commands.map(({ verb }) => verb).join(' ')}: ${order} is ${grade} at ${step}; ${expected.join('; ')}`;
    }
    widest = Math.max(widest, observer.possibilities);
  }
  count += 1;
  return null;
}

describe.each(TEMPERS)('every interleaving of three commands with a %s server', (temper) => {
  it.each([['knows nothing', false], ['knows the facts', true]])('is followed by an observer that %s', (_, knowing) => {
    const wrong: string[] = [];
    for (const verbs of triples) {
      const commands = verbs.map((verb) => spoken(verb));
      for (const order of orders(commands, temper, from)) {
        const failure = follow(commands, order, knowing);
        if (failure !== null) wrong.push(failure);
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  }, 120_000);

  it('is followed where the first file is missing', () => {
    const wrong: string[] = [];
    for (const verbs of triples.filter(([first]) => first === 'RETR')) {
      const commands = verbs.map((verb, at) => spoken(verb, at === 0));
      for (const order of orders(commands, temper, from)) {
        const failure = follow(commands, order, true);
        if (failure !== null) wrong.push(failure);
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  }, 120_000);
});

describe('the interleavings', () => {
  it('are many, and the set of possibilities stays small', () => {
    expect(count).toBeGreaterThan(10_000);
    expect(widest).toBeLessThanOrEqual(32);
  });

  it('include ABOR that crosses the end of the transfer and ABOR that is deferred', () => {
    const commands = [spoken('RETR'), spoken('ABOR'), spoken('NOOP')];
    expect(orders(commands, 'prompt', from)).toContain(' >0 150 >1 >2 226 225 200');
    expect(orders(commands, 'prompt', from)).toContain(' >0 150 >1 >2 426 226 200');
    expect(orders(commands, 'deferring', from)).not.toContain(' >0 150 >1 >2 426 226 200');
  });

  it('do not include replies that no server by the book gives', () => {
    const commands = [spoken('RETR'), spoken('ABOR'), spoken('NOOP')];
    const wrong = [' >0 150 226 226', ' >0 150 >1 200', ' >0 150 >1 >2 226 225 200 200', ' >0 550 >1 226', ' >0 150 >1 426 226 226'];
    expect(wrong.filter((order) => follow(commands, order, true) === null)).toEqual([]);
  });
});
