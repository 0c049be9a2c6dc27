/** What a sentence demands: MUST, SHOULD or MAY. */
export type Demand = 'MUST' | 'SHOULD' | 'MAY';

type Words = readonly (readonly [Demand, RegExp])[];

/** How a document words its demands. */
export const WORDINGS = {
  /** In the capitals of RFC 2119. */
  'capitals': [
    ['MUST', /\b(?:MUST|SHALL|REQUIRED)\b/],
    ['SHOULD', /\b(?:SHOULD|(?:NOT )?RECOMMENDED)\b/],
    ['MAY', /\b(?:MAY|OPTIONAL)\b/],
  ],
  /** In capitals, and its small musts and shoulds are meant so too. */
  'musts': [
    ['MUST', /\b(?:must|shall)\b|\b(?:REQUIRED)\b/i],
    ['SHOULD', /\b(?:should)\b|\b(?:NOT )?RECOMMENDED\b/i],
    ['MAY', /\b(?:MAY|OPTIONAL)\b/],
  ],
  /** With the same words and others in any letter case, as before RFC 2119. */
  'any case': [
    ['MUST', /\b(?:must|shall|will|cannot|can ?not|may not|required|mandatory|illegal|prohibited|forbidden|strictly|(?:has|have|is|are) (?:not )?to be|(?:not|never) (?:allowed|permitted))\b/i],
    ['SHOULD', /\b(?:should|ought|recommend(?:s|ed)?)\b/i],
    ['MAY', /\b(?:may|need not|optional(?:ly)?)\b(?! 19\d\d)/i],
  ],
} as const satisfies Readonly<Record<string, Words>>;
export type Wording = keyof typeof WORDINGS;

/** The strictest demand that a sentence words; null when it words none. */
export function demandOf(sentence: string, wording: Wording): Demand | null {
  const words: Words = WORDINGS[wording];
  return words.find(([, pattern]) => pattern.test(sentence))?.[0] ?? null;
}
