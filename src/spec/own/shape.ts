import { finalStates } from '../final.ts';
import type { Lint } from '../lint.ts';
import type { Problem } from '../problem.ts';

/** Bits of the integer that a session's state is kept in, and states of a region that it can tell apart. */
const BITS = 31;
const STATES = 31;

/** What every protocol of lines has: verbs of letters, a greeting, a first state before it and a last one after the end. */
export const shape: Lint = (protocol, margin) => {
  const problems: Problem[] = [];
  const first = protocol.states[0];
  if (first === undefined) return [];
  const at = margin.place(first);
  const regions = new Map<string, number>();
  for (const { region } of protocol.states) regions.set(region, (regions.get(region) ?? 0) + 1);
  const bits = [...regions.values()].reduce((sum, count) => sum + Math.max(1, Math.ceil(Math.log2(count))), 0);
  if (bits > BITS) problems.push({ place: at, problem: `the states of ${regions.size} regions take ${bits} bits, and ${BITS} at most can be held` });
  for (const [region, count] of regions) if (count > STATES) problems.push({ place: at, problem: `region ${region} has ${count} states, and ${STATES} at most can be held` });
  const last = protocol.states.findLast(({ region }) => region === first.region);
  const final = finalStates(protocol);
  if (last !== undefined && final.length > 0 && (final.length > 1 || final[0] !== last)) {
    problems.push({ place: margin.place(last), problem: `the last state of region ${first.region}, and no other, has \`close the control connection\` on entry` });
  }
  const greeting = protocol.rules.find(({ on, in: states, reply }) => on.includes('[connected]') && states.includes(first.name) && reply.length > 0);
  if (greeting === undefined) problems.push({ place: at, problem: `the server speaks first: a row has to answer [connected] in \`${first.name}\`` });
  else if (!greeting.next.some((state) => state !== last?.name && protocol.states.some(({ name, region }) => name === state && region === first.region))) {
    problems.push({ place: greeting.place, problem: `${greeting.id} has to enter a state of region ${first.region} in which commands are read` });
  }
  const early = protocol.rules.find(({ on, in: states }) => states.includes(first.name) && on.some((trigger) => !trigger.startsWith('[')));
  if (early !== undefined) problems.push({ place: early.place, problem: `${early.id} answers a command in \`${first.name}\`, where none is read yet: that state is left by [connected]` });
  if (!protocol.rules.some(({ on, next }) => on.includes('[shutting down]') && last !== undefined && next.includes(last.name))) {
    problems.push({ place: at, problem: `no row lets the server end: answer [shutting down] and enter \`${last?.name ?? ''}\`` });
  }
  for (const command of protocol.commands) {
    if (!/^[A-Z]{1,20}$/.test(command.verb)) problems.push({ place: margin.place(command), problem: `the verb \`${command.verb}\` is no word of up to 20 capital letters` });
  }
  return problems;
};
