import { z } from 'zod';
import { VERDICTS, type LogRecord } from '../conformance/result.ts';

const count = z.number().int().nonnegative();
const milliseconds = z.number().nonnegative();
const texts = z.array(z.string());
const counts = z.record(z.string(), count);

const run = z.object({
  type: z.literal('run'),
  tool: z.string(),
  version: z.string(),
  protocol: z.string(),
  target: z.string(),
  greeting: z.string().nullable(),
  started: z.string(),
  selected: count,
});

const wire = z.object({
  at: milliseconds,
  session: count,
  channel: z.enum(['control', 'data']),
  direction: z.enum(['sent', 'received', 'note']),
  data: z.string(),
  bytes: count.exactOptional(),
  sha256: z.string().exactOptional(),
});

const finding = z.object({
  verdict: z.enum(VERDICTS).exclude(['pass', 'skipped']),
  rule: z.string(),
  sentence: z.string(),
  source: z.string(),
  sent: z.string(),
  expected: texts,
  actual: z.string(),
  hint: z.string().nullable(),
});

const check = z.object({
  type: z.literal('check'),
  id: z.string().min(1),
  title: z.string(),
  chapter: z.string(),
  level: z.enum(['MUST', 'SHOULD', 'MAY']),
  rules: texts,
  verdict: z.enum(VERDICTS),
  ending: z.enum(['clean', 'reset', 'hung', 'leaked', 'none']),
  reason: z.string().nullable(),
  findings: z.array(finding),
  wire: z.array(wire),
  duration: milliseconds,
  reproduce: z.string(),
});

const end = z.object({
  type: z.literal('end'),
  reason: z.enum(['complete', 'deadline', 'interrupted', 'testee-lost']),
  duration: milliseconds,
  exitCode: count,
  states: counts,
  rules: counts,
  alone: z.string().optional(),
  fewer: z.number().int().positive().optional(),
});

/** One line of a result log. Unknown keys of newer versions are dropped. */
export const recordSchema: z.ZodType<LogRecord> = z.discriminatedUnion('type', [run, check, end]);
