import type { FindingFile } from '../finding-file.ts';

/** What the head of such a program tells: what is wrong, and what would be right. */
export function headLines({ title, problem }: FindingFile): string[] {
  const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
  return [plain(title), ...(problem === null ? [] : [`Rule: ${problem.rule}`, `Expected: ${plain(problem.expected.slice(0, 4).join('; '))}`, `Seen: ${plain(problem.actual)}`])];
}
