import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Submission } from '../../conformance/rubric/submission.ts';
import type { Isolation } from '../../conformance/rubric/isolation/isolation.ts';
import type { Plan } from '../../conformance/rubric/plan.ts';
import { version } from '../version.ts';

const MOST_ENTRIES = 20_000;

/** A digest that changes when the assignment, the tool, the isolation, the language, or a name, size or time in the submission does. */
export function gradeKey(plan: Plan, submission: Submission, { isolation: { level }, language }: { readonly isolation: Isolation; readonly language: string }): string {
  const hash = createHash('sha256').update([version, plan.file.text, submission.id, submission.spawn, submission.build ?? '', submission.user, submission.password, ...(submission.account === undefined ? [] : [submission.account]), level, language].join('\0'));
  let entries = 0;
  const walk = (path: string, name: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entries++ > MOST_ENTRIES || entry.name === '.git') continue;
      const inside = `${name}/${entry.name}`;
      if (entry.isDirectory()) walk(join(path, entry.name), inside);
      else {
        const facts = statSync(join(path, entry.name), { throwIfNoEntry: false });
        hash.update(`${inside}\0${facts?.size ?? -1}\0${facts?.mtimeMs ?? 0}\0`);
      }
    }
  };
  walk(submission.directory, '');
  return hash.digest('hex').slice(0, 32);
}
