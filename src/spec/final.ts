import type { Protocol, State } from './model.ts';

/** The states in which a session is over: entering them closes the control connection. */
export function finalStates(protocol: Protocol): readonly State[] {
  return protocol.states.filter((state) => state.entry !== null && /^close the (control )?connection$/.test(state.entry));
}
