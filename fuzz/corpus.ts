import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FtpspecError } from '../src/ftpspec-error.ts';
import { findingText, readFinding } from './finding-file.ts';
import { problemKey } from './problem.ts';
import type { Finding } from './finding.ts';
import type { Scenario } from './scenario.ts';

const state = z.object({ protocol: z.string(), seed: z.number().int(), generators: z.array(z.string()), played: z.number().int().nonnegative() });
type State = z.infer<typeof state>;

/** Scenarios that saw something new, at most. */
const MOST_SEEDS = 1000;

/** A directory that holds a campaign: how far it is, what it has found, what saw something new. A later run goes on from there. */
export class Corpus {
  /** Scenarios that were played before. */
  readonly played: number;
  readonly seed: number;
  private readonly directory: string;
  private readonly base: Omit<State, 'played'>;
  private seeds = 0;

  /** @throws FtpspecError `USAGE` when the directory holds another campaign, `UNWRITABLE` when it cannot be written */
  constructor(directory: string, wanted: { readonly protocol: string; readonly seed: number | null; readonly generators: readonly string[] }, fallback: number) {
    this.directory = directory;
    const old = readState(directory);
    if (old !== null && (old.protocol !== wanted.protocol || (wanted.seed !== null && old.seed !== wanted.seed) || old.generators.join() !== wanted.generators.join())) {
      throw new FtpspecError('USAGE', `${directory} holds another campaign: ${old.protocol} with seed ${old.seed}`, { hint: 'Name another directory, or leave out --seed and --generator to go on with that one.' });
    }
    this.seed = old?.seed ?? wanted.seed ?? fallback;
    this.played = old?.played ?? 0;
    this.base = { protocol: wanted.protocol, seed: this.seed, generators: [...wanted.generators] };
    try {
      for (const folder of ['findings', 'seeds']) mkdirSync(join(directory, folder), { recursive: true });
    } catch (error) {
      throw new FtpspecError('UNWRITABLE', `cannot write ${directory}: ${(error as Error).message}`);
    }
    this.seeds = readdirSync(join(directory, 'seeds')).length;
  }

  /** Keys of what was found before. */
  known(): Set<string> {
    const files = readdirSync(join(this.directory, 'findings')).filter((name) => name.endsWith('.json'));
    return new Set(files.flatMap((name) => { const { problem } = readFinding(join(this.directory, 'findings', name)); return problem === null ? [] : [problemKey(problem)]; }));
  }

  /** The file that a finding has. */
  pathOf(finding: Pick<Finding, 'id'>): string { return join(this.directory, 'findings', `${finding.id.replace(/^fuzz\//, '')}.json`); }

  keep(finding: Finding): void { if (finding.scenario.steps.length > 0) this.write(this.pathOf(finding), findingText(finding)); }

  keepSeed(scenario: Scenario): void {
    if (this.seeds >= MOST_SEEDS) return;
    this.seeds += 1;
    this.write(join(this.directory, 'seeds', `${String(this.seeds).padStart(4, '0')}.json`), `${JSON.stringify(scenario)}\n`);
  }

  /** Notes how far the campaign is. */
  save(played: number): void { this.write(join(this.directory, 'state.json'), `${JSON.stringify({ ...this.base, played } satisfies State)}\n`); }

  private write(path: string, text: string): void {
    try {
      writeFileSync(`${path}.partial`, text);
      renameSync(`${path}.partial`, path);
    } catch (error) {
      throw new FtpspecError('UNWRITABLE', `cannot write ${path}: ${(error as Error).message}`);
    }
  }
}

function readState(directory: string): State | null {
  const path = join(directory, 'state.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  try {
    return state.parse(JSON.parse(text));
  } catch {
    throw new FtpspecError('BAD_FINDING', `${path} is damaged`, { hint: 'Remove it to begin anew; the findings beside it stay.' });
  }
}
