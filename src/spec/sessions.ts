import { finalStates } from './final.ts';
import type { Protocol, Rule } from './model.ts';

/** Where a whole session is: one state name for each region, in the order of the regions. */
export type Session = readonly string[];

/** Sessions that are explored at most: far beyond any specification that a person could read. */
const LIMIT = 50_000;

/**
 * Which sessions there can be, and which rules fit them. The exploration takes every rule that fits as possible whatever
 * its condition, so it finds at least every session that a server or an observer can get into.
 */
export class Sessions {
  /** Explored once for a protocol, however many lints ask. */
  static readonly #known = new WeakMap<Protocol, Sessions>();

  static of(protocol: Protocol): Sessions {
    const sessions = this.#known.get(protocol) ?? new Sessions(protocol);
    this.#known.set(protocol, sessions);
    return sessions;
  }

  /** Every session that is not over, the initial one first. */
  readonly reachable: readonly Session[];
  /** False when there are more than could be explored. */
  readonly complete: boolean;
  readonly regions: readonly string[];
  readonly #regionOf: ReadonlyMap<string, number>;
  /** For each rule asked, the regions that it names and the states of them that fit; null: it names a state that is none. */
  readonly #wanted = new Map<Rule, readonly (readonly [region: number, states: ReadonlySet<string>])[] | null>();
  readonly #final: ReadonlySet<string>;
  /** Regions that some rule asks for; the states of the others are not followed, as no rule can tell them apart. */
  readonly #read: ReadonlySet<number>;
  /** The state before the greeting: the server reads no command there, though `any` includes it for host events. */
  readonly #beforeCommands: ReadonlySet<string>;

  private constructor(protocol: Protocol) {
    this.regions = [...new Set(protocol.states.map((state) => state.region))];
    this.#regionOf = new Map(protocol.states.map((state) => [state.name, this.regions.indexOf(state.region)]));
    this.#final = new Set(finalStates(protocol).map((state) => state.name));
    this.#read = new Set(protocol.rules.flatMap((rule) => rule.in.map((state) => this.#regionOf.get(state) ?? -1)));
    this.#beforeCommands = this.#silentStates(protocol);
    const found = this.#explore(protocol);
    this.complete = found !== null;
    this.reachable = found ?? [];
  }

  /** The region of a state by its position, or undefined when there is no such state. */
  region(state: string): number | undefined {
    return this.#regionOf.get(state);
  }

  /** Whether the server reads commands in this session. */
  readsCommands(session: Session): boolean {
    return !session.some((state) => this.#beforeCommands.has(state));
  }

  /** Whether the states of a rule hold: states of one region are alternatives, regions hold together. */
  fits(rule: Rule, session: Session): boolean {
    const wanted = this.#wanted.get(rule) ?? this.#want(rule);
    return wanted !== null && wanted.every(([region, states]) => states.has(session[region]!));
  }

  #want(rule: Rule): readonly (readonly [number, ReadonlySet<string>])[] | null {
    const regions = [...new Set(rule.in.map((state) => this.#regionOf.get(state)))];
    const wanted = regions.includes(undefined) ? null : regions.map((region) => [region!, new Set(rule.in.filter((state) => this.#regionOf.get(state) === region))] as const);
    this.#wanted.set(rule, wanted);
    return wanted;
  }

  /** The initial state of the region that can end, when nothing but host events name it. */
  #silentStates(protocol: Protocol): Set<string> {
    const ending = protocol.states.find((state) => this.#final.has(state.name))?.region;
    const initial = protocol.states.find((state) => state.region === ending)?.name;
    const host = new Set(protocol.events.filter((event) => event.from === 'host').map((event) => event.name));
    const rows = protocol.rules.filter((rule) => initial !== undefined && rule.in.includes(initial));
    const silent = rows.length > 0 && rows.every((rule) => rule.on.every((trigger) => host.has(trigger)));
    return new Set(silent && initial !== undefined ? [initial] : []);
  }

  #explore(protocol: Protocol): Session[] | null {
    const initial = this.regions.map((region) => protocol.states.find((state) => state.region === region)?.name ?? '');
    const steps = new Map<string, { answers: Rule[]; consequences: Rule[] }>();
    for (const rule of protocol.rules) {
      for (const trigger of rule.on) {
        const step = steps.get(trigger) ?? { answers: [], consequences: [] };
        (rule.reply.length > 0 ? step.answers : step.consequences).push(rule);
        steps.set(trigger, step);
      }
    }
    const leading = [...steps.values()].filter(({ answers, consequences }) => [...answers, ...consequences].some((rule) => rule.next.length > 0));
    const seen = new Map<string, Session>([[initial.join(), initial]]);
    for (const session of seen.values()) {
      const fitting = new Set(protocol.rules.filter((rule) => this.fits(rule, session)));
      // Most verbs lead where another has led already.
      const taken = new Set<string>();
      for (const { answers, consequences } of leading) {
        const following = consequences.filter((rule) => fitting.has(rule));
        const behind = following.map(({ id }) => id).join();
        const rows = answers.filter((rule) => fitting.has(rule));
        const nexts = rows.length > 0 ? rows.map((rule) => rule.next) : following.length > 0 ? [[]] : [];
        for (const next of nexts) {
          const way = `${next.join()}|${behind}`;
          if (way === '|' || taken.has(way)) continue;
          taken.add(way);
          for (const after of this.#settle(session, next, following)) {
            const name = after.join();
            if (!seen.has(name) && !after.some((state) => this.#final.has(state))) seen.set(name, after);
          }
        }
      }
      if (seen.size > LIMIT) return null;
    }
    return [...seen.values()];
  }

  /** Every way in which a row and the consequences in the regions that it leaves alone can turn out. */
  #settle(session: Session, next: readonly string[], consequences: readonly Rule[]): Session[] {
    const taken = new Set(next.map((state) => this.#regionOf.get(state)));
    let ends: Session[] = [this.#enter(session, next)];
    for (const region of this.regions.keys()) {
      const rules = consequences.filter((rule) => rule.next.some((state) => this.#regionOf.get(state) === region));
      if (taken.has(region) || rules.length === 0) continue;
      const certain = rules.some((rule) => rule.when === 'otherwise' && rule.level !== 'HABIT');
      ends = ends.flatMap((end) => [
        ...(certain ? [] : [end]),
        ...rules.map((rule) => this.#enter(end, rule.next.filter((state) => this.#regionOf.get(state) === region))),
      ]);
    }
    return ends;
  }

  #enter(session: Session, next: readonly string[]): Session {
    const after = [...session];
    for (const state of next) {
      const region = this.#regionOf.get(state);
      if (region !== undefined && this.#read.has(region)) after[region] = state;
    }
    return after;
  }
}
