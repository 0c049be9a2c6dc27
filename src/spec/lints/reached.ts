import type { Lint } from '../lint.ts';
import { Sessions } from '../sessions.ts';

/** Every state is initial, or some row that can be taken enters it. */
export const reached: Lint = (protocol, margin) => {
  const sessions = Sessions.of(protocol);
  if (!sessions.complete) return [];
  const seen = new Set(sessions.reachable.flat());
  for (const rule of protocol.rules) {
    const sources = rule.next.filter((state) => !seen.has(state));
    if (sources.length > 0 && sessions.reachable.some((session) => sessions.fits(rule, session))) sources.forEach((state) => seen.add(state));
  }
  return protocol.states.filter((state) => !seen.has(state.name))
    .map((state) => ({ place: margin.place(state), problem: `state \`${state.name}\` is never reached` }));
};
