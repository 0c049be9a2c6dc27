import type { Problem } from '../problem.ts';
import type { Census, CensusEntry, CensusSection } from './census.ts';
import { candidates, sectionsOf, type SourceSection } from './source.ts';
import { flatText } from './sentences.ts';

/** What a census may name. */
export interface Names {
  /** Ids of rules and requirements. */
  readonly ids: ReadonlySet<string>;
  readonly decisions: ReadonlySet<string>;
  /** `RFC 1123 §4.1.2.9`, for every section of every census. */
  readonly clauses: ReadonlySet<string>;
}

/** What is wrong between a census, the text that it is about, and the specification. */
export function lintCensus(census: Census, text: string, names: Names): Problem[] {
  const sources = sectionsOf(text, census.sections.map(({ heading }) => heading));
  return census.sections.flatMap((section, at) => {
    const source = sources[at] ?? null;
    const named = section.entries.flatMap((entry) => unknownNames(entry, census, names));
    if (source === null) return [{ place: section.place, problem: `${census.text} has no line \`${section.heading}\` behind the heading before` }, ...named];
    if (section.leftOut !== null) return section.entries.length === 0 ? [] : [{ place: section.place, problem: 'a section that is left out has no sentences' }];
    return [...named, ...sentences(section, source, census)];
  });
}

function sentences(section: CensusSection, source: SourceSection, census: Census): Problem[] {
  const text = flatText(source.sentences);
  const covered: [number, number][] = [];
  const problems: Problem[] = [];
  for (const { sentence, place } of section.entries) {
    const found = occurrences(text, sentence);
    if (found.length === 0) problems.push({ place, problem: `${section.clause} of ${census.text} does not say: ${sentence}` });
    covered.push(...found.map((start): [number, number] => [start, start + sentence.length]));
  }
  for (const candidate of candidates(source, census.wording)) {
    const starts = occurrences(text, candidate.text);
    if (starts.some((start) => covered.some(([from, to]) => from <= start && start + candidate.text.length <= to))) continue;
    problems.push({ place: section.place, problem: `${census.text}:${candidate.line} is not accounted for (${candidate.demand}): ${candidate.text}` });
  }
  return problems;
}

function occurrences(text: string, sentence: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(sentence); sentence !== '' && at >= 0; at = text.indexOf(sentence, at + 1)) found.push(at);
  return found;
}

function unknownNames(entry: CensusEntry, census: Census, { ids, decisions, clauses }: Names): Problem[] {
  const wrong = [
    ...entry.rules.filter((id) => !ids.has(id)).map((id) => `nothing is called ${id}`),
    ...entry.decisions.filter((name) => !decisions.has(name)).map((name) => `decisions.md has no \`${name}\``),
    ...entry.reasons.flatMap(({ kind, text }) => {
      if (kind === 'not offered' && text === null) return ['`not offered` says what: `not offered: MODE B`'];
      if (kind !== 'superseded' && kind !== 'repeats') return [];
      const clause = text === null ? '' : (text.startsWith('RFC ') ? text : `${census.document} ${text}`);
      return clauses.has(clause) ? [] : [`\`${kind}\` names a clause of the census, as in \`${kind}: RFC 959 §3.2\`; \`${clause}\` is none`];
    }),
    ...(entry.level === null && entry.rules.length > 0 && !entry.reasons.some(({ kind }) => kind === 'informative' || kind === 'definition') ? ['a sentence that rules hold has a level'] : []),
  ];
  return wrong.map((problem) => ({ place: entry.place, problem }));
}
