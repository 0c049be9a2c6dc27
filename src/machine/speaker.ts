import { argumentCondition } from './argument-conditions.ts';
import { settle } from './consequences.ts';
import type { Answers } from './decide.ts';
import type { Row, Table, Vector } from './table.ts';

/** A command as a client sends it, with the truth about each condition that its rules name. */
export interface Spoken {
  readonly verb: string;
  readonly argument: string;
  readonly truth: Answers;
}

/**
 * How a server treats commands that arrive during a transfer: `prompt` answers those that reach it and queues the rest,
 * as the reference server does; `deferring` queues all; `eager` answers all in order as they come.
 */
export type Temper = 'prompt' | 'deferring' | 'eager';

/** Where a server is: its state and the commands it has received and not answered. */
export interface Speaking {
  readonly vector: Vector;
  readonly queue: readonly Spoken[];
}

/** One thing that a server may do next. */
export interface Utterance {
  readonly on: string;
  readonly row: Row;
  readonly next: Speaking;
}

/**
 * A server by the book, as the compiled table walks it: what it may say is what an observer has to accept. It knows the
 * truth about every condition, and it is free where the specification is.
 */
export class Speaker {
  private readonly table: Table;
  private readonly temper: Temper;
  private readonly idle: string;

  constructor(table: Table, temper: Temper) {
    this.table = table;
    this.temper = temper;
    this.idle = table.regions.find(({ name }) => name === 'transfer')?.states[0] ?? '';
  }

  /** Everything that may be said next: the answer to a command that is ready, or the news of a host event. */
  utterances(now: Speaking): Utterance[] {
    const news = this.table.hostEvents.flatMap((on) => this.answer(on, now, null));
    const ready = this.ready(now);
    return ready === null ? news : [...this.answer(this.table.canonical(this.table.named(ready.verb, ready.argument).verb), now, ready), ...news];
  }

  /** Whether nothing is owed to the client: no command is unanswered and no transfer runs. */
  quiet(now: Speaking): boolean {
    return now.queue.length === 0 && this.table.holds(now.vector, this.idle);
  }

  private ready({ vector, queue }: Speaking): Spoken | null {
    if (this.temper === 'eager' || this.table.holds(vector, this.idle)) return queue[0] ?? null;
    if (this.temper === 'deferring') return null;
    return queue.find(({ verb }) => this.table.commands.get(this.table.canonical(verb))?.duringTransfer === 'at once') ?? null;
  }

  private answer(on: string, now: Speaking, spoken: Spoken | null): Utterance[] {
    const queue = spoken === null ? now.queue : now.queue.filter((one) => one !== spoken);
    const said: Utterance[] = [];
    for (const row of this.table.rows(on)) {
      if (row.rule.level === 'HABIT' || !this.table.fits(row, now.vector)) continue;
      const certain = row.rule.when === 'otherwise';
      if (!certain && spoken !== null && !holds(this.table, on, row.rule.when, spoken)) continue;
      said.push({ on, row, next: { vector: settle(this.table, row, on, now.vector), queue } });
      // Of a command the truth is known; what happens to the server may be any of its rows.
      if (certain || spoken !== null) break;
    }
    return said;
  }
}

function holds(table: Table, on: string, phrase: string, { verb, argument: rest, truth }: Spoken): boolean {
  const { argument } = table.named(verb, rest);
  const kind = table.protocol.arguments.find(({ name }) => name === table.commands.get(on)?.argument);
  const known = kind === undefined ? null : argumentCondition(phrase, argument, kind);
  return known ?? truth[phrase] === true;
}
