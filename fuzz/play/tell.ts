import { mustHold, type Demand } from '../oracle/demands.ts';
import type { PlaySession } from './session.ts';

/** Records something untrue; what a server only should do does not end the scenario. */
export function tell(session: PlaySession, demand: Demand, about: { readonly verb: string; readonly expected: readonly string[]; readonly actual: string; readonly symptom: string }): void {
  session.problem('value', demand, about, mustHold(session.stage.subject.table.protocol, demand));
}
