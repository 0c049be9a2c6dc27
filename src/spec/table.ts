import type { Cell } from './cell.ts';
import type { Margin } from './margin.ts';
import type { Place, Protocol } from './model.ts';
import type { Report } from './problem.ts';

/** The parts of a protocol that are written as tables. */
export type TablePart = Exclude<keyof Protocol, 'name' | 'chapters' | 'requirements' | 'examples'>;

/** One row of a recognised table: as many cells as its header has. */
export interface Row {
  readonly place: Place;
  /** Slug of the chapter. */
  readonly chapter: string;
  readonly cells: readonly Cell[];
  readonly margin: Margin;
}

/** How tables with one particular header become definitions. */
export interface TableOf<Part extends TablePart> {
  readonly part: Part;
  /** In lower case. */
  readonly header: readonly string[];
  /** The definitions of a row: none when the row makes no sense, which is then reported. */
  read(row: Row, report: Report): readonly Protocol[Part][number][];
}

export type AnyTable = { [Part in TablePart]: TableOf<Part> }[TablePart];

const EMPTY: Cell = { text: '', parts: [] };

/** The cell of a column; the row is known to have it. */
export const column = (row: Row, index: number): Cell => row.cells[index] ?? EMPTY;
