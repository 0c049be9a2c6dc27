import type { FindingFile } from '../finding-file.ts';
import { ACCOUNT } from '../generate/with-account.ts';
import { linesOf, type Scenario } from '../scenario.ts';

/** What the head of such a program tells: what is wrong, and what would be right. */
export function headLines({ title, problem }: FindingFile): string[] {
  const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
  return [plain(title), ...(problem === null ? [] : [`Rule: ${problem.rule}`, `Expected: ${plain(problem.expected.slice(0, 4).join('; '))}`, `Seen: ${plain(problem.actual)}`])];
}

/** What stands before the command that starts a program which names an account. */
export function ofAccount(scenario: Scenario): string { return linesOf(scenario).includes(ACCOUNT) ? 'FTPSPEC_ACCOUNT=ACCOUNT ' : ''; }
