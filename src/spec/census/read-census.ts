import type { Problem } from '../problem.ts';
import { censusLines, type CensusRow } from './blocks.ts';
import type { Census, CensusEntry, CensusSection } from './census.ts';
import { clauseOf } from './clause.ts';
import { readHolders } from './holders.ts';
import { WORDINGS, type Wording } from './normative.ts';

const DOCUMENT = 'document | text | wording';
const SENTENCES = 'sentence | level | held by';
const LEFT_OUT = /^Left out: (.+)$/;

export interface ReadCensus { readonly census: Census | null; readonly problems: readonly Problem[] }

type Head = Omit<Census, 'sections'>;
type Draft = { -readonly [Part in keyof CensusSection]: CensusSection[Part] } & { entries: CensusEntry[] };

/**
 * Reads a file of spec/census/: a `| document | text | wording |` table, then for each section of the document, under the
 * document's own heading, a `| sentence | level | held by |` table or a quote `> Left out: reason`. Never throws.
 */
export function readCensus(path: string, text: string): ReadCensus {
  const reader = new Reader(path);
  for (const line of censusLines(text)) {
    if (line.kind === 'section') reader.section(line.line, line.text);
    else if (line.kind === 'quote') reader.quote(line.line, line.text);
    else if (line.kind === 'row') reader.row(line);
  }
  const { head, sections, problems } = reader;
  if (head === null) reader.report(1, `a census begins with a table \`| ${DOCUMENT} |\` of one row`);
  return { census: head === null ? null : { ...head, sections }, problems };
}

class Reader {
  head: Head | null = null;
  readonly sections: Draft[] = [];
  readonly problems: Problem[] = [];
  readonly #path: string;
  #header = '';

  constructor(path: string) {
    this.#path = path;
  }

  report(line: number, problem: string): void {
    this.problems.push({ place: this.#place(line), problem });
  }

  section(line: number, text: string): void {
    const heading = text.replace(/\s+/g, ' ');
    this.sections.push({ heading, clause: clauseOf(heading), leftOut: null, entries: [], place: this.#place(line) });
  }

  quote(line: number, text: string): void {
    const section = this.sections.at(-1);
    const reason = LEFT_OUT.exec(text)?.[1];
    if (section === undefined || reason === undefined) this.report(line, 'a quote says why the section above is not read: `> Left out: reason`');
    else section.leftOut = reason;
  }

  row({ line, head, cells }: CensusRow): void {
    if (head) {
      this.#header = cells.join(' | ');
      if (this.#header !== DOCUMENT && this.#header !== SENTENCES) this.report(line, `the header of a table of sentences is \`| ${SENTENCES} |\``);
    } else if (this.#header === DOCUMENT) this.#document(line, cells);
    else if (this.#header === SENTENCES) this.#entry(line, cells);
  }

  #document(line: number, [document = '', text = '', wording = '']: readonly string[]): void {
    if (Object.hasOwn(WORDINGS, wording)) this.head = { document, text, wording: wording as Wording, place: this.#place(line) };
    else this.report(line, `the wording is one of ${Object.keys(WORDINGS).join(', ')}, not \`${wording}\``);
  }

  #entry(line: number, cells: readonly string[]): void {
    const [sentence = '', level = '', holders = ''] = cells;
    const section = this.sections.at(-1);
    if (cells.length !== 3) return this.report(line, `a sentence has 3 cells, this one has ${cells.length}`);
    if (section === undefined) return this.report(line, 'sentences stand under the heading of their section: `## …`');
    if (!/^(?:MUST|SHOULD|MAY|–)$/.test(level)) this.report(line, `the level of a sentence is MUST, SHOULD, MAY or –, not \`${level}\``);
    section.entries.push({ sentence, level: level === 'MUST' || level === 'SHOULD' || level === 'MAY' ? level : null, ...readHolders(holders, (problem) => this.report(line, problem)), place: this.#place(line) });
  }

  #place(line: number): string {
    return `${this.#path}:${line}`;
  }
}
