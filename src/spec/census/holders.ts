import type { Report } from '../problem.ts';
import { REASONS, type CensusEntry, type Reason, type ReasonKind } from './census.ts';

type Holders = Pick<CensusEntry, 'rules' | 'decisions' | 'reasons'>;

const ID = /^[A-Z]+-[A-Z]+-R?\d+$/;

/**
 * The last cell of a sentence: ids separated by commas, `decision: slug`, a reason of the closed list with or without `: text`, or
 * `– text` for a reason of its own; several of them separated by `;`.
 */
export function readHolders(cell: string, report: Report): Holders {
  const rules: string[] = [];
  const decisions: string[] = [];
  const reasons: Reason[] = [];
  for (const item of cell.split(';').map((part) => part.trim()).filter((part) => part !== '')) {
    const words = item.split(',').map((word) => word.trim());
    const [, decision] = /^decision: ([\w-]+)$/.exec(item) ?? [];
    if (words.every((word) => ID.test(word))) rules.push(...words);
    else if (decision !== undefined) decisions.push(decision);
    else if (item.startsWith('– ')) reasons.push({ kind: 'other', text: item.slice(2) });
    else readReason(item, reasons, report);
  }
  if (rules.length + reasons.length + decisions.length === 0) report('nothing holds this sentence: name a rule or a reason');
  return { rules, decisions, reasons };
}

function readReason(item: string, into: Reason[], report: Report): void {
  const [, kind = '', text] = /^([^:]+)(?:: (.+))?$/.exec(item) ?? [];
  if (Object.hasOwn(REASONS, kind)) into.push({ kind: kind as ReasonKind, text: text ?? null });
  else report(`\`${item}\` is no id, no decision and no reason: ids are separated by commas, a reason is one of ${Object.keys(REASONS).join(', ')}, or begins with –`);
}
