/**
 * Whole numbers that stand for parts of a whole: each is its part rounded down or up, and together they make the total.
 * For platforms that know integers only.
 */
export function apportion(parts: readonly number[], total: number): number[] {
  const floors = parts.map((part) => Math.floor(part + 1e-9));
  const missing = Math.max(0, Math.min(parts.length, total - floors.reduce((sum, one) => sum + one, 0)));
  const order = parts.map((part, index) => ({ index, rest: part - floors[index]! })).sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order.slice(0, missing)) floors[index]! += 1;
  return floors;
}
