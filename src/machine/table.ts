import type { Argument, Command, Protocol, Rule } from '../spec/model.ts';
import { twoWords } from './two-words.ts';

/**
 * A session's state in one integer: as many bits a region as its states take, in the order in which the regions are
 * declared. Walking it costs a few machine instructions a row, which is what a fuzzer needs.
 */
export type Vector = number;

const NONE: readonly Row[] = [];

/** Bits that bit operations leave positive. */
const WIDTH = 31;

/** Where a region lies in a vector. */
interface Field { readonly shift: number; readonly mask: number }

/** A rule ready to walk: which states of each region it accepts, and where it goes. */
export interface Row {
  readonly rule: Rule;
  /** One bit a state for each region; 0 accepts every state of the region. */
  readonly accepts: readonly number[];
  /** Mask of the fields that the row sets, and their new values. */
  readonly clears: number;
  readonly sets: number;
}

export interface Region { readonly name: string; readonly states: readonly string[] }

/** The rows of one verb or event that fit, by the states of the regions that any of them asks for. */
interface Fitting { readonly asked: number; readonly byState: Map<Vector, readonly Row[]> }

/** The rules of a protocol as decision lists, one a verb or host event. */
export class Table {
  readonly protocol: Protocol;
  readonly regions: readonly Region[];
  readonly initial: Vector = 0;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly commands: ReadonlyMap<string, Command>;
  readonly hostEvents: readonly string[];
  /** What follows host events that no row answers. */
  readonly silent: readonly Row[];
  private readonly fields: readonly Field[];
  private readonly readable: number;
  private readonly apart: number;
  private readonly position = new Map<string, { region: number; state: number }>();
  private readonly answering = new Map<string, Row[]>();
  private readonly following = new Map<string, Row[]>();
  private readonly fitting = new Map<string, Fitting>();
  private readonly changed: number;
  private readonly stepping = new Map<Vector, readonly Row[]>();
  /** First words of the commands of two. */
  private readonly beginnings: ReadonlySet<string>;
  private readonly kinds: ReadonlyMap<string, Argument>;

  /** @throws RangeError when the states of all regions take more than 31 bits. */
  constructor(protocol: Protocol) {
    this.protocol = protocol;
    this.regions = regionsOf(protocol);
    this.fields = fieldsOf(this.regions);
    this.regions.forEach((region, r) => region.states.forEach((state, s) => this.position.set(state, { region: r, state: s })));
    const asked = new Set(protocol.rules.flatMap((rule) => rule.in));
    this.readable = this.bits((r) => r === 0 || this.regions[r]!.states.some((state) => asked.has(state)));
    this.rules = new Map(protocol.rules.map((rule) => [rule.id, rule]));
    this.commands = new Map(protocol.commands.map((command) => [command.verb, command]));
    this.hostEvents = protocol.events.filter((event) => event.from === 'host').map((event) => event.name);
    const commandStates = this.commandStates();
    for (const rule of protocol.rules) {
      const row = this.compile(rule, commandStates);
      const lists = rule.reply.length > 0 ? this.answering : this.following;
      for (const on of rule.on) lists.set(on, [...(lists.get(on) ?? []), row]);
    }
    const unasked = this.hostEvents.flatMap((event) => this.rows(event));
    this.apart = this.askedBy(unasked);
    this.silent = this.hostEvents.flatMap((event) => (this.rows(event).length > 0 ? [] : this.consequences(event)));
    this.changed = this.askedBy(this.silent) | this.silent.reduce((bits, { clears }) => bits | clears, 0);
    this.beginnings = new Set(protocol.commands.flatMap(({ verb }) => (verb.includes(' ') ? [verb.slice(0, verb.indexOf(' '))] : [])));
    this.kinds = new Map(protocol.arguments.map((argument) => [argument.name, argument]));
  }

  /** The rows that may answer, in decision order. */
  rows(on: string): readonly Row[] { return this.answering.get(on) ?? NONE; }

  /** Those of them that fit a state; found once for all states that they do not tell apart. */
  rowsAt(on: string, vector: Vector): readonly Row[] {
    let fitting = this.fitting.get(on);
    if (fitting === undefined) {
      const rows = this.rows(on);
      if (rows.length === 0) return NONE;
      this.fitting.set(on, (fitting = { asked: this.askedBy(rows), byState: new Map() }));
    }
    const state = vector & fitting.asked;
    let found = fitting.byState.get(state);
    if (found === undefined) fitting.byState.set(state, (found = this.rows(on).filter((row) => this.fits(row, vector))));
    return found;
  }

  /** The silent rows that lead from a state to another one. */
  silentAt(vector: Vector): readonly Row[] {
    const state = vector & this.changed;
    let found = this.stepping.get(state);
    if (found === undefined) this.stepping.set(state, (found = this.silent.filter((row) => this.fits(row, vector) && this.enter(row, vector) !== vector)));
    return found;
  }

  /** The rows that follow in other regions once a row has answered. */
  consequences(on: string): readonly Row[] { return this.following.get(on) ?? NONE; }

  /** The verb whose rules apply: an alias leads to its canonical verb, an unknown one to `[unknown command]`. */
  canonical(verb: string): string {
    const command = this.commands.get(verb);
    return command === undefined ? (verb.startsWith('[') ? verb : '[unknown command]') : (command.aliasOf ?? verb);
  }

  /** The command that a line names: a verb that takes a second word of its own (`SITE CHMOD`) with what follows that, else the verb as it stands. */
  named(verb: string, argument: string): { readonly verb: string; readonly argument: string } {
    return (this.beginnings.has(verb) ? twoWords(verb, argument, (name) => this.commands.has(name)) : null) ?? { verb, argument };
  }

  /** Whether the reference server does anything for a verb but refuse it: some row of its succeeds, or one of a command of two words that it begins. */
  offers(verb: string): boolean {
    return this.rows(this.canonical(verb)).some(({ rule }) => rule.level !== 'HABIT' && rule.reply[0]![0]! < 400)
      || this.protocol.commands.some((command) => command.verb.startsWith(`${verb} `) && this.offers(command.verb));
  }

  /** The argument kind of this name. */
  argumentOf(name: string | undefined): Argument | undefined { return name === undefined ? undefined : this.kinds.get(name); }

  fits(row: Row, vector: Vector): boolean {
    for (let region = 0; region < row.accepts.length; region++) {
      const mask = row.accepts[region]!;
      if (mask !== 0 && (mask & (1 << this.at(vector, region))) === 0) return false;
    }
    return true;
  }

  /** The states of the regions that some rule asks for; those of the others are made initial: no rule can tell them apart. */
  read(vector: Vector): Vector { return vector & this.readable; }

  /** The states of the regions that rows of host events ask for; those of the others are made initial. */
  told(vector: Vector): Vector { return vector & this.apart; }

  enter(row: Row, vector: Vector): Vector { return (vector & ~row.clears) | row.sets; }

  /** The states named by a vector, one a region. */
  names(vector: Vector): string[] {
    return this.regions.map((region, r) => region.states[this.at(vector, r)]!);
  }

  vector(names: readonly string[]): Vector {
    let vector = this.initial;
    for (const name of names) {
      const at = this.position.get(name);
      if (at === undefined) throw new RangeError(`no state is called ${name}`);
      const { shift, mask } = this.fields[at.region]!;
      vector = (vector & ~(mask << shift)) | (at.state << shift);
    }
    return vector;
  }

  holds(vector: Vector, state: string): boolean {
    const at = this.position.get(state);
    return at !== undefined && this.at(vector, at.region) === at.state;
  }

  /** What a state entered from another one asks of the host, in region order. */
  effects(from: Vector, to: Vector): string[] {
    const effects: string[] = [];
    this.regions.forEach((region, r) => {
      const before = this.at(from, r);
      const after = this.at(to, r);
      const effect = before === after ? null : this.protocol.states.find((state) => state.name === region.states[after])!.entry;
      if (effect !== null) effects.push(effect);
    });
    return effects;
  }

  /** All bits of the regions whose states rows ask for. */
  private askedBy(rows: readonly Row[]): number { return this.bits((r) => rows.some(({ accepts }) => accepts[r] !== 0)); }

  /** All bits of the regions that are chosen. */
  private bits(chosen: (region: number) => boolean): number {
    return this.fields.reduce((bits, { shift, mask }, r) => (chosen(r) ? bits | (mask << shift) : bits), 0);
  }

  /** The position of a region's state in its list. */
  private at(vector: Vector, region: number): number {
    const { shift, mask } = this.fields[region]!;
    return (vector >>> shift) & mask;
  }

  /**
   * `any` in a rule, and what one means that names states of other regions only: the states of the first region in which
   * commands are read, all but the first and the last.
   */
  private commandStates(): number {
    return ((1 << (this.regions[0]!.states.length - 1)) - 1) & ~1;
  }

  private compile(rule: Rule, commandStates: number): Row {
    const accepts = this.regions.map(() => 0);
    for (const name of rule.in) {
      const at = this.position.get(name)!;
      accepts[at.region]! |= 1 << at.state;
    }
    if (accepts[0] === 0) accepts[0] = commandStates;
    let clears = 0;
    let sets = 0;
    for (const name of rule.next) {
      const at = this.position.get(name)!;
      const { shift, mask } = this.fields[at.region]!;
      clears |= mask << shift;
      sets |= at.state << shift;
    }
    return { rule, accepts, clears, sets };
  }
}

function fieldsOf(regions: readonly Region[]): Field[] {
  let shift = 0;
  const fields = regions.map(({ states }) => {
    const bits = Math.max(1, Math.ceil(Math.log2(states.length)));
    const field = { shift, mask: (1 << bits) - 1 };
    shift += bits;
    return field;
  });
  if (shift > WIDTH || regions.some(({ states }) => states.length > WIDTH)) throw new RangeError('too many states for a vector');
  return fields;
}

function regionsOf(protocol: Protocol): Region[] {
  const regions = new Map<string, string[]>();
  for (const state of protocol.states) regions.set(state.region, [...(regions.get(state.region) ?? []), state.name]);
  return [...regions].map(([name, states]) => ({ name, states }));
}
