import { createActor, type AnyActor, type AnyStateMachine } from 'xstate';
import type { Rule } from '../spec/model.ts';
import type { MachineHost, SessionEvent } from '../machine/build.ts';
import { decide, type Ask } from '../machine/decide.ts';
import type { Table, Vector } from '../machine/table.ts';

/** What the machine decided for one event: the rule that answers, and the effects of the states entered. */
export interface Decision {
  readonly rule: Rule;
  readonly effects: readonly string[];
}

/**
 * One session's running machine. The machine chooses the reply and the states; whoever owns this asks the host what the
 * rules want to know, writes the reply and performs the effects.
 */
export class SessionMachine {
  private readonly table: Table;
  private readonly actor: AnyActor;
  private rule: Rule | null = null;
  private effects: string[] = [];

  /** @param machine the server machine of `table`; all sessions of a server share it. */
  constructor(table: Table, machine: AnyStateMachine) {
    this.table = table;
    const host: MachineHost = {
      reply: (rule) => { this.rule = table.rules.get(rule)!; },
      effect: (name) => { this.effects.push(name); },
    };
    this.actor = createActor(machine, { input: { host } });
    this.actor.start();
  }

  get vector(): Vector {
    return this.table.vector(Object.values(this.actor.getSnapshot().value as Record<string, string>));
  }

  /** Whether the session is in the state of that name. */
  in(state: string): boolean { return this.table.holds(this.vector, state); }

  /** Sends an event with the host's answers. Null when the specification gives no reply to it here. */
  async take(on: string, ask: Ask): Promise<Decision | null> {
    const decided = await decide(this.table, on, this.vector, ask);
    if (decided === null && this.table.consequences(on).length === 0) return null;
    this.rule = null;
    this.effects = [];
    const event: SessionEvent = { type: on, answers: decided?.answers ?? {} };
    this.actor.send(event);
    // The setter runs inside `send`, which the compiler cannot see.
    const rule = this.rule as Rule | null;
    return rule === null ? null : { rule, effects: this.effects };
  }

  stop(): void { this.actor.stop(); }
}
