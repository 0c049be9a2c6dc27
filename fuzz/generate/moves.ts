import type { Row, Table, Vector } from '../../src/machine/table.ts';
import { settle } from '../../src/machine/consequences.ts';
import type { Command } from '../../src/spec/model.ts';

/** A command that a tester can send in some state, with the row that a server by the book answers it by. */
export interface Move {
  readonly verb: string;
  /** Argument with placeholders; empty for none. */
  readonly template: string;
  readonly row: Row;
  readonly to: Vector;
  /** How far a session is let in that has made it. */
  readonly access: string;
  /** Number of the verb and row, whatever the state. */
  readonly key: number;
  /** How often it was planned from this state. */
  planned: number;
}

/** A command that names where data goes; a passive one is answered by a port of the server's. */
interface Setup { readonly verb: string; readonly template: string; readonly passive: boolean }

/** Those that succeed in a state, and how often each is to be chosen. */
interface Usable { readonly usable: readonly { readonly setup: Setup; readonly move: Move }[]; readonly shares: readonly number[] }

/** The commands of a protocol as moves from state to state; computed once a state. */
export class Moves {
  readonly table: Table;
  private readonly known = new Map<Vector, readonly Move[]>();
  private readonly accesses = new Map<Vector, string>();
  private readonly ways = new Map<Vector, 'in' | 'out' | null>();
  private readonly usable = new Map<Vector, Usable>();
  private readonly keys = new Map<string, number>();
  private way: readonly Move[] | null = null;
  private readonly transferStates: ReadonlySet<string>;
  readonly setups: readonly Setup[];

  constructor(table: Table) {
    this.table = table;
    this.transferStates = new Set(table.regions.find(({ name }) => name === 'transfer')?.states.slice(1) ?? []);
    const ports = new Set(table.regions.find(({ name }) => name === 'dataPort')?.states.slice(1) ?? []);
    this.setups = table.protocol.commands.filter((command) => command.aliasOf === null && table.rows(command.verb).some(({ rule }) => rule.next.some((state) => ports.has(state))))
      .map((command) => ({ verb: command.verb, template: this.template(command) ?? '', passive: !(this.template(command) ?? '').startsWith('{listen') }));
  }

  /** Where a client is when it is connected and greeted. */
  get start(): Vector {
    const { table } = this;
    const row = table.rows('[connected]').find(({ rule }) => rule.when === 'otherwise');
    return row === undefined ? table.initial : settle(table, row, '[connected]', table.initial);
  }

  /** The state of the first region: how far a session is let in. */
  access(vector: Vector): string {
    let state = this.accesses.get(vector);
    if (state === undefined) this.accesses.set(vector, (state = this.table.names(vector)[0]!));
    return state;
  }

  /** All that a tester can do in a state. */
  from(vector: Vector): readonly Move[] {
    let moves = this.known.get(vector);
    if (moves === undefined) {
      moves = this.table.protocol.commands.flatMap((command) => this.movesOf(command, vector));
      this.known.set(vector, moves);
    }
    return moves;
  }

  /** Which way a transfer goes that runs in this state; null where none does. */
  running(vector: Vector): 'in' | 'out' | null {
    let way = this.ways.get(vector);
    if (way === undefined) this.ways.set(vector, (way = this.wayOf(vector)));
    return way;
  }

  private wayOf(vector: Vector): 'in' | 'out' | null {
    const state = this.table.names(vector).find((name) => this.transferStates.has(name));
    if (state === undefined) return null;
    const entry = this.table.protocol.states.find(({ name }) => name === state)?.entry ?? '';
    return entry.startsWith('receive') ? 'in' : 'out';
  }

  /** What can name where data goes, with success. */
  setupsAt(vector: Vector): Usable {
    let found = this.usable.get(vector);
    if (found === undefined) {
      const usable = this.setups.flatMap((setup) => this.from(vector).filter((move) => move.verb === setup.verb && move.template === setup.template && move.to !== vector && move.row.rule.reply[0]![0]! < 300).map((move) => ({ setup, move })));
      // The passive ways more often: all servers have them.
      this.usable.set(vector, (found = { usable, shares: usable.map(({ setup }) => (setup.passive ? 3 : 1)) }));
    }
    return found;
  }

  /** Whether success of the move begins a transfer. */
  begins(move: Move): boolean { return move.row.rule.next.some((state) => this.transferStates.has(state)); }

  /** A host event happens. */
  happens(on: string, vector: Vector): Vector {
    const row = this.table.rows(on).find((one) => one.rule.level !== 'HABIT' && this.table.fits(one, vector));
    return row === undefined ? vector : settle(this.table, row, on, vector);
  }

  /** The shortest way to a state in which transfers can begin: the login, where there is one. */
  entrance(): readonly Move[] { return this.way ??= this.wayIn(); }

  private wayIn(): readonly Move[] {
    const seen = new Set([this.start]);
    let front: { at: Vector; way: readonly Move[] }[] = [{ at: this.start, way: [] }];
    while (front.length > 0) {
      for (const { at, way } of front) if (this.from(at).some((move) => this.begins(move))) return way;
      front = front.flatMap(({ at, way }) => this.from(at).filter(({ to }) => !seen.has(to) && seen.add(to) !== undefined).map((move) => ({ at: move.to, way: [...way, move] })));
    }
    return [];
  }

  /** An argument of the verb's kind as the argument table has it. */
  template(command: Command): string | null {
    const kind = this.table.protocol.arguments.find(({ name }) => name === command.argument);
    return kind === undefined || kind.name === 'nothing' ? '' : (kind.example ?? '');
  }

  /** Arguments of every kind that the rows of a command tell apart, as far as a tester can send them. */
  wordings(command: Command): string[] {
    const rows = this.table.rows(command.aliasOf ?? command.verb);
    return [...new Set([this.template(command), ...rows.map(({ rule }) => this.templateFor(rule.when, command))].filter((one) => one !== null))];
  }

  private movesOf(command: Command, vector: Vector): Move[] {
    const { table } = this;
    const on = command.aliasOf ?? command.verb;
    const moves: Move[] = [];
    const decided = new Set<string>();
    for (const row of table.rows(on)) {
      const { when, level } = row.rule;
      if (level === 'HABIT' || !table.fits(row, vector) || decided.has(when)) continue;
      const template = this.templateFor(when, command);
      const to = settle(table, row, on, vector);
      if (template !== null) moves.push({ verb: command.verb, template, row, to, access: this.access(to), key: this.key(`${command.verb} ${row.rule.id}`), planned: 0 });
      if (when === 'otherwise') break;
      decided.add(when);
    }
    return moves;
  }

  private key(name: string): number {
    const known = this.keys.get(name) ?? this.keys.size;
    this.keys.set(name, known);
    return known;
  }

  /** What to send so that a condition holds; null where sending an argument does not do it. */
  private templateFor(when: string, command: Command): string | null {
    if (when === 'otherwise') return this.template(command);
    const condition = this.table.protocol.conditions.find(({ phrase }) => phrase === when);
    const sends = condition?.sends ?? null;
    if (sends === null || condition?.kind === 'choice') return null;
    if (sends === '{nothing}') return '';
    if (sends !== '{malformed}') return command.argument === 'nothing' ? null : sends;
    return this.table.protocol.arguments.find(({ name }) => name === command.argument)?.wrong ?? null;
  }
}
