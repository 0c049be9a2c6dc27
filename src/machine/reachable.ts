import { settle } from './consequences.ts';
import type { Answers } from './decide.ts';
import type { Row, Table, Vector } from './table.ts';

/** One step that the machine can make: from a state, an event whose answers make `row` the first that fits. */
export interface Edge {
  readonly from: Vector;
  readonly on: string;
  readonly row: Row;
  readonly answers: Answers;
  readonly to: Vector;
  /** True where no row answers the event at all: nothing is replied, only consequences are drawn. */
  readonly silent: boolean;
}

export interface Space {
  readonly states: readonly Vector[];
  readonly edges: readonly Edge[];
}

/**
 * Everything that the server machine can reach, breadth first, with each combination of answers that tells rows apart.
 * A region that no rule asks for stays as it was at first: its states would multiply the others and change nothing.
 */
export function reachable(table: Table): Space {
  const events = [...new Set(table.protocol.rules.flatMap((rule) => rule.on))];
  const seen = new Set([table.initial]);
  const states = [table.initial];
  const edges: Edge[] = [];
  for (const from of states) {
    for (const edge of events.flatMap((on) => edgesOf(table, on, from))) {
      edges.push(edge);
      if (!seen.has(edge.to)) {
        seen.add(edge.to);
        states.push(edge.to);
      }
    }
  }
  return { states, edges };
}

function edgesOf(table: Table, on: string, from: Vector): Edge[] {
  if (table.rows(on).length === 0) {
    return table.consequences(on).filter((row) => row.rule.level !== 'HABIT' && table.fits(row, from))
      .map((row) => ({ from, on, row, answers: {}, to: table.read(table.enter(row, from)), silent: true }));
  }
  const edges: Edge[] = [];
  const denied: Record<string, boolean> = {};
  for (const row of table.rows(on)) {
    const { when, level } = row.rule;
    if (level === 'HABIT' || !table.fits(row, from)) continue;
    if (when in denied) continue;
    const answers = when === 'otherwise' ? { ...denied } : { ...denied, [when]: true };
    edges.push({ from, on, row, answers, to: table.read(settle(table, row, on, from)), silent: false });
    if (when === 'otherwise') break;
    denied[when] = false;
  }
  return edges;
}
