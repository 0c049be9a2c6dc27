import type { Protocol } from '../../src/spec/model.ts';

/** The text of a reply that puts no byte on the wire. */
const NOTHING = '(nothing)';

/** Whether a request or event is answered by nothing that a client could wait for, here or in a given state. */
export function mute(protocol: Protocol, on: string, state: string | null = null): boolean {
  const silent = new Set(protocol.texts.filter(({ lines }) => lines.length === 1 && lines[0] === NOTHING).map(({ code }) => code));
  const rules = protocol.rules.filter((rule) => rule.on.includes(on) && (state === null || rule.in.includes(state)));
  return rules.length > 0 && rules.every(({ reply }) => reply.every((codes) => codes.every((code) => silent.has(code))));
}
