import type { Protocol } from '../../src/spec/model.ts';

/** Habits become this server's rules: they come before the rows that they stand beside. */
export function habits(...ids: readonly string[]): (protocol: Protocol) => Protocol {
  return (protocol) => ({
    ...protocol,
    rules: [...protocol.rules.filter(({ id }) => ids.includes(id)).map((rule) => ({ ...rule, level: 'MUST' as const })), ...protocol.rules.filter(({ id }) => !ids.includes(id))],
  });
}
