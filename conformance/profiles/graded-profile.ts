import { courseFtp } from '../../src/generated/course-ftp.ts';
import type { Protocol } from '../../src/spec/model.ts';
import type { ProfileSpec } from '../../src/spec/profile/profile.ts';
import { catalog, SUITES } from '../catalog.ts';
import { stagesOf, type ProfileStage } from './profile.ts';

/** A profile as graders see it. */
export interface GradedProfile {
  readonly name: string;
  readonly title: string;
  readonly protocol: Protocol;
  /** In percent of the whole, each with its parts in percent of the stage and their checks by id. */
  readonly stages: readonly ProfileStage[];
}

const PROFILES: readonly ProfileSpec[] = [courseFtp];

/** The profile of that name, or null. */
export function gradedProfile(name: string): GradedProfile | null {
  const spec = PROFILES.find((one) => one.name === name);
  if (spec === undefined) return null;
  const { table } = SUITES[name]!;
  return { name, title: spec.title, protocol: table.protocol, stages: stagesOf(spec, catalog(table)) };
}
