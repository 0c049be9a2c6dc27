/** A run of text in a table cell; `code` when it stood in backticks. */
export interface CellPart { readonly code: boolean; readonly text: string }

export interface Cell {
  /** The whole cell as plain text, backticks removed. */
  readonly text: string;
  readonly parts: readonly CellPart[];
}

/** True for the cells that say nothing: empty, `–` or `-`. */
export function isNone(cell: Cell): boolean {
  return /^[–—-]?$/.test(cell.text);
}

export const textOrNull = (cell: Cell): string | null => (isNone(cell) ? null : cell.text);

/** The items of a cell separated by commas; backticks keep an item whole. None for an empty cell. */
export function listItems(cell: Cell): CellPart[] {
  if (isNone(cell)) return [];
  return cell.parts.flatMap((part) =>
    part.code ? [part] : part.text.split(',').map((text) => ({ code: false, text: text.trim() })).filter(({ text }) => text !== ''));
}
