import { finalStates } from '../../src/spec/final.ts';
import type { Rule } from '../../src/spec/model.ts';
import type { Row, Table, Vector } from '../../src/machine/table.ts';

/** A command that leads on: its verb, its argument with placeholders, and the codes by which it succeeds. */
export interface Move { readonly verb: string; readonly argument: string; readonly codes: readonly number[] }

/** Where a session can get by commands that succeed, and how: the shortest ways, found once for a table. */
export class Ways {
  private readonly ways = new Map<Vector, readonly Move[]>();
  private readonly table: Table;

  constructor(table: Table) {
    this.table = table;
    const over = new Set(finalStates(table.protocol).map(({ name }) => name));
    const greeting = table.rows('[connected]').find((row) => row.rule.when === 'otherwise' && table.fits(row, table.initial));
    const start = greeting === undefined ? table.initial : table.enter(greeting, table.initial);
    const queue: Vector[] = [start];
    this.ways.set(start, []);
    for (let vector = queue.shift(); vector !== undefined; vector = queue.shift()) {
      for (const { move, row } of this.moves(vector)) {
        const next = table.enter(row, vector);
        if (this.ways.has(next) || table.names(next).some((name) => over.has(name))) continue;
        this.ways.set(next, [...this.ways.get(vector)!, move]);
        queue.push(next);
      }
    }
  }

  /** The commands that bring a new session where a rule applies; null when commands alone do not. */
  to(rule: Rule): readonly Move[] | null {
    const rows = rule.on.flatMap((on) => this.table.rows(on)).filter((row) => row.rule === rule);
    for (const [vector, moves] of this.ways) if (rows.some((row) => this.table.fits(row, vector))) return moves;
    return null;
  }

  /** A command that can succeed in a new session; null when there is none. */
  get first(): Move | null {
    const [start] = this.ways.keys();
    return this.moves(start!)[0]?.move ?? null;
  }

  /** The commands that succeed at once where no condition is against them. */
  private moves(vector: Vector): { move: Move; row: Row }[] {
    return [...this.table.commands.values()].filter(({ aliasOf }) => aliasOf === null).flatMap((command) => {
      const row = this.table.rows(command.verb).find((one) => one.rule.when === 'otherwise' && one.rule.level !== 'HABIT' && this.table.fits(one, vector));
      const codes = row?.rule.reply.length === 1 ? row.rule.reply[0]! : [];
      const argument = command.argument === 'nothing' ? '' : (this.table.protocol.arguments.find(({ name }) => name === command.argument)?.example ?? null);
      if (row === undefined || argument === null || codes.length === 0 || codes.some((code) => code < 200 || code >= 400)) return [];
      return [{ move: { verb: command.verb, argument, codes }, row }];
    });
  }
}
