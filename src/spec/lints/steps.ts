import type { Lint } from '../lint.ts';

/** A row enters one state of a region at most, and a row on a command that has no reply at least changes a state. */
export const steps: Lint = (protocol) => {
  const regionOf = new Map(protocol.states.map((state) => [state.name, state.region]));
  return protocol.rules.flatMap((rule) => {
    const problems: string[] = [];
    const entered = new Map<string, string>();
    for (const state of rule.next) {
      const region = regionOf.get(state);
      if (region === undefined) continue;
      const other = entered.get(region);
      if (other !== undefined) problems.push(`${rule.id} enters \`${other}\` and \`${state}\`, both of region ${region}`);
      entered.set(region, state);
    }
    if (rule.reply.length === 0 && rule.next.length === 0) problems.push(`${rule.id} neither replies nor changes a state`);
    return problems.map((problem) => ({ place: rule.place, problem }));
  });
};
