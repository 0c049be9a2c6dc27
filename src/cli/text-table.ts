import { wrap } from '../../reports/wrap.ts';

const GAP = '  ';
const NARROWEST = 9;

/** A table as plain lines no wider than `width`: the widest columns give way and their cells are wrapped. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const room = width - GAP.length * (header.length - 1);
  while (widths.reduce((sum, one) => sum + one, 0) > room) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= NARROWEST) break;
    widths[widest]! -= 1;
  }
  const line = (cells: readonly string[]): string => cells.map((cell, column) => cell.padEnd(widths[column]!)).join(GAP).trimEnd();
  return [
    line(header.map((cell, column) => cell.slice(0, widths[column]))),
    widths.map((one) => '-'.repeat(one)).join(GAP),
    ...rows.flatMap((row) => {
      const cells = row.map((cell, column) => wrap(cell, Math.max(NARROWEST + 1, widths[column]!)));
      const height = Math.max(...cells.map((cell) => cell.length));
      return Array.from({ length: height }, (_, at) => line(cells.map((cell) => cell[at] ?? '')));
    }),
  ];
}
