import type { Protocol, Role } from '../src/spec/model.ts';

/**
 * The rule or requirement by which a protocol demands what every one with FTP's lines demands somewhere.
 * @throws {RangeError} when the specification has no table of roles: its checks bring sessions of their own
 */
export function ruleFor(protocol: Protocol, role: Role): string {
  const found = protocol.roles.find((one) => one.role === role);
  if (found === undefined) throw new RangeError(`${protocol.name} gives the role "${role}" to no rule`);
  return found.rule;
}
