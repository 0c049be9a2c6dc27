import type { Level, Rule, State } from '../spec/model.ts';
import type { Table } from '../machine/table.ts';

/** What a run saw, as the last record of its log has it: counts by `region.state` and by rule id. */
export interface Coverage {
  readonly states: Readonly<Record<string, number>>;
  readonly rules: Readonly<Record<string, number>>;
}

/** Name of the point that stands for every state of a region. */
export const EVERY = 'any state';

/** An arrow: all rules that lead from one state to another. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly rules: readonly Rule[];
  /** The strictest level among the rules. */
  readonly level: Level;
  /** True where a rule applies in every state of the region, and the arrow shows only its first. */
  readonly everywhere: boolean;
}

export interface Node {
  readonly state: State;
  /** Rules that leave the session in this state. */
  readonly stays: readonly Rule[];
}

/** One region of the session, drawn as a machine of its own. */
export interface Picture {
  readonly region: string;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  /** Rules that change nothing, in every state of the region. */
  readonly everywhere: readonly Rule[];
}

const STRICTEST: readonly Level[] = ['MUST', 'SHOULD', 'MAY', 'HABIT'];

/** The session machine as one picture a region, in the order of declaration. */
export function picturesOf(table: Table): Picture[] {
  return table.regions.map((region) => pictureOf(table, region.name, region.states));
}

function pictureOf(table: Table, region: string, states: readonly string[]): Picture {
  const { protocol } = table;
  const arrows = new Map<string, { from: string; to: string; rules: Rule[]; everywhere: boolean }>();
  const stays = new Map<string, Rule[]>(states.map((state) => [state, []]));
  const everywhere: Rule[] = [];
  const add = (from: string, to: string, rule: Rule, general: boolean): void => {
    const key = `${from} ${to}`;
    const arrow = arrows.get(key) ?? { from, to, rules: [], everywhere: false };
    arrow.rules.push(rule);
    arrow.everywhere ||= general;
    arrows.set(key, arrow);
  };
  for (const rule of protocol.rules) {
    const to = rule.next.find((state) => states.includes(state));
    const named = rule.in.filter((state) => states.includes(state));
    if (to === undefined) {
      if (homeOf(table, rule) !== region) continue;
      if (named.length === 0) everywhere.push(rule);
      else for (const state of named) stays.get(state)!.push(rule);
      continue;
    }
    const sources = (named.length > 0 ? named : readable(table, region, states)).filter((state) => state !== to);
    if (named.includes(to)) stays.get(to)!.push(rule);
    const [first] = sources;
    if (first === undefined) continue;
    if (sources.length < 3 && !(named.length === 0 && sources.length > 1)) for (const from of sources) add(from, to, rule, false);
    else if (states.indexOf(first) < states.indexOf(to) && to !== states.at(-1)) add(first, to, rule, true);
    else if (sources.length >= Math.min(3, states.length - 1) && coversAll(table, region, states, named, to)) add(EVERY, to, rule, false);
    else for (const from of sources) add(from, to, rule, false);
  }
  return {
    region,
    nodes: states.map((name) => ({ state: protocol.states.find((state) => state.name === name)!, stays: stays.get(name)! })),
    edges: [...arrows.values()].map((arrow) => ({ ...arrow, level: strictest(arrow.rules) })),
    everywhere,
  };
}

/** Where a rule that changes nothing is told: in the last region that it names, else in the first one. */
function homeOf(table: Table, rule: Rule): string {
  const named = table.regions.filter(({ states }) => rule.in.some((state) => states.includes(state)));
  return (named.at(-1) ?? table.regions[0]!).name;
}

/** The states in which a rule that names none of the region applies. */
function readable(table: Table, region: string, states: readonly string[]): readonly string[] {
  return region === table.regions[0]!.name ? states.slice(1, -1) : states;
}

function coversAll(table: Table, region: string, states: readonly string[], named: readonly string[], to: string): boolean {
  return named.length === 0 || readable(table, region, states).every((state) => state === to || named.includes(state));
}

function strictest(rules: readonly Rule[]): Level {
  return STRICTEST.find((level) => rules.some((rule) => rule.level === level)) ?? 'MAY';
}
