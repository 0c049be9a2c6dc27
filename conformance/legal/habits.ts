import type { Protocol } from '../../src/spec/model.ts';

/** Habits become this server's rules: each comes before the rows of its condition, or before all others where it has none. */
export function habits(...ids: readonly string[]): (protocol: Protocol) => Protocol {
  return (protocol) => {
    const rules = protocol.rules.filter(({ id }) => !ids.includes(id));
    for (const habit of protocol.rules.filter(({ id }) => ids.includes(id))) {
      const at = habit.when === 'otherwise' ? 0 : rules.findIndex(({ when, on }) => when === habit.when && on.some((verb) => habit.on.includes(verb)));
      rules.splice(Math.max(0, at), 0, { ...habit, level: 'MUST' });
    }
    return { ...protocol, rules };
  };
}
