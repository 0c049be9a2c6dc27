import { follow, settlements } from './consequences.ts';
import type { Answers } from './decide.ts';
import { ORDER, worth, type Found } from './found.ts';
import { graderOf, type Grade, type Grader } from './grade.ts';
import { candidateRows, unaskedRows } from './candidate-rows.ts';
import { keyOf, type Possible } from './possible.ts';
import { rowInWords } from './row-in-words.ts';
import { withArgument } from './decided-by-argument.ts';
import type { Row, Table, Vector } from './table.ts';
import { Visits } from './visits.ts';
import { saysNotImplemented } from '../wire/not-implemented.ts';

/** A command on its way: sent, and not yet answered. */
interface Sent extends Reading {
  readonly verb: string;
  /** No document sets a limit, so any server may find such a line too long. */
  readonly long: boolean;
}

/** What a reply turned out to be. */
export interface Observation {
  readonly grade: Grade | 'not-implemented' | 'violation';
  /** Rules that explain the reply; for a violation those that would have applied. */
  readonly rules: readonly string[];
  /** The replies that would have been right, as text. */
  readonly expected: readonly string[];
  /** The unanswered command that the reply answers, as its verb; null for what the server says of its own accord. */
  readonly answers: string | null;
}

/** What a line may have been taken for. */
interface Reading { readonly on: string; readonly facts: Answers }

const LIMIT = 256;
const NOTHING: readonly number[] = [];
const TOO_LONG: Reading = { on: '[line too long]', facts: {} };
const IN_CLEAR: Answers = { 'protected from the start': false };
/** Bytes of an argument that every server takes. */
const LONG = 1000;
/** What a server has to do is named before what it may do. */
const WEIGHT = { MUST: 0, SHOULD: 1, MAY: 2, HABIT: 3 } as const;

/**
 * The oracle: follows one session from outside. Commands and the replies seen are its events; a reply picks the row, and
 * where several rows fit it follows them all. No row left is a violation.
 *
 * Host events are internal steps of the server, unanswered commands are queued, and commands that reach a running
 * transfer may overtake the others. The set of possibilities is bounded by 256.
 */
export class Observer {
  /** Rules seen taken, with counts. */
  readonly taken = new Map<string, number>();
  private readonly visits: Visits;
  private possible: readonly Possible[];
  private readonly sentAll: Sent[] = [];
  private farewell = false;
  private readonly table: Table;
  private readonly grader: Grader;
  private readonly connection: Answers;
  /** The first state of the region in which transfers run, if the protocol has one. */
  private readonly idle: string;
  private readonly running: ReadonlySet<string>;

  /** @param connection what is known of the connection itself, for what the server says of its own accord; without it TLS did not begin with it */
  constructor(table: Table, connection: Answers = IN_CLEAR) {
    this.table = table;
    this.connection = connection;
    this.visits = new Visits(table);
    this.grader = graderOf(table.protocol);
    const [idle = '', ...running] = table.regions.find((entry) => entry.name === 'transfer')?.states ?? [];
    this.idle = idle;
    this.running = new Set(running);
    this.possible = [{ vector: table.initial, queue: [], owed: null, habit: null }];
    this.visit();
  }

  /**
   * Records that a command was sent.
   * @param facts what the tester knows of the conditions; phrases left out are unknown
   * @returns the command's number, for `awaits`
   */
  sent(word: string, rest: string, facts: Answers = {}): number {
    const { verb, argument } = this.table.named(word, rest);
    const on = this.table.canonical(verb);
    const known = withArgument(this.table, { verb, on, argument, facts });
    const index = this.sentAll.push({ on, verb, facts: known, long: argument.length > LONG }) - 1;
    this.possible = this.possible.map(({ vector, queue, owed, habit }) => ({ vector, queue: [...queue, index], owed, habit }));
    return index;
  }

  /** Another observer that has seen the same so far: what comes next can be tried on it. */
  fork(): Observer {
    const other = new Observer(this.table, this.connection);
    other.possible = this.possible;
    other.sentAll.push(...this.sentAll);
    other.farewell = this.farewell;
    return other;
  }

  /** True when on some possible way the command of this number is unanswered. */
  awaits(command: number): boolean { return this.possible.some(({ queue }) => queue.includes(command)); }

  /** States seen, with counts. */
  get visited(): ReadonlyMap<string, number> { return this.visits.all(); }

  /** Takes a reply code as it arrives. */
  reply(code: number): Observation {
    const found: Found[] = [];
    for (const one of this.closure()) this.explain(one, code, found);
    if (code === 221 || code === 421) this.farewell = true;
    if (found.length === 0) return this.notImplemented(code) ?? this.violation();
    if (found.length === 1 && found[0]!.grade === 'pass' && found[0]!.next.habit === null && (this.possible.length === 1 || !saysNotImplemented(code))) {
      const { next, row, answers } = found[0]!;
      this.follow([next]);
      this.taken.set(row.rule.id, (this.taken.get(row.rule.id) ?? 0) + 1);
      return { grade: 'pass', rules: [row.rule.id], expected: rowInWords(row), answers };
    }
    let best: number = ORDER.warn;
    for (const entry of found) best = Math.min(best, worth(entry));
    const kept = found.filter((entry) => worth(entry) <= Math.max(best, ORDER.tolerated));
    const shown = found.filter((entry) => worth(entry) === best);
    // An unknown command is told of in its own turn: that explains more than an odd end of a transfer, or an odd refusal, does.
    if (best === ORDER.warn && (code === 502 || shown.every((entry) => entry.answers === null))) {
      const lacking = this.notImplemented(code);
      if (lacking !== null) return lacking;
    }
    // On another way the same reply may tell of an unknown command: which way it is, what comes next will show.
    const others = saysNotImplemented(code) ? this.lackingWays() : [];
    this.follow([...kept.map((entry) => (worth(entry) === best ? { ...entry.next, habit: null } : entry.next)), ...others]);
    const rules: string[] = [];
    for (const { row: { rule: { id } } } of shown) if (!rules.includes(id)) rules.push(id);
    for (const rule of rules) this.taken.set(rule, (this.taken.get(rule) ?? 0) + 1);
    return { grade: (['pass', 'tolerated', 'warn'] as const)[best]!, rules, expected: rowInWords(shown[0]!.row), answers: shown[0]!.answers };
  }

  /** Judges that the server closed the control connection. */
  closed(): Observation {
    return this.farewell ? { grade: 'pass', rules: [], expected: [], answers: null } : this.violation();
  }

  /** True when some command is unanswered or a transfer's last reply is still to come, on every possible way. */
  get waiting(): boolean { return this.possible.every((one) => one.queue.length > 0 || one.owed !== null || !this.table.holds(one.vector, this.idle)); }

  /** True when on every possible way a reply has to come now: something is unanswered, and no transfer runs that could delay it. */
  get replyDue(): boolean { return this.possible.every((one) => (one.queue.length > 0 || one.owed !== null) && this.table.holds(one.vector, this.idle)); }

  /** True when on every possible way a row has replies that are still to come. */
  get owes(): boolean { return this.possible.every((one) => one.owed !== null); }

  /** True when on some possible way the session is over. */
  get mayBeOver(): boolean {
    const last = this.table.regions[0]!.states.at(-1)!;
    return this.possible.some((one) => this.table.holds(one.vector, last));
  }

  /** True when on some possible way a transfer runs. */
  get mayTransfer(): boolean { return this.possible.some((one) => !this.table.holds(one.vector, this.idle)); }

  /** The commands that no possible way has answered. */
  get unanswered(): string[] {
    const first = this.possible[0];
    return first === undefined ? [] : first.queue.map((index) => this.sentAll[index]!.verb);
  }

  /** How many ways the server may have come here; never more than 256. */
  get possibilities(): number { return this.possible.length; }

  /** The possible states. */
  get vectors(): readonly Vector[] { return this.possible.map(({ vector }) => vector); }

  /** The possible states, each as the names of its regions. */
  states(): string[][] { return [...new Set(this.possible.map((one) => one.vector))].map((vector) => this.table.names(vector)); }

  /** What may come next, in words. */
  expected(): string[] { return this.violation().expected as string[]; }

  private explain(one: Possible, code: number, found: Found[]): void {
    if (one.owed !== null) {
      const { row, on, position } = one.owed;
      const grade = this.grader.grade(row.rule, on, position, code);
      if (grade !== null) found.push({ next: { ...one, owed: position + 1 < row.rule.reply.length ? { row, on, position: position + 1 } : null }, grade, row, answers: on });
    }
    for (const { event, row } of unaskedRows(this.table, this.connection, one.vector)) this.tryRow(one, row, event, this.connection, code, one.queue, null, found);
    if (one.owed !== null) return;
    for (let at = 0; at < one.queue.length; at++) {
      const sent = this.sentAll[one.queue[at]!]!;
      // What is queued is answered in its turn, unless it is refused because a transfer runs.
      const early = at > 0 && this.table.commands.get(sent.verb)?.duringTransfer !== 'at once';
      if (early && this.table.holds(one.vector, this.idle)) continue;
      const rest = one.queue.length === 1 ? NOTHING : one.queue.filter((_, other) => other !== at);
      this.answer(one, sent, sent, code, early, rest, found);
      if (sent.long) this.answer(one, TOO_LONG, sent, code, early, rest, found);
    }
  }

  /** The rows of one reading of a command that may be answered by this code. */
  private answer(one: Possible, { on, facts }: Reading, { verb }: Sent, code: number, early: boolean, rest: readonly number[], found: Found[]): void {
    for (const row of candidateRows(this.table, on, facts, one.vector)) {
      if (!early || row.rule.in.some((state) => this.running.has(state))) this.tryRow(one, row, on, facts, code, rest, verb, found);
    }
  }

  private tryRow(one: Possible, row: Row, on: string, facts: Answers, code: number, queue: readonly number[], answers: string | null, found: Found[]): void {
    if (facts[row.rule.when] === false) return;
    const grade = this.grader.grade(row.rule, on, 0, code);
    if (grade === null) return;
    const owed = row.rule.reply.length > 1 ? { row, on, position: 1 } : answers === null ? one.owed : null;
    for (const end of settlements(this.table, row, on, one.vector)) {
      found.push({ next: { vector: end.vector, queue, owed, habit: end.habit ?? one.habit }, grade, row, answers });
    }
  }

  /** Adds the silent steps: host events that no row answers. */
  private closure(): readonly Possible[] {
    let all = this.possible;
    if (all.length === 1 && this.table.silentAt(all[0]!.vector).length === 0) return all;
    let seen: Set<string> | null = null;
    for (let at = 0; at < all.length && all.length < LIMIT; at++) {
      const one = all[at]!;
      for (const row of this.table.silentAt(one.vector)) {
        const vector = this.table.enter(row, one.vector);
        seen ??= new Set(all.map(keyOf));
        const next = { ...one, vector };
        const key = keyOf(next);
        if (!seen.has(key)) { seen.add(key); all = [...all, next]; }
      }
    }
    return all;
  }

  private follow(next: readonly Possible[]): void {
    if (next.length === 1) {
      this.possible = next;
      return this.visit();
    }
    const byKey = new Map<string, Possible>();
    for (const one of next) {
      const key = keyOf(one);
      const known = byKey.get(key);
      if (known === undefined || (known.habit !== null && one.habit === null)) byKey.set(key, one);
    }
    this.possible = [...byKey.values()].slice(0, LIMIT);
    this.visit();
  }

  private visit(): void {
    if (this.possible.length === 1) this.visits.one(this.possible[0]!.vector);
    else this.visits.several(this.possible.map((one) => one.vector));
  }

  /** A refusal of an optional verb as unknown: the server does not have it. */
  private notImplemented(code: number): Observation | null {
    if (!saysNotImplemented(code)) return null;
    const ways = this.lackingWays();
    if (ways.length === 0) return null;
    const answers = this.sentAll[this.possible.find((one) => this.mayLack(one))!.queue[0]!]!.verb;
    this.follow(ways);
    return { grade: 'not-implemented', rules: [], expected: [], answers };
  }

  private mayLack({ owed, queue: [next] }: Possible): boolean {
    if (owed !== null || next === undefined) return false;
    const { verb, on } = this.sentAll[next]!;
    return !on.startsWith('[') && this.table.commands.get(verb)?.support !== 'MUST';
  }

  /** Where the session is when the next command of a way is one that the server does not have: it has done what an unknown command does. */
  private lackingWays(): Possible[] {
    return this.possible.filter((one) => this.mayLack(one)).flatMap((one) => {
      const next = { ...one, queue: one.queue.slice(1) };
      const after = follow(this.table, '[unknown command]', one.vector);
      return after === one.vector ? [next] : [next, { ...next, vector: after }];
    });
  }

  private violation(): Observation {
    const rules = new Set<string>();
    const expected = new Set<string>();
    let answers: string | null = null;
    for (const one of this.possible) {
      const rows: Row[] = [];
      if (one.owed !== null) rows.push(one.owed.row);
      else if (one.queue.length > 0) {
        const sent = this.sentAll[one.queue[0]!]!;
        answers ??= sent.verb;
        for (const { on, facts } of sent.long ? [sent, TOO_LONG] : [sent]) rows.push(...candidateRows(this.table, on, facts, one.vector));
      }
      if (rows.length === 0) {
        for (const event of this.table.hostEvents) rows.push(...this.table.rows(event).filter((row) => this.table.fits(row, one.vector) && row.rule.next.length > 0 && !row.rule.next.includes('closed')));
      }
      for (const row of rows.toSorted((a, b) => WEIGHT[a.rule.level] - WEIGHT[b.rule.level])) {
        if (row.rule.level === 'HABIT') continue;
        rules.add(row.rule.id);
        for (const text of rowInWords(row)) expected.add(text);
      }
    }
    return { grade: 'violation', rules: [...rules], expected: expected.size > 0 ? [...expected] : ['no reply: nothing was asked'], answers };
  }
}
