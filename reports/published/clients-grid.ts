import type { ClientProgram, Operation } from '../../src/server/interop/operation.ts';

/** How one client fared with one operation. */
export type Outcome = 'done' | 'failed' | 'cannot';

/** A column: a client, its version, and each outcome by operation. */
export interface Column {
  readonly client: ClientProgram<string>;
  readonly version: string;
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

const SIGNS: Readonly<Record<Outcome, string>> = { done: '✓', failed: '✗', cannot: '–' };

/** Operations × clients as Markdown; each `–` has the number of its reason. */
export function clientsMarkdown(operations: Readonly<Record<string, Operation>>, columns: readonly Column[]): string {
  const reasons: string[] = [];
  const note = (reason: string): number => {
    if (!reasons.includes(reason)) reasons.push(reason);
    return reasons.indexOf(reason) + 1;
  };
  const cell = ({ client, outcomes }: Column, id: string): string => {
    const way = client.ways[id]!;
    return 'no' in way ? `${SIGNS.cannot} ${note(way.no)}` : SIGNS[outcomes[id] ?? 'failed'];
  };
  const rows = Object.entries(operations).map(([id, { title }]) => `| ${title} | ${columns.map((column) => cell(column, id)).join(' | ')} |`);
  const count = (outcome: Outcome): number => columns.reduce((sum, { outcomes }) => sum + Object.values(outcomes).filter((one) => one === outcome).length, 0);
  return `${[
    '# Other people’s clients', '',
    'What programs that people use do with the reference server. Each row is a real program at a real server, alone; its files are compared byte by byte,',
    'and what the server was told is looked at too. Under TLS the server refuses logins and data in clear, and the client trusts one authority, given to it as a file.',
    'Made by `npm run published:clients`; the same rows are tests (`src/server/interop`).', '',
    `\`${SIGNS.done}\` done, ${count('done')} · \`${SIGNS.failed}\` failed, ${count('failed')} · \`${SIGNS.cannot}\` the client does not do it, ${count('cannot')}, each with the number of its reason below`, '',
    `| the client | ${columns.map(({ client, version }) => [client.name, version].join(' ').trim()).join(' | ')} |`, `| --- |${' :---: |'.repeat(columns.length)}`,
    ...rows, '', '## Reasons', '',
    ...reasons.map((reason, index) => `${index + 1}. ${reason}`),
  ].join('\n')}\n`;
}
