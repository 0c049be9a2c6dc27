import { linesOf, type Line } from './lines.ts';
import { demandOf, type Demand, type Wording } from './normative.ts';
import { sentencesOf, type Sentence } from './sentences.ts';

/** A section of a document's text; `line` is that of its heading. */
export interface SourceSection { readonly heading: string; readonly line: number; readonly sentences: readonly Sentence[] }

/**
 * The sections that begin with these headings, each a line of the text, in their order; null for a heading that is not found behind the one before.
 * What precedes the first is not read: title, status, table of contents.
 */
export function sectionsOf(text: string, headings: readonly string[]): (SourceSection | null)[] {
  const lines = linesOf(text);
  const starts = findHeadings(lines, headings);
  return headings.map((heading, at) => {
    const start = starts[at]!;
    if (start < 0) return null;
    const end = starts.slice(at + 1).find((one) => one >= 0) ?? lines.length;
    return { heading, line: lines[start]!.number, sentences: sentencesOf(lines.slice(start + 1, end)) };
  });
}

function findHeadings(lines: readonly Line[], headings: readonly string[]): number[] {
  let from = 0;
  return headings.map((heading) => {
    const at = lines.findIndex(({ text }, index) => index >= from && text.trim().replace(/\s+/g, ' ') === heading);
    if (at >= 0) from = at + 1;
    return at;
  });
}

/** The sentences that word a demand: each has to be accounted for. */
export function candidates(section: SourceSection, wording: Wording): (Sentence & { readonly demand: Demand })[] {
  return section.sentences.flatMap((sentence) => {
    const demand = demandOf(sentence.text, wording);
    return demand === null ? [] : [{ ...sentence, demand }];
  });
}
