import { finalStates } from '../final.ts';
import type { Lint } from '../lint.ts';

/** A session can end, and nothing happens in it afterwards. */
export const endings: Lint = (protocol, margin) => {
  const final = new Set(finalStates(protocol).map(({ name }) => name));
  const first = protocol.states[0];
  if (final.size === 0 && first !== undefined) {
    return [{ place: margin.place(first), problem: 'no state has `close the control connection` on entry: a session cannot end' }];
  }
  return protocol.rules.flatMap((rule) =>
    rule.in.filter((state) => final.has(state))
      .map((state) => ({ place: rule.place, problem: `${rule.id} begins in \`${state}\`, where the session is over` })));
};
