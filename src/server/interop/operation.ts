import assert from 'node:assert/strict';
import type { Place, PlaceOptions, Said } from './place.ts';
import type { Ran } from './program.ts';

/** Something that people do with a client: the same files and the same judgement for each of them. */
export interface Operation {
  /** What the client does, in the present tense. */
  readonly title: string;
  readonly options?: PlaceOptions;
  /** What is there beside the files that are always there. */
  readonly prepare?: (place: Place) => Promise<void>;
  /** The server refuses it: then the client has to say so, by its exit code or in words. */
  readonly refused?: true;
  /** @throws AssertionError when it was not done */
  readonly verify: (place: Place, ran: Ran, client: { readonly downloadsOnly?: true }) => Promise<void> | void;
}

/** How a client does it, or why it does not. */
export type Way = ((place: Place) => Promise<Ran>) | No;

/** An explained no. */
export interface No { readonly no: string }

/** A program of other people, from its Debian package or npm. */
export interface ClientProgram<Operations extends string> {
  readonly name: string;
  /** The Debian packages that hold it. */
  readonly packages: readonly string[];
  readonly program: string;
  /** Arguments with which it tells its version, and where in its answer that stands; null when it tells none. */
  /** What goes both ways goes down only. */
  readonly downloadsOnly?: true;
  readonly version: { readonly args: readonly string[]; readonly pattern: RegExp } | null;
  readonly ways: Readonly<Record<Operations, Way>>;
}

/** Asserts that the server answered such a command, with a code of that first digit. */
export function answered(place: Place, verb: string, argument: RegExp = /^/, code = 2): void {
  assert.ok(place.said().some((said) => said.verb === verb && argument.test(said.argument) && Math.floor(said.code / 100) === code), `the server answered no ${verb} with ${code}xx: ${told(place.said())}`);
}

/** Asserts that TYPE A held, as it does from the beginning, when such a transfer was asked for. */
export function inTypeA(place: Place, verb: string): void {
  const said = place.said();
  const before = said.slice(0, said.findIndex((one) => one.verb === verb && one.code < 200));
  assert.match(before.findLast((one) => one.verb === 'TYPE')?.argument ?? 'A', /^A/i, told(said));
}

/** Asserts that the server was never told this. */
export function unasked(place: Place, ...verbs: readonly string[]): void {
  const found = place.said().filter(({ verb }) => verbs.includes(verb));
  assert.equal(told(found), '', `the server was told ${told(found)}`);
}

export function told(said: readonly Said[]): string {
  return said.map(({ verb, argument, code }) => `${verb} ${argument} (${code})`).join(', ');
}
