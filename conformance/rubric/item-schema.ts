import { z } from 'zod';
import { VERDICTS } from '../result.ts';
import { LEVELS } from '../select.ts';

const pattern = z.string().min(1).max(200);

/** One name or several; `*` in a name stands for any characters. */
export const patterns = z.union([pattern, z.array(pattern).min(1)]).transform((value) => (typeof value === 'string' ? [value] : value));

/** Which checks are meant: those that all the given lists agree on; within a list any name will do. */
export const selector = {
  chapters: patterns.optional().describe('Chapters of the specification, such as transfer'),
  checks: patterns.optional().describe('Ids of checks, such as transfer/pasv-download; * stands for any characters'),
  rules: patterns.optional().describe('Ids of rules and requirements that a check cites, such as FTP-XFR-R4 or FTP-FIL-*'),
  verbs: patterns.optional().describe('Commands that a check is about, such as RETR'),
  level: z.enum(LEVELS).optional().describe('Only checks of this level or a stricter one'),
  except: patterns.optional().describe('Ids of checks to leave out; * stands for any characters'),
};

const points = z.number().min(0).max(100_000);

/** What earns or costs points together. */
export const itemSchema = z.strictObject({
  name: z.string().min(1).max(120).describe('What students read'),
  kind: z.enum(['points', 'bonus', 'penalty', 'manual']).default('points').describe('points: earned; bonus: earned on top of the maximum; penalty: taken away for what fails, also in checks of other items, with checks: "*" in these alone; manual: marked by a person, listed only'),
  points: points.optional().describe('For the item as a whole, shared by its checks'),
  each: points.optional().describe('For each check of the item, instead of points'),
  most: points.optional().describe('With each: the item gives or takes no more than this'),
  share: z.enum(['equal', 'all']).default('equal').describe('equal: each check earns its part; all: the points are earned only when every check earns full credit'),
  verdicts: z.array(z.enum(VERDICTS)).min(1).optional().describe('Of a penalty: the verdicts that cost points; without it whatever earns no full credit'),
  hidden: z.boolean().default(false).describe('Students see the points of the item and not its checks'),
  note: z.string().max(2000).optional().describe('Shown with the item'),
  ...selector,
}).superRefine((item, context) => {
  const chooses = item.chapters ?? item.checks ?? item.rules ?? item.verbs ?? item.level;
  const issue = (key: string, message: string): void => { context.addIssue({ code: 'custom', path: [key], message }); };
  if ((item.points === undefined) === (item.each === undefined)) issue(item.each === undefined ? 'name' : 'each', 'an item has either points or each');
  if (item.kind === 'manual' && chooses !== undefined) issue('kind', 'a manual item chooses no checks');
  if (item.kind === 'manual' && item.each !== undefined) issue('each', 'a manual item has points');
  if (item.kind !== 'manual' && chooses === undefined) issue('name', 'an item chooses checks by chapters, checks, rules, verbs or level, or has kind: manual');
  if (item.most !== undefined && item.each === undefined) issue('most', 'most goes with each');
  if (item.verdicts !== undefined && item.kind !== 'penalty') issue('verdicts', 'verdicts go with kind: penalty');
});

/** A stage of a project, with its share of the total. */
export const stageSchema = z.strictObject({
  name: z.string().min(1).max(120),
  weight: z.number().positive().max(1000).optional().describe('Its part of the total, such as 25 of 100; the points of its items count in proportion'),
  items: z.array(itemSchema).min(1).max(500),
});

export type Item = z.output<typeof itemSchema>;
export type Stage = z.output<typeof stageSchema>;
