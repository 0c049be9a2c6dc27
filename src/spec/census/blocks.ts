/** A row of a table: its cells as plain text. `head` for the row above `| --- |`. */
export interface CensusRow { readonly kind: 'row'; readonly line: number; readonly head: boolean; readonly cells: readonly string[] }
/** A heading or a quotation of one line. */
export interface CensusText { readonly kind: 'title' | 'section' | 'quote'; readonly line: number; readonly text: string }
export type CensusLine = CensusRow | CensusText;

const STARTS: readonly (readonly [CensusText['kind'], string])[] = [['section', '## '], ['title', '# '], ['quote', '> ']];
const RULE = /^\|(?: *:?-+:? *\|)+\s*$/;

/**
 * The lines of a census file that mean something. It is Markdown of the plainest kind (headings, tables, quotes of one line, nothing
 * else), and long: reading it line by line is a hundred times faster than a Markdown parser.
 */
export function censusLines(text: string): CensusLine[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, at): CensusLine[] => {
    if (line.startsWith('|')) return RULE.test(line) ? [] : [{ kind: 'row', line: at + 1, head: RULE.test(lines[at + 1] ?? ''), cells: cellsOf(line) }];
    const [kind, start] = STARTS.find(([, one]) => line.startsWith(one)) ?? [];
    return kind === undefined || start === undefined ? [] : [{ kind, line: at + 1, text: plain(line.slice(start.length)) }];
  });
}

/** Splits at the bars that no backslash escapes. */
function cellsOf(line: string): string[] {
  const cells = line.trim().replace(/^\|/, '').split(/(?<!\\)\|/);
  if (cells.at(-1)?.trim() === '') cells.pop();
  return cells.map(plain);
}

/** Punctuation behind a backslash stands for itself. */
function plain(text: string): string {
  return text.trim().replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
