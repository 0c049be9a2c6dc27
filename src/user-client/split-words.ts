/** What a command line consists of. */
export interface Words {
  readonly words: readonly string[];
  /** Where the last word begins, and whether a quote around it is still open: what completion works on. */
  readonly lastAt: number;
  readonly open: '"' | "'" | '' ;
}

/** Splits a command line at white space. Quotes keep a word together; a backslash keeps the next character, but not within '…'. */
export function splitWords(line: string): Words {
  const words: string[] = [];
  let word: string | null = null;
  let quote: Words['open'] = '';
  let lastAt = line.length;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]!;
    if (quote === '' && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
      lastAt = line.length;
      continue;
    }
    if (word === null) [word, lastAt] = ['', at];
    if (character === '\\' && quote !== "'") word += line[at += 1] ?? '';
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else word += character;
  }
  if (word !== null) words.push(word);
  return { words, lastAt, open: quote };
}

/** A word so that `splitWords` gives it back. */
export function protectWord(word: string): string {
  return word.replace(/[\s\\'"]/g, '\\$&');
}
