import { and, createMachine, not, or, raise, stateIn, type AnyStateMachine } from 'xstate';
import type { Rule } from '../spec/model.ts';
import type { Answers } from './decide.ts';
import type { Table } from './table.ts';

/** What the server machine receives: a verb or host event, with the host's answers to the conditions it was asked. */
export interface SessionEvent { readonly type: string; readonly answers: Answers }

/**
 * Builds the server machine: one parallel region each for what varies independently, and for each verb one ordered
 * decision list at the root. XState offers an event to every region, so a verb with rows in two regions would be
 * answered twice: the list owns the answer, and the regions are told by raised events.
 *
 * It has no timers and invokes nothing: I/O and time enter as events, which exploring it needs too.
 *
 * Its actions are names with parameters that whoever runs it performs: `reply` (`rule`) and `effect` (`name`). To build it takes
 * milliseconds and hundreds of kilobytes, so build it once.
 */
export function buildServerMachine(table: Table): AnyStateMachine {
  const on: Record<string, unknown[]> = {};
  for (const rule of table.protocol.rules) {
    if (rule.level === 'HABIT' || rule.reply.length === 0) continue;
    for (const verb of rule.on) (on[verb] ??= []).push(transition(table, rule, verb, ({ event }) => rule.when === 'otherwise' || event.answers[rule.when] === true));
  }
  return build(table, on);
}

/**
 * Builds the observer machine: the same regions, and an event for each rule, because outside it is the reply that shows
 * which row the server took. Its states are what the oracle's set holds.
 */
export function buildObserverMachine(table: Table): AnyStateMachine {
  const on: Record<string, unknown[]> = {};
  for (const rule of table.protocol.rules) {
    if (rule.reply.length === 0) continue;
    for (const verb of rule.on) (on[`${verb} ${rule.id}`] ??= []).push(transition(table, rule, verb, () => true));
  }
  return build(table, on);
}

type Holds = (args: { event: SessionEvent }) => boolean;

function transition(table: Table, rule: Rule, verb: string, when: Holds): unknown {
  return {
    guard: and([...inStates(table, rule), when as never]),
    actions: [{ type: 'reply', params: { rule: rule.id } }, raise({ type: `answered ${verb}` }), ...rule.next.map((state) => raise({ type: `enter ${state}` }))],
    meta: { rule: rule.id },
  };
}

/** States of one region are alternatives, those of different regions hold together; none of the first region means any that reads commands. */
function inStates(table: Table, rule: Rule): never[] {
  return table.regions.flatMap((region, index) => {
    const written = region.states.filter((state) => rule.in.includes(state));
    const named = written.length === 0 && index === 0 ? region.states.slice(1, -1) : written;
    return named.length === 0 ? [] : [or(named.map((state) => stateIn({ [region.name]: state }))) as never];
  });
}

function build(table: Table, on: Record<string, unknown[]>): AnyStateMachine {
  const states: Record<string, unknown> = {};
  for (const region of table.regions) {
    const enter: Record<string, unknown> = {};
    const inner: Record<string, unknown> = {};
    for (const name of region.states) {
      const entry = table.protocol.states.find((state) => state.name === name)!.entry;
      // A state that is entered from itself asks for nothing.
      enter[`enter ${name}`] = entry === null ? `.${name}` : { target: `.${name}`, guard: not(stateIn({ [region.name]: name })) };
      inner[name] = { ...(entry === null ? {} : { entry: { type: 'effect', params: { name: entry } } }), on: consequencesFrom(table, name) };
    }
    states[region.name] = { initial: region.states[0], states: inner, on: enter };
  }
  // The configuration is computed from tables, so its type is not known to the compiler: hence the casts of this file.
  return createMachine({ id: table.protocol.name, type: 'parallel', states, on } as never);
}

function consequencesFrom(table: Table, state: string): Record<string, unknown> {
  const on: Record<string, unknown> = {};
  for (const rule of table.protocol.rules) {
    if (rule.reply.length > 0 || rule.level === 'HABIT' || !accepts(table, rule, state)) continue;
    for (const verb of rule.on) {
      on[`answered ${verb}`] = { target: rule.next[0] };
      if (table.rows(verb).length === 0) on[verb] = { target: rule.next[0] };
    }
  }
  return on;
}

/** Whether a rule holds in a state of its own region; a rule that names none holds in the states that read commands. */
function accepts(table: Table, rule: Rule, state: string): boolean {
  return rule.in.length === 0 ? table.regions[0]!.states.slice(1, -1).includes(state) : rule.in.includes(state);
}
