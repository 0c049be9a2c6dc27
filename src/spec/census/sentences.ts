import type { Line } from './lines.ts';

/** A sentence of a document: white space made single spaces, without the bullet or number that it may have begun with. */
export interface Sentence { readonly text: string; readonly line: number }

/** What begins an item of a list, and so a sentence. */
const ITEM = /^\s*(?:[o*+-]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)/;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|cf|etc|vs|viz|Fig|No|Sec|pp|p|St|al)|\b[A-Z])\.["')]*$/;

/** The sentences of some lines in order; a heading, a line of a table or a diagram counts as one too. */
export function sentencesOf(lines: readonly Line[]): Sentence[] {
  return paragraphsOf(lines).flatMap(split);
}

/** The text of some lines in which quotations are looked for: the sentences, joined by single spaces. */
export function flatText(sentences: readonly Sentence[]): string {
  return sentences.map(({ text }) => text).join(' ');
}

interface Word { readonly text: string; readonly line: number }

function paragraphsOf(lines: readonly Line[]): Word[][] {
  const paragraphs: Word[][] = [[]];
  for (const { number, text } of lines) {
    if (text.trim() === '' || ITEM.test(text)) paragraphs.push([]);
    const words = text.replace(ITEM, '').split(/\s+/).filter((word) => word !== '').map((word) => ({ text: word, line: number }));
    const paragraph = paragraphs.at(-1)!;
    const last = paragraph.at(-1);
    // `server-` at the end of a line and `FTP` on the next are one word.
    if (last !== undefined && /[a-z]-$/i.test(last.text) && /^[a-z]/i.test(words[0]?.text ?? '')) paragraph[paragraph.length - 1] = { text: last.text + words.shift()!.text, line: last.line };
    paragraph.push(...words);
  }
  return paragraphs.filter((words) => words.length > 0);
}

function split(words: readonly Word[]): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  words.forEach((word, at) => {
    const next = words[at + 1];
    if (next !== undefined && !ends(word.text, next.text)) return;
    sentences.push({ text: words.slice(start, at + 1).map(({ text }) => text).join(' '), line: words[start]!.line });
    start = at + 1;
  });
  return sentences;
}

function ends(word: string, next: string): boolean {
  return /[.!?]["')\]]*$/.test(word) && !ABBREVIATION.test(word) && /^["'([<]*[A-Z0-9]/.test(next);
}
