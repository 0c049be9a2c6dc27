import { z } from 'zod';
import type { Finding } from './finding.ts';
import { readFindingFile } from './read-finding-file.ts';
import type { Scenario } from './scenario.ts';

const session = z.number().int().min(0).max(63);
const text = z.string().max(300_000);
const step = z.discriminatedUnion('act', [
  z.object({ act: z.literal('open'), session, early: z.array(text).max(500).exactOptional() }),
  z.object({ act: z.literal('end'), session }),
  z.object({ act: z.literal('drop'), session }),
  z.object({ act: z.enum(['connect', 'receive', 'stall', 'half', 'close', 'reset', 'keep']), session }),
  z.object({ act: z.literal('send'), session, lines: z.array(text).min(1).max(500), wait: z.boolean(), tail: text.exactOptional() }),
  z.object({ act: z.enum(['secure', 'secure in part', 'renegotiate', 'cut']), session }),
  z.object({ act: z.literal('bytes'), session, pieces: z.array(text).min(1).max(2000) }),
  z.object({ act: z.literal('upload'), session, size: z.number().int().min(0).max(64 * 2 ** 20), text: z.boolean(), ending: z.enum(['end', 'reset', 'open', 'cut', 'bare', 'marked', 'broken', 'resumed']) }),
]);
const scenario = z.object({ protocol: z.string(), generator: z.string(), steps: z.array(step).max(5000) });
const problem = z.object({
  kind: z.enum(['reply', 'form', 'silence', 'closed', 'value', 'disk', 'escape', 'gone', 'crash', 'growth', 'sanitizer']), rule: z.string(), rules: z.array(z.string()), verb: z.string().nullable(), sent: z.string(),
  expected: z.array(z.string()), actual: z.string(), symptom: z.string(),
});
const file: z.ZodType<FindingFile> = z.object({ ftpspec: z.literal('finding'), title: z.string(), problem: problem.nullable(), scenario });

/** A finding as it lies in a file: what to play, and what went wrong when it was played. */
export interface FindingFile {
  readonly ftpspec: 'finding';
  /** What is wrong, as a sentence. */
  readonly title: string;
  /** Null in a regression that was mended: the scenario has to go well. */
  readonly problem: Finding['problem'] | null;
  readonly scenario: Scenario;
}

/** The file of a finding as text. Its keys and their order are those of the type, so that two runs can be compared. */
export function findingText({ problem: what, scenario: least, rate, verdict }: Finding): string {
  const title = `${what.verb ?? 'a session'}: ${what.actual}${verdict === 'flaky' ? ` (${rate.times} of ${rate.of} times)` : ''}`;
  return `${JSON.stringify({ ftpspec: 'finding', title, problem: what, scenario: least } satisfies FindingFile, null, 1)}\n`;
}

/**
 * Reads a finding's file.
 * @throws FtpspecError `BAD_FINDING` when it cannot be read or is none
 */
export function readFinding(path: string): FindingFile {
  return readFindingFile(path, { schema: file, name: 'finding', command: 'fuzz' });
}
