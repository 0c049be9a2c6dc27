/** Of many names, those that a mistyped one may have meant: the same beginning, or few letters apart. Best first, three at most. */
export function nearMisses(word: string, names: Iterable<string>): string[] {
  const wanted = word.toLowerCase().slice(0, LONGEST);
  if (wanted === '') return [];
  const scored: { name: string; score: number }[] = [];
  for (const name of new Set(names)) {
    const lower = name.toLowerCase();
    const apart = distance(wanted, lower);
    const near = apart <= Math.max(1, Math.floor(wanted.length / 3));
    if (near) scored.push({ name, score: apart });
    else if (lower.includes(wanted) || (lower.length >= 4 && wanted.includes(lower))) scored.push({ name, score: wanted.length + apart });
  }
  return scored.sort((a, b) => a.score - b.score).slice(0, 3).map(({ name }) => name);
}

/** `Did you mean A, B or C?`, or null when nothing is near. */
export function didYouMean(word: string, names: Iterable<string>): string | null {
  const near = nearMisses(word, names);
  return near.length === 0 ? null : `Did you mean ${near.length === 1 ? near[0] : `${near.slice(0, -1).join(', ')} or ${near.at(-1)}`}?`;
}

/** No name is longer; a longer word is compared by its beginning. */
const LONGEST = 80;

/** Letters to insert, delete, replace or swap with their neighbour. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const [row, above] = [[i], rows[i - 1]!];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity;
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), swapped));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
