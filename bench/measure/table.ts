/** Numbers of one benchmark: what is printed, and what goes to the JSON file. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [name: string, ...cells: string[]])[];
  /** What to know in order to read it; one line each. */
  readonly notes: readonly string[];
  /** The unrounded numbers. */
  readonly data: unknown;
}

/** A table as lines of text, columns aligned on their right. */
export function formatTable(table: Table): string {
  const all = [['', ...table.columns], ...table.rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map((row) => widths.map((width, column) => (column === 0 ? (row[0] ?? '').padEnd(width) : (row[column] ?? '').padStart(width))).join('   '));
  return [table.title, ...lines, ...table.notes.map((note) => `  ${note}`), ''].join('\n');
}
