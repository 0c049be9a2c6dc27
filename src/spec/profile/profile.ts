import type { Command, Example, Place, Requirement } from '../model.ts';

/** A verb of the base protocol that the profile wants. */
export interface ProfileVerb { readonly verb: string; readonly support: Command['support']; readonly place: Place }

/** A condition or requirement of the base protocol that has no place in the profile. */
export interface LeftOut { readonly name: string; readonly why: string; readonly place: Place }

/** A hand-written check of the base protocol that holds in the profile too. */
export interface TakenCheck { readonly id: string; readonly place: Place }

export interface Stage {
  readonly id: string;
  readonly title: string;
  /** Percent of the whole; the stages add up to 100. */
  readonly weight: number;
  readonly place: Place;
}

/** What a stage is marked for. */
export interface StagePart {
  /** Id of the stage. */
  readonly stage: string;
  readonly title: string;
  /** Percent of the stage; the parts of a stage add up to 100. */
  readonly weight: number;
  /** Ids of checks, `*` standing for any letters; empty for what a person has to mark. */
  readonly checks: readonly string[];
  /** How a person marks it, or null where checks do. */
  readonly byHand: string | null;
  readonly place: Place;
}

/** Something that the document promises, and what shows it. */
export interface Feature {
  readonly claim: string;
  /** Ids of checks, paths of files, and command lines. */
  readonly shownBy: readonly string[];
  readonly place: Place;
}

/** A profile as it is written in `spec/profiles`: what is taken of another protocol, and how that is marked. */
export interface ProfileSpec {
  readonly name: string;
  readonly title: string;
  /** Name of the protocol that it filters. */
  readonly base: string;
  readonly port: number;
  readonly verbs: readonly ProfileVerb[];
  readonly conditions: readonly LeftOut[];
  readonly leftOut: readonly LeftOut[];
  readonly taken: readonly TakenCheck[];
  readonly stages: readonly Stage[];
  readonly parts: readonly StagePart[];
  readonly features: readonly Feature[];
  readonly requirements: readonly Requirement[];
  readonly examples: readonly Example[];
  readonly place: Place;
}
