import { changesFiles, fileAct } from '../oracle/file-acts.ts';
import type { Vector } from '../../src/machine/table.ts';
import type { Step } from '../scenario.ts';
import type { Making } from './making.ts';
import type { Move } from './moves.ts';

/** Sizes of bodies: small ones, borders of buffers, and now and then a large one. */
const SIZES = [0, 1, 5, 6, 100, 511, 512, 513, 1460, 4095, 4096, 4097, 8192, 8193, 20_000];
const LARGE = [65_535, 65_537, 200_000];

/** What the moves of one step are worth; the same numbers for all steps. */
let weights = new Float64Array(256);

/** What a walk has made so far, by its plan. */
interface Made { readonly files: string[]; readonly directories: string[]; names: number; pending: string | null }

/**
 * A legal walk over the machine: from each state a command that can be sent there, preferring those that were planned least. Transfers get their
 * data connection; what a walk changes, it has made itself.
 */
export class Walk {
  readonly steps: Step[] = [];
  private readonly making: Making;
  private readonly session: number;
  private vector: Vector;
  private readonly made: Made;

  constructor(making: Making, session = 0, made: Made = freshMade()) {
    this.making = making;
    this.session = session;
    this.vector = making.moves.start;
    this.made = made;
    this.steps.push({ act: 'open', session });
  }

  /** Goes in: logs in, where there is a login. */
  enter(): this {
    for (const move of this.making.moves.entrance()) this.go(move, move.template);
    return this;
  }

  /** So many commands. */
  wander(length: number): this {
    // A step that would touch what others read is none: the next choice may be another.
    for (let at = 0; at < length && !this.over; at++) this.step();
    return this;
  }

  private get over(): boolean { return this.making.moves.from(this.vector).length === 0; }

  private step(): void {
    const { moves, novelty, random, inside } = this.making;
    if (moves.running(this.vector) !== null && random.chance(0.8)) {
      this.finish();
      return;
    }
    const candidates = moves.from(this.vector);
    if (weights.length < candidates.length) weights = new Float64Array(2 * candidates.length);
    const [here, within] = [moves.access(this.vector), moves.access(inside)];
    for (let at = 0; at < candidates.length; at++) {
      const move = candidates[at]!;
      // To leave early, to the login or out of the session, is legal and dull.
      const leaves = move.access !== here && move.access !== within;
      weights[at] = novelty.worth(this.vector, move) * (leaves ? 0.05 : 1);
    }
    const move = candidates[random.weighted(weights, candidates.length)];
    const argument = move === undefined ? null : this.argument(move);
    if (move === undefined || argument === null) return;
    const chosen = { move, argument };
    if (moves.begins(chosen.move) && random.chance(0.95)) this.setUp();
    this.go(chosen.move, chosen.argument);
    if (moves.running(this.vector) !== null && this.needsConnection) this.steps.push({ act: 'connect', session: this.session });
  }

  private get needsConnection(): boolean { return this.making.moves.setups.length === 0; }

  private setUp(): void {
    const { moves, random } = this.making;
    if (moves.setups.length === 0) return;
    const { usable, shares } = moves.setupsAt(this.vector);
    if (usable.length === 0) return;
    const { setup, move } = usable[random.weighted(shares)]!;
    this.go(move, setup.template);
    if (setup.passive) this.steps.push({ act: 'connect', session: this.session });
  }

  /** The transfer that runs comes to its end. */
  private finish(): void {
    const { moves, random } = this.making;
    const text = moves.table.holds(this.vector, 'ascii');
    if (moves.running(this.vector) === 'in') this.steps.push({ act: 'upload', session: this.session, size: random.pick(random.chance(0.04) ? LARGE : SIZES), text, ending: 'end' });
    else this.steps.push({ act: 'receive', session: this.session });
    this.vector = moves.happens('[data done]', this.vector);
    if (moves.running(this.vector) !== null) this.vector = moves.happens('[data closed]', this.vector);
  }

  private go(move: Move, argument: string): void {
    this.making.novelty.plan(move);
    this.steps.push({ act: 'send', session: this.session, lines: [argument === '' ? move.verb : `${move.verb} ${argument}`], wait: true });
    this.note(move, argument);
    this.vector = move.to;
  }

  /** The argument for a move; null where it would touch what others read. */
  private argument(move: Move): string | null {
    const { random } = this.making;
    const act = fileAct(this.making.moves.table.canonical(move.verb));
    const { files, directories } = this.made;
    const { template } = move;
    if (template === '{file}') {
      if (act === 'enter' || act === 'list' || act === 'names' || act === 'facts list' || act === 'status' || act === 'user') return template;
      if (move.row.rule.when === 'otherwise') return this.ordinary(move, act, random);
      return act === 'unmake' ? (files[0] ?? null) : changesFiles(act) ? null : template;
    }
    if (template === '{directory}') return changesFiles(act) ? (random.chance(0.5) && directories.length > 0 ? random.pick(directories) : act === 'make' ? '{directory}' : null) : template;
    if (template === '{full-directory}') return act === 'unmake' ? (this.made.files.length > 0 ? '{n90}' : null) : template;
    return template === '' && move.row.rule.when === 'otherwise' && this.optionalPath(act) && random.chance(0.5) && directories.length > 0 ? random.pick(directories) : template;
  }

  private optionalPath(act: string | null): boolean { return act === 'list' || act === 'names' || act === 'facts list' || act === 'status' || act === 'facts'; }

  /** A path of which nothing speaks against the command. */
  private ordinary(move: Move, act: ReturnType<typeof fileAct>, random: Making['random']): string | null {
    const { files, directories } = this.made;
    switch (act) {
      case 'make': case 'rename to': return this.fresh();
      case 'store': case 'append': return files.length > 0 && random.chance(0.4) ? random.pick(files) : this.fresh();
      case 'delete': return files.length > 0 ? random.pick(files) : null;
      case 'unmake': return directories.length > 0 ? random.pick(directories) : null;
      case 'rename from': return files.length + directories.length > 0 ? random.pick([...files, ...directories]) : null;
      case 'enter': return directories.length > 0 && random.chance(0.8) ? random.pick(directories) : random.chance(0.3) ? '..' : '{directory}';
      case 'retrieve': case 'size': case 'time': case 'facts': return files.length > 0 && random.chance(0.8) ? random.pick(files) : '{file}';
      default: return move.template;
    }
  }

  private fresh(): string {
    const { random, values, deck } = this.making;
    this.made.names = (this.made.names % 80) + 1;
    const name = `{n${this.made.names}}`;
    return random.chance(0.12) ? values.name(deck).replaceAll('{n1}', name) : name;
  }

  private note(move: Move, argument: string): void {
    const { made } = this;
    const act = fileAct(this.making.moves.table.canonical(move.verb));
    if (move.row.rule.reply.at(-1)![0]! >= 400) return;
    const forget = (): void => { for (const list of [made.files, made.directories]) if (list.includes(argument)) list.splice(list.indexOf(argument), 1); };
    if (act === 'make') made.directories.push(argument);
    else if (act === 'store' || act === 'append') { if (!made.files.includes(argument)) made.files.push(argument); }
    else if (act === 'delete' || act === 'unmake') forget();
    else if (act === 'rename from') { made.pending = argument; forget(); }
    else if (act === 'rename to' && made.pending !== null) { made.files.push(argument); made.pending = null; }
    else if (act === 'enter' || act === 'up') { if (argument !== '{directory}' || act === 'up') keepLast(made.files, 2); keepLast(made.directories, 3); }
  }
}

function keepLast(list: string[], count: number): void { if (list.length > count) list.splice(0, list.length - count); }

export function freshMade(): Made { return { files: [], directories: [], names: 0, pending: null }; }
