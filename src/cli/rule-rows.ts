import type { Rule } from '../spec/model.ts';
import { textTable } from './text-table.ts';

/** Rule rows as the specification's own table. `verb` shows only that one of the commands that share a row. */
export function ruleRows(rules: readonly Rule[], width: number, verb: string | null = null): string[] {
  const header = ['id', 'in state', ...(verb === null ? ['on'] : []), 'when', 'reply', 'next', 'level'];
  return textTable(header, rules.map((rule) => [
    rule.id,
    rule.in.join(', ') || 'any',
    ...(verb === null ? [rule.on.join(' ')] : []),
    rule.when,
    rule.reply.map((codes) => codes.join(' / ')).join(', then ') || '–',
    rule.next.join(', ') || '–',
    rule.level,
  ]), width);
}
