import { createActor, initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import { describe, expect, it } from 'vitest';
import { ftp } from '../generated/ftp.ts';
import { buildObserverMachine, buildServerMachine } from './build.ts';
import { settle } from './consequences.ts';
import { decide } from './decide.ts';
import { reachable } from './reachable.ts';
import { Table, type Vector } from './table.ts';

const table = new Table(ftp);
const space = reachable(table);
/** Protection varies by itself, and EBCDIC is left as ASCII is: the whole product is walked in clear and without it, and protected what begins with all else at its first state. */
const CHOSEN = ['addressing', 'pending', 'type'].map((name) => table.regions.find((region) => region.name === name)!.states[0]!);
const atFirst = (state: Vector): boolean => CHOSEN.every((name) => table.holds(state, name));
const walked = (state: Vector): boolean => table.read(state) === state && ((table.holds(state, 'clear') && !table.holds(state, 'ebcdic')) || atFirst(state));
const states = space.states.filter(walked);
const edges = space.edges.filter(({ from, to }) => walked(from) && walked(to));

/** By what an event is decided, as bits of a vector: the regions that its rows ask for or set, the first one always. */
const concerned = new Map([...new Set(ftp.rules.flatMap(({ on }) => on))].map((on) => [on, table.regions.reduce((bits, { states: own }, region) => {
  const asked = [...table.rows(on), ...table.consequences(on)].some(({ accepts, rule }) => accepts[region] !== 0 || rule.next.some((state) => own.includes(state)));
  return asked || region === 0 ? own.reduce((all, state) => all | table.vector([state]), bits) : bits;
}, 0)]));

/**
 * Picks what to try: the first of those that differ in nothing by which they are decided, and one in `sample` of the others, in which regions
 * that should not matter have other states.
 */
function picker(sample: number): (on: string, rule: string, from: Vector) => boolean {
  const seen = new Map<string, Set<Vector>>();
  let others = 0;
  return (on, rule, from) => {
    const step = `${on} ${rule}`;
    const known = seen.get(step) ?? new Set();
    const key = from & concerned.get(on)!;
    if (known.has(key)) return ++others % sample === 0;
    seen.set(step, known.add(key));
    return true;
  };
}

/** What one event does to a machine: where it leads, which rule it names, which effects it asks for. */
interface Step { readonly to: Vector; readonly rules: string[]; readonly effects: string[] }

function stepper(machine: AnyStateMachine): (from: AnyMachineSnapshot, event: object) => { step: Step; snapshot: AnyMachineSnapshot } {
  return (from, event) => {
    const [snapshot, actions] = transition(machine, from, event as never);
    const params = (type: string) => actions.filter((action) => action.type === type).map((action) => action.params as unknown as Record<string, string>);
    const to = vectorOf(snapshot as AnyMachineSnapshot);
    return { step: { to, rules: params('reply').map(({ rule }) => rule!), effects: params('effect').map(({ name }) => name!) }, snapshot: snapshot as AnyMachineSnapshot };
  };
}

function vectorOf(snapshot: AnyMachineSnapshot): Vector {
  return table.vector(Object.values(snapshot.value as Record<string, string>));
}

describe('the server machine', () => {
  const machine = buildServerMachine(table);
  const take = stepper(machine);

  it('makes the steps of the compiled table, with the same rule and effects, and reaches the same states', () => {
    const snapshots = new Map<Vector, AnyMachineSnapshot>([[table.initial, initialTransition(machine)[0] as AnyMachineSnapshot]]);
    const wrong: string[] = [];
    const picks = picker(29);
    for (const edge of edges) {
      const reached = snapshots.has(table.read(edge.to));
      if (!picks(edge.on, edge.row.rule.id, edge.from) && reached) continue;
      const { step, snapshot } = take(snapshots.get(edge.from)!, { type: edge.on, answers: edge.answers });
      const to = edge.silent ? table.enter(edge.row, edge.from) : settle(table, edge.row, edge.on, edge.from);
      const expected: Step = { to, rules: edge.silent ? [] : [edge.row.rule.id], effects: table.effects(edge.from, to) };
      if (JSON.stringify(step) !== JSON.stringify(expected)) wrong.push(`${table.names(edge.from).join()} on ${edge.on} ${JSON.stringify(edge.answers)}: ${show(step)} instead of ${show(expected)}`);
      if (!snapshots.has(step.to) && table.read(to) === to) snapshots.set(step.to, snapshot);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(new Set(snapshots.keys())).toEqual(new Set(states));
  }, 120_000);

  it('ignores what the table has no row for', () => {
    const stray = ['[data done]', 'no such event'].map((type) => ({ type, answers: {} }));
    const actor = createActor(machine).start();
    for (const event of stray) {
      expect(actor.getSnapshot().can(event)).toBe(false);
      actor.send(event);
    }
    expect(vectorOf(actor.getSnapshot() as AnyMachineSnapshot)).toBe(table.initial);
  });

  it('asks the host for no more conditions than the row needs, in row order', async () => {
    for (const edge of edges.filter((_, index) => index % 17 === 0)) {
      if (edge.silent) continue;
      const asked: string[] = [];
      const decided = await decide(table, edge.on, edge.from, (phrase) => { asked.push(phrase); return edge.answers[phrase] === true; });
      expect(decided?.row.rule.id).toBe(edge.row.rule.id);
      expect(asked).toEqual(Object.keys(edge.answers));
    }
  });
});

describe('the observer machine', () => {
  it('makes the steps that rules describe, the habits too, and no other', () => {
    const machine = buildObserverMachine(table);
    const take = stepper(machine);
    const snapshots = new Map<Vector, AnyMachineSnapshot>([[table.initial, initialTransition(machine)[0] as AnyMachineSnapshot]]);
    const wrong: string[] = [];
    const [picks, refuses] = [picker(29), picker(101)];
    const waiting = [table.initial];
    for (const from of waiting) {
      for (const rule of ftp.rules) {
        for (const on of rule.reply.length === 0 ? [] : rule.on) {
          const row = table.rows(on).find((entry) => entry.rule === rule)!;
          const event = { type: `${on} ${rule.id}` };
          if (!table.fits(row, from)) {
            if (refuses(on, rule.id, from) && snapshots.get(from)!.can(event)) wrong.push(`${table.names(from).join()} takes ${event.type}`);
            continue;
          }
          const to = settle(table, row, on, from);
          if (!picks(on, rule.id, from) && (snapshots.has(to) || !walked(to))) continue;
          const { step, snapshot } = take(snapshots.get(from)!, event);
          if (step.to !== to || step.rules.join() !== rule.id) wrong.push(`${table.names(from).join()} on ${event.type}: ${show(step)} instead of ${table.names(to).join()}`);
          if (!snapshots.has(step.to) && walked(step.to)) {
            snapshots.set(step.to, snapshot);
            waiting.push(step.to);
          }
        }
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    // Habits lead to states that a server by the book never reaches, and to none fewer.
    expect(states.filter((state) => !snapshots.has(state) && !table.holds(state, 'closed'))).toEqual([]);
  }, 120_000);
});

function show({ to, rules, effects }: Step): string {
  return `${rules.join()} → ${table.names(to).join()}${effects.length === 0 ? '' : ` (${effects.join()})`}`;
}
