import { decide, type Ask } from '../machine/decide.ts';
import type { Vector } from '../machine/table.ts';
import type { Decision, Place, SharedMachine } from './shared-machine.ts';

/**
 * One session's running machine. The machine chooses the reply and the states; whoever owns this asks the host what the
 * rules want to know, writes the reply and performs the effects.
 */
export class SessionMachine {
  private readonly shared: SharedMachine;
  private place: Place;

  constructor(shared: SharedMachine) {
    this.shared = shared;
    this.place = shared.initial;
  }

  get vector(): Vector { return this.place.vector; }

  /** Whether the session is in the state of that name. */
  in(state: string): boolean { return this.shared.table.holds(this.place.vector, state); }

  /** Sends an event with the host's answers. Null when the specification gives no reply to it here. */
  async take(on: string, ask: Ask): Promise<Decision | null> {
    const { table } = this.shared;
    const decided = await decide(table, on, this.place.vector, ask);
    if (decided === null && table.consequences(on).length === 0) return null;
    const { decision, to } = this.shared.step(this.place, on, decided?.row.rule.id ?? null, decided?.answers ?? {});
    this.place = to;
    return decision;
  }
}
