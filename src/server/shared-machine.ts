import { createActor, type AnyActorRef, type AnyMachineSnapshot, type AnyStateMachine, type ExecutableActionObject } from 'xstate';
import { buildServerMachine } from '../machine/build.ts';
import type { Answers } from '../machine/decide.ts';
import type { Table, Vector } from '../machine/table.ts';
import type { Rule } from '../spec/model.ts';

/** Steps that are kept; when there are more, all are forgotten and made anew. */
const KEPT = 8192;

/** What the machine decided for one event: the rule that answers, and the effects of the states entered. */
export interface Decision {
  readonly rule: Rule;
  readonly effects: readonly string[];
}

/** Where sessions are: a snapshot of the machine, which is the same for all of them, and the steps that were made from it. */
export interface Place {
  readonly snapshot: AnyMachineSnapshot;
  readonly vector: Vector;
  readonly steps: Map<string, Step>;
}

/** What an event comes to at a place. */
export interface Step {
  readonly decision: Decision | null;
  readonly to: Place;
}

/**
 * The server machine as all sessions share it. A transition is pure: it follows from the snapshot and the event, whosever
 * session it is. So XState makes each once, and it is kept: an actor a session spent a quarter of the server's time on
 * transitions that others had made before.
 */
export class SharedMachine {
  readonly initial: Place;
  readonly table: Table;
  private readonly machine: AnyStateMachine;
  /** Stands for every session where XState asks for an actor. It is never started. */
  private readonly actor: AnyActorRef;
  private readonly places = new Map<Vector, Place>();
  private readonly limit: number;
  private kept = 0;

  /** @param limit steps that are kept */
  constructor(table: Table, limit = KEPT) {
    this.table = table;
    this.limit = limit;
    this.machine = buildServerMachine(table);
    this.actor = createActor(this.machine);
    this.initial = this.place(this.actor.getSnapshot());
  }

  /** @param row what the answers chose; null where no row answers the event */
  step(from: Place, on: string, row: string | null, answers: Answers): Step {
    const key = row === null ? on : `${on} ${row}`;
    const known = from.steps.get(key);
    if (known !== undefined) return known;
    const step = this.make(from, on, answers);
    if (++this.kept > this.limit) this.forget();
    from.steps.set(key, step);
    return step;
  }

  private make(from: Place, on: string, answers: Answers): Step {
    const actions: ExecutableActionObject[] = [];
    const ignore = (): void => {};
    const snapshot = this.machine.transition(from.snapshot, { type: on, answers }, {
      self: this.actor, system: this.actor.system, id: '', sessionId: '', logger: ignore, defer: ignore, emit: ignore, stopChild: ignore,
      actionExecutor: (action) => actions.push(action),
    });
    const params = (type: string): Record<string, string>[] => actions.filter((action) => action.type === type).map((action) => action.params as Record<string, string>);
    const rule = params('reply')[0]?.['rule'];
    const effects = params('effect').map(({ name }) => name!);
    return { decision: rule === undefined ? null : { rule: this.table.rules.get(rule)!, effects }, to: this.place(snapshot as AnyMachineSnapshot) };
  }

  private place(snapshot: AnyMachineSnapshot): Place {
    const vector = this.table.vector(Object.values(snapshot.value as Record<string, string>));
    let place = this.places.get(vector);
    if (place === undefined) {
      place = { snapshot, vector, steps: new Map() };
      this.places.set(vector, place);
    }
    return place;
  }

  private forget(): void {
    for (const place of this.places.values()) place.steps.clear();
    this.places.clear();
    this.places.set(this.initial.vector, this.initial);
    this.kept = 0;
  }
}
