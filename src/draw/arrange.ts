/** Something that takes a place on a page. */
export interface Box { readonly width: number; readonly height: number }

export interface Placed<T> { readonly x: number; readonly y: number; readonly item: T }

/**
 * Arranges boxes on a page no wider than the widest of them: in rows, the tallest first, and beside each in columns what
 * fits there. A tall page reads better than one so wide that it is shrunk.
 */
export function arrange<T extends Box>(boxes: readonly T[], gap: number): Placed<T>[] {
  const width = Math.max(0, ...boxes.map((box) => box.width));
  const rest = boxes.toSorted((a, b) => b.height - a.height);
  const placed: Placed<T>[] = [];
  let y = 0;
  for (let head = rest.shift(); head !== undefined; head = rest.shift()) {
    placed.push({ x: 0, y, item: head });
    let x = head.width + gap;
    for (let column = takeColumn(rest, width - x, head.height, gap); column.length > 0; column = takeColumn(rest, width - x, head.height, gap)) {
      let top = y;
      for (const item of column) {
        placed.push({ x, y: top, item });
        top += item.height + gap;
      }
      x += Math.max(...column.map((item) => item.width)) + gap;
    }
    y += head.height + gap;
  }
  return placed;
}

/** Takes out of `rest` what fits above each other in a room. */
function takeColumn<T extends Box>(rest: T[], width: number, height: number, gap: number): T[] {
  const column: T[] = [];
  let room = height;
  for (let at = 0; at < rest.length;) {
    const item = rest[at]!;
    if (item.width > width || item.height > room) {
      at += 1;
      continue;
    }
    rest.splice(at, 1);
    column.push(item);
    room -= item.height + gap;
  }
  return column;
}
