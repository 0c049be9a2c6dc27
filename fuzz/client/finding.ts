import { z } from 'zod';
import type { WireEvent } from '../../conformance/result.ts';
import { ftp } from '../../src/generated/ftp.ts';
import { ruleText } from '../../src/spec/rule-text.ts';
import { readFindingFile } from '../read-finding-file.ts';
import { clientProblemKey, type ClientProblem } from './problem.ts';
import { clientScenario, type ClientScenario } from './scenario.ts';

/** A problem with the shortest day that shows it. */
export interface ClientFinding {
  /** The same for the same problem, whatever the run. */
  readonly id: string;
  readonly problem: ClientProblem;
  readonly verdict: 'fail' | 'warn' | 'crash' | 'flaky' | 'harness-error';
  readonly generator: string;
  readonly scenario: ClientScenario;
  /** How often it showed when it was played again. */
  readonly rate: { readonly times: number; readonly of: number };
  /** Plays that shrinking took. */
  readonly plays: number;
  /** Where in the campaign it was met first. */
  readonly met: { readonly scenario: number; readonly seconds: number };
  readonly wire: readonly WireEvent[];
}

/** What a problem is worth that can be shown again; one of the server's is a mistake of ours. */
export function verdictOfClient({ kind, rule }: ClientProblem): ClientFinding['verdict'] {
  if (kind === 'server') return 'harness-error';
  if (kind === 'crash' || kind === 'hang') return 'crash';
  return ruleText(ftp, rule)?.level === 'SHOULD' ? 'warn' : 'fail';
}

export function clientFindingId(problem: ClientProblem): string { return `fuzz-client/${clientProblemKey(problem).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 90)}`; }

const file = z.object({ ftpspec: z.literal('client finding'), title: z.string(), key: z.string().nullable(), scenario: clientScenario });

/** A finding as it lies in a file. `key` is null where the scenario is to go well. */
export type ClientFindingFile = z.infer<typeof file>;

/** The file of a finding as text; two runs can be compared. */
export function clientFindingText({ problem, scenario }: Pick<ClientFinding, 'problem' | 'scenario'>): string {
  return `${JSON.stringify({ ftpspec: 'client finding', title: `${problem.call}: ${problem.actual}`, key: clientProblemKey(problem), scenario } satisfies ClientFindingFile, null, 1)}\n`;
}

/** @throws FtpspecError `BAD_FINDING` when it cannot be read or is none */
export function readClientFinding(path: string): ClientFindingFile {
  return readFindingFile(path, { schema: file, name: 'finding of a client', command: 'fuzz-client' });
}
