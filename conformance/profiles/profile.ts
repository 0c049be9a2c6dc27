import { applyProfile } from '../../src/spec/profile/apply-profile.ts';
import type { ProfileSpec, Stage, StagePart } from '../../src/spec/profile/profile.ts';
import type { Protocol } from '../../src/spec/model.ts';
import type { Problem } from '../../src/spec/problem.ts';
import type { Check } from '../check.ts';
import { didYouMean } from '../../src/spec/near-misses.ts';

/** What a stage is marked for: by checks, or by a person. */
export interface ProfilePart extends Pick<StagePart, 'title' | 'weight' | 'byHand'> {
  /** Ids of checks; empty where `byHand` says how a person marks it. */
  readonly checks: readonly string[];
}

/** A stage of a coursework, in percent of the whole; its parts in percent of the stage. */
export interface ProfileStage extends Pick<Stage, 'id' | 'title' | 'weight'> { readonly parts: readonly ProfilePart[] }

/** A coursework that is a filter over another protocol. */
export interface Profile {
  readonly name: string;
  readonly title: string;
  readonly port: number;
  /** The specification that it leaves of its base. */
  readonly protocol: Protocol;
  /** Checks by hand: those taken over from the base, and its own. Rows and examples come on top. */
  readonly handWritten: readonly Check[];
}

/** The protocol and the hand-written checks of a profile. */
export function makeProfile(base: Protocol, spec: ProfileSpec, checks: { readonly base: readonly Check[]; readonly own: readonly Check[] }): Profile {
  const taken = new Set(spec.taken.map(({ id }) => id));
  return { name: spec.name, title: spec.title, port: spec.port, protocol: applyProfile(base, spec), handWritten: [...checks.base.filter(({ id }) => taken.has(id)), ...checks.own] };
}

/** The stages of a profile with their checks by id, out of all checks of its suite. */
export function stagesOf(spec: ProfileSpec, checks: readonly Check[]): ProfileStage[] {
  return spec.stages.map(({ id, title, weight }) => ({
    id, title, weight,
    parts: spec.parts.filter(({ stage }) => stage === id).map((part) => ({ title: part.title, weight: part.weight, byHand: part.byHand, checks: checks.filter((check) => part.checks.some((pattern) => fits(pattern, check.id))).map((check) => check.id) })),
  }));
}

/** Names of checks that a profile gives and that its suite, or its base's, does not have. */
export function lintChecks(spec: ProfileSpec, suite: readonly Check[], base: readonly Check[]): Problem[] {
  const known = base.map(({ id }) => id);
  const present = suite.map(({ id }) => id);
  const isCheck = (text: string): boolean => /^[a-z-]+\/[a-z0-9*-]+$/.test(text);
  const missing = (names: readonly string[], place: string): Problem[] => names.filter((name) => isCheck(name) && !present.some((id) => fits(name, id)))
    .map((name) => ({ place, problem: `no check of ${spec.name} is called \`${name}\`${suggestion(name, present)}` }));
  return [
    ...spec.taken.filter(({ id }) => !known.includes(id)).map(({ id, place }) => ({ place, problem: `${spec.base} has no check \`${id}\` written by hand${suggestion(id, known)}` })),
    ...spec.parts.flatMap(({ checks, place }) => missing(checks, place)),
    ...spec.features.flatMap(({ shownBy, place }) => missing(shownBy, place)),
  ];
}

function suggestion(name: string, names: readonly string[]): string {
  const near = didYouMean(name, names);
  return near === null ? '' : `: ${near}`;
}

function fits(pattern: string, id: string): boolean {
  const parts = pattern.split('*');
  return parts.length === 1 ? pattern === id : new RegExp(`^${parts.map((part) => part.replace(/[^a-z0-9/-]/g, '\\$&')).join('.*')}$`).test(id);
}
