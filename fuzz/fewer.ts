/**
 * Leaves items out as long as the rest is accepted: halves first, from the end, then quarters, then one by one, until nothing more can go.
 *
 * @param items what there is now, which `accepts` has changed when it returns true
 */
export async function fewer<T>(items: () => readonly T[], accepts: (rest: readonly T[]) => Promise<boolean>): Promise<void> {
  for (let before = -1; before !== items().length;) {
    before = items().length;
    for (let size = Math.ceil(before / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) await without(size, items, accepts);
  }
}

/** Tries to leave out so many items at each place, from the end. */
export async function without<T>(size: number, items: () => readonly T[], accepts: (rest: readonly T[]) => Promise<boolean>): Promise<void> {
  for (let at = items().length - size; at >= 0; at -= size) await accepts([...items().slice(0, at), ...items().slice(at + size)]);
}
