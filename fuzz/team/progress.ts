import type { Counts } from '../campaign.ts';

/** How far a worker is. */
export interface Progress extends Pick<Counts, 'scenarios' | 'sessions' | 'commands' | 'repeated'> {
  readonly byGenerator: ReadonlyMap<string, { readonly scenarios: number; readonly commands: number; readonly findings: number }>;
  readonly rules: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, number>;
}

/** The counts of a campaign as they can be sent to another process. */
export function progressOf({ scenarios, sessions, commands, repeated, byGenerator, coverage }: Counts): Progress {
  return { scenarios, sessions, commands, repeated, byGenerator, rules: coverage.rules, states: coverage.states };
}

/** Adds what somebody else has done. */
export function addProgress(counts: Counts, other: Progress): void {
  counts.scenarios += other.scenarios;
  counts.sessions += other.sessions;
  counts.commands += other.commands;
  counts.repeated += other.repeated;
  for (const [name, { scenarios, commands, findings }] of other.byGenerator) {
    const of = counts.byGenerator.get(name) ?? { scenarios: 0, commands: 0, findings: 0 };
    counts.byGenerator.set(name, { scenarios: of.scenarios + scenarios, commands: of.commands + commands, findings: of.findings + findings });
  }
  counts.coverage.add(other);
}
