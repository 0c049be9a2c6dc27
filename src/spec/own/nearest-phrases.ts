import { didYouMean } from '../near-misses.ts';

/** A word for which no other phrase is known. */
const EMPTY = new Set(['a', 'an', 'be', 'by', 'for', 'in', 'is', 'it', 'not', 'of', 'on', 'the', 'to', 'too', 'no', 'cannot']);
const MOST = 3;

/** `Did you mean …?`: phrases that are spelled nearly so, else those that share most words with it; null where none does. */
export function nearestPhrases(phrase: string, known: Iterable<string>): string | null {
  const all = [...known];
  const wanted = wordsOf(phrase);
  const sharing = all.map((one) => ({ one, shared: wordsOf(one).filter((word) => wanted.some((other) => alike(word, other))).length })).filter(({ shared }) => shared > 0);
  const nearest = sharing.sort((a, b) => b.shared - a.shared).slice(0, MOST).map(({ one }) => one);
  return didYouMean(phrase, all) ?? (nearest.length === 0 ? null : `Did you mean ${nearest.length === 1 ? nearest[0] : `${nearest.slice(0, -1).join(', ')} or ${nearest.at(-1)}`}?`);
}

const wordsOf = (phrase: string): string[] => phrase.toLowerCase().slice(0, 200).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !EMPTY.has(word));

/** `open` and `opened`, `file` and `files`. */
const alike = (a: string, b: string): boolean => a === b || (Math.min(a.length, b.length) >= 4 && (a.startsWith(b) || b.startsWith(a)));
