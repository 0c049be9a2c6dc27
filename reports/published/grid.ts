import type { CheckRecord } from '../../conformance/result.ts';
import { ruleText } from '../../src/spec/rule-text.ts';
import type { Protocol } from '../../src/spec/model.ts';

/** A real server's results. */
export interface ServerResult {
  readonly name: string;
  readonly greeting: string;
  readonly records: readonly CheckRecord[];
}

const SIGNS: Readonly<Record<string, string>> = { pass: '✓', tolerated: '~', warn: '!', fail: '✗', 'not-implemented': '–', blocked: '·', skipped: ' ', flaky: '?', crash: '☠', 'harness-error': '‽' };

/** Servers × checks as Markdown: totals, every failure with its clause, the whole grid. */
export function gridMarkdown(results: readonly ServerResult[], explained: Readonly<Record<string, Readonly<Record<string, string>>>>, protocol: Protocol): string {
  const verdicts = ['pass', 'tolerated', 'warn', 'fail', 'not-implemented', 'blocked', 'skipped', 'flaky', 'crash', 'harness-error'];
  const count = (result: ServerResult, verdict: string): number => result.records.filter((record) => record.verdict === verdict).length;
  const lines = [
    '# Real servers', '',
    'What the suite says of servers that half the world uses. Made by `npm run published`; every `fail` was held against its clause once more.', '',
    `| verdict | ${results.map(({ name }) => name).join(' | ')} |`, `| --- |${' ---: |'.repeat(results.length)}`,
    ...verdicts.map((verdict) => `| ${SIGNS[verdict]} ${verdict} | ${results.map((result) => count(result, verdict)).join(' | ')} |`), '',
    '## Failures and their clauses', '',
  ];
  for (const { name, greeting, records } of results) {
    lines.push(`### ${name}`, '', `Greets with \`${greeting.replaceAll('`', "'")}\`.`, '');
    for (const record of records.filter(({ verdict }) => verdict === 'fail').toSorted(byId)) {
      const finding = record.findings.find(({ verdict }) => verdict === 'fail');
      const source = finding === undefined ? '' : (ruleText(protocol, finding.rule)?.source ?? '');
      lines.push(`* **${record.id}** (${finding?.rule ?? ''}, ${source}): sent \`${cell(finding?.sent ?? '')}\`, got \`${cell(finding?.actual ?? '')}\`. ${explained[name]?.[record.id] ?? ''}`);
    }
    lines.push('');
  }
  lines.push('## The grid', '', Object.entries(SIGNS).map(([verdict, sign]) => `\`${sign}\` ${verdict}`).join(' · '), '', `| check | ${results.map(({ name }) => name).join(' | ')} |`, `| --- |${' :---: |'.repeat(results.length)}`);
  const byCheck = new Map(results.flatMap((result) => result.records.map((record) => [record.id, record] as const)));
  for (const record of [...byCheck.values()].toSorted(byId)) {
    lines.push(`| ${record.id} | ${results.map(({ records }) => SIGNS[records.find(({ id }) => id === record.id)?.verdict ?? 'skipped']).join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

function byId(a: CheckRecord, b: CheckRecord): number { return a.id < b.id ? -1 : 1; }

/** Text from a server inside a code span of a list: no backticks, no line ends, not endless. */
function cell(text: string): string { return text.replaceAll('`', "'").replaceAll('|', '\\|').replace(/\s+/g, ' ').slice(0, 160); }
