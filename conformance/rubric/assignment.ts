import { z } from 'zod';
import { SUITES } from '../catalog.ts';
import { LEVELS } from '../select.ts';
import { ISOLATIONS } from './isolation/isolation.ts';
import { itemSchema, patterns, selector, stageSchema } from './item-schema.ts';
import { RULESETS, type Ruleset } from './ruleset.ts';
import { duration, size } from './units.ts';

const MINUTE = 60_000;
const MIB = 2 ** 20;

/** What a verdict earns of a check's points; `skip` leaves the check out, its points go to the others of the item. */
const credit = z.union([z.number().min(0).max(1), z.literal('skip')]);

const reason = z.string().min(3).max(1000).describe('Why; shown in the feedback');

const credits = z.strictObject({
  pass: credit.default(1),
  tolerated: credit.default(1).describe('Not what the rules say, but what production servers do with the same effect'),
  warn: credit.default(0.5).describe('A SHOULD is missed, or another code of the right class'),
  'right-class': credit.default(0.25).describe('A fail whose reply has at least the right first digit'),
  fail: credit.default(0).describe('A MUST is broken'),
  'not-implemented': credit.default('skip').describe('An optional command that the server does not have'),
  blocked: credit.default(0).describe('Something else failed first'),
  flaky: credit.default(0.5).describe('Another verdict when run once more in a fresh server'),
  crash: credit.default(0).describe('The server was gone'),
});

const times = z.strictObject({
  reply: duration(50, 10 * MINUTE).prefault('2s').describe('How long a reply may take'),
  start: duration(100, 10 * MINUTE).prefault('10s').describe('How long the server may take until it listens'),
  build: duration(1000, 60 * MINUTE).prefault('2min').describe('How long the build may take'),
  run: duration(1000, 240 * MINUTE).prefault('2min').describe('How long all checks of one submission may take'),
});

const limits = z.strictObject({
  memory: size(16 * MIB, 2 ** 40).prefault('1GiB').describe('Resident memory of all its processes together'),
  processes: z.number().int().min(1).max(100_000).default(256).describe('Processes and threads at a time'),
  'open-files': z.number().int().min(16).max(1_000_000).default(1024).describe('Open files of each process'),
  'file-size': size(MIB, 2 ** 40).prefault('256MiB').describe('The largest file that it may write'),
  disk: size(MIB, 2 ** 40).prefault('1GiB').describe('What it may write into its directories in all'),
  cpu: duration(1000, 240 * MINUTE).prefault('2min').describe('Processor time of each process'),
  output: size(1024, 2 ** 30).prefault('1MiB').describe('What it may print; the rest is dropped'),
});

const override = z.strictObject({
  checks: patterns.optional(), rules: patterns.optional(), verbs: patterns.optional(),
  level: z.enum(LEVELS).describe('The level that counts in this course'), reason,
}).refine((one) => one.checks ?? one.rules ?? one.verbs, 'name checks, rules or verbs');

const waiver = z.strictObject({ checks: patterns.optional(), rules: patterns.optional(), verbs: patterns.optional(), reason })
  .refine((one) => one.checks ?? one.rules ?? one.verbs, 'name checks, rules or verbs');

/** An assignment file. Its keys as a JSON Schema: `spec/assignments/assignment.schema.json`. */
export const assignmentSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1).max(120).describe('Name of the assignment'),
  course: z.string().max(120).optional(),
  description: z.string().max(10_000).optional(),
  // YAML reads 2026.1 as a number.
  ruleset: z.literal(['latest', ...RULESETS, ...RULESETS.map(Number)]).default('latest').transform((value) => String(value) as Ruleset | 'latest').describe('Only the checks of this version count: a running course stays stable while the suite grows'),
  protocol: z.enum(Object.keys(SUITES) as [string, ...string[]]).default('ftp').describe('Which protocol or profile'),
  submission: z.strictObject({
    build: z.string().min(1).optional().describe('Command that builds a submission, run in its directory'),
    spawn: z.string().min(1).optional().describe('Command that starts the server: {port} and {root} are replaced, PORT and ROOT set'),
    user: z.string().default('student'),
    password: z.string().default('student'),
    account: z.string().min(1).optional().describe('What ACCT names, of a user who has an account'),
  }).prefault({}),
  scope: z.strictObject({
    ...selector,
    verbs: patterns.optional().describe('The commands of the assignment: checks about any other are left out'),
  }).prefault({}).describe('The checks that items may choose from; without it all'),
  points: z.number().positive().max(100_000).optional().describe('The total where stages have weights; 100 unless given'),
  items: z.array(itemSchema).min(1).max(500).optional().describe('What earns points, where there are no stages. A check counts for the first item that chooses it'),
  stages: z.array(stageSchema).min(1).max(50).optional(),
  credit: credits.prefault({}),
  levels: z.array(override).default([]).describe('Rules that this course takes more or less seriously'),
  waivers: z.array(waiver).default([]).describe('What costs no points whatever happens'),
  seed: z.union([z.literal('student'), z.string().min(1).max(100), z.number().int()]).default('student').transform(String)
    .describe('File names, contents and ports follow from it; "student" gives each submission its own, the same at each run'),
  disclosure: z.enum(['full', 'actual-only', 'none']).default('full').describe('What students see of a failure: everything; what was sent and came; or only that it failed'),
  time: times.prefault({}),
  limits: limits.prefault({}),
  isolation: z.enum(ISOLATIONS).default('auto').describe('How closely a submission is confined: auto is the strongest that works; bwrap grades with bubblewrap or not at all'),
  concurrency: z.number().int().min(1).max(64).default(8).describe('Sessions at a time'),
  baseline: z.string().optional().describe('File of known failures, relative to this file'),
}).superRefine((assignment, context) => {
  if (assignment.items !== undefined && assignment.stages !== undefined) context.addIssue({ code: 'custom', path: ['items'], message: 'an assignment has items or stages, not both' });
  const weighted = assignment.stages?.filter((stage) => stage.weight !== undefined).length ?? 0;
  if (weighted > 0 && weighted < assignment.stages!.length) context.addIssue({ code: 'custom', path: ['stages'], message: 'either all stages have a weight or none' });
  if (assignment.points !== undefined && weighted === 0) context.addIssue({ code: 'custom', path: ['points'], message: 'points goes with stages that have weights; elsewhere the items say what there is to earn' });
});

export type Assignment = z.output<typeof assignmentSchema>;
export type Limits = Assignment['limits'];

/** The JSON Schema of assignment files, for editors. */
export function assignmentJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(assignmentSchema, { io: 'input' });
  return { $schema, title: 'ftpspec assignment', description: 'How submissions of FTP servers are graded by `ftpspec grade`', ...schema };
}
