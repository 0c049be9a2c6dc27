import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { STATUSES, type Grade } from '../../conformance/rubric/grade.ts';

const MOST_BYTES = 256 * 1024 * 1024;

const number = z.number();
const text = z.string();
const list = z.array(z.looseObject({}));

/** The parts that a summary is made of; the rest was written by this program and is passed on. */
const gradeSchema = z.looseObject({
  type: z.literal('grade'), version: text, assignment: text, submission: text, isolation: text, language: text, status: z.enum(STATUSES), message: text.nullable(), score: number, max: number, bonus: number, penalty: number, key: text,
  stages: z.array(z.looseObject({ name: text, items: z.array(z.looseObject({ id: text, name: text, kind: text, score: number, max: number, shares: list })) })),
  checks: z.array(z.looseObject({ id: text, verdict: text })), causes: z.array(z.looseObject({ id: text, title: text, lost: number, checks: z.array(text) })),
});

/** A `grade.json`, or null when there is none that is whole. */
export function readGrade(path: string): Grade | null {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts?.isFile() !== true || facts.size > MOST_BYTES) return null;
  try {
    const result = gradeSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return result.success ? (result.data as unknown as Grade) : null;
  } catch {
    return null;
  }
}
