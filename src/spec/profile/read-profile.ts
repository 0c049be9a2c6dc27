import { isNone, listItems, type Cell } from '../cell.ts';
import { readMarkdown, type Block, type Table } from '../markdown.ts';
import type { Command, Example, Requirement } from '../model.ts';
import type { SpecFile } from '../parse.ts';
import type { Problem, Report } from '../problem.ts';
import { readExample } from '../read/examples.ts';
import { opensWithId, readRequirement } from '../read/requirements.ts';
import type { Feature, LeftOut, ProfileSpec, ProfileVerb, Stage, StagePart, TakenCheck } from './profile.ts';

type Draft = {
  title: string; base: string; port: number;
  verbs: ProfileVerb[]; conditions: LeftOut[]; leftOut: LeftOut[]; taken: TakenCheck[];
  stages: Stage[]; parts: StagePart[]; features: Feature[]; requirements: Requirement[]; examples: Example[];
};

interface Row { readonly cells: readonly Cell[]; readonly place: string }
type Read = (draft: Draft, row: Row, report: Report) => void;

const NOTHING: Cell = { text: '', parts: [] };
const cell = (row: Row, at: number): Cell => row.cells[at] ?? NOTHING;
const text = (row: Row, at: number): string => cell(row, at).text;
/** What stands in backticks; a name that does not is reported. */
const names = (row: Row, at: number, report: Report): string[] => listItems(cell(row, at)).map((item) => {
  if (!item.code) report(`\`${item.text}\` stands without backticks`);
  return item.text;
});

/** The tables of a profile by their headers. All but the first two may be missing or come in pieces. */
const TABLES: Readonly<Record<string, Read>> = {
  'profile of | port': (draft, row, report) => {
    draft.base = text(row, 0);
    draft.port = Number(text(row, 1));
    if (!Number.isInteger(draft.port) || draft.port < 1 || draft.port > 65_535) report(`\`${text(row, 1)}\` is no port`);
  },
  'verb | support | why': (draft, row, report) => {
    const support = (['MUST', 'SHOULD', 'MAY'] as const).find((level): level is Command['support'] => level === text(row, 1));
    if (support === undefined) return report(`the support of a verb is MUST, SHOULD or MAY, not \`${text(row, 1)}\``);
    for (const verb of names(row, 0, report)) draft.verbs.push({ verb, support, place: row.place });
  },
  'condition | cannot arise because': (draft, row) => { draft.conditions.push({ name: text(row, 0), why: text(row, 1), place: row.place }); },
  'requirement | out of scope because': (draft, row, report) => {
    for (const name of names(row, 0, report)) draft.leftOut.push({ name, why: text(row, 1), place: row.place });
  },
  'subject | checks taken over': (draft, row, report) => {
    for (const id of names(row, 1, report)) draft.taken.push({ id, place: row.place });
  },
  'stage | title | weight': (draft, row, report) => {
    draft.stages.push({ id: text(row, 0), title: text(row, 1), weight: percent(row, 2, report), place: row.place });
  },
  'stage | part | weight | checks | by hand': (draft, row, report) => {
    const checks = names(row, 3, report);
    const byHand = isNone(cell(row, 4)) ? null : text(row, 4);
    if (checks.length === 0 && byHand === null) report('a part is marked by checks or by hand');
    if (checks.length > 0 && byHand !== null) report('a part is marked by checks or by hand, not both: make it two');
    draft.parts.push({ stage: text(row, 0), title: text(row, 1), weight: percent(row, 2, report), checks, byHand, place: row.place });
  },
  'the document says | shown by': (draft, row, report) => {
    const shownBy = cell(row, 1).parts.filter(({ code }) => code).map((part) => part.text);
    if (shownBy.length === 0) report('a claim is shown by a check, a file or a command in backticks');
    draft.features.push({ claim: text(row, 0), shownBy, place: row.place });
  },
};

/**
 * Reads a profile: Markdown with the tables above, requirements and example sessions. Never throws: what makes no sense is
 * left out and reported.
 * @param file its name without `.md` is the profile's
 */
export function readProfile({ path, text: markdown }: SpecFile): { readonly profile: ProfileSpec; readonly problems: readonly Problem[] } {
  const name = /([a-z0-9-]+)\.md$/.exec(path)?.[1] ?? 'profile';
  const problems: Problem[] = [];
  const report = (line: number, problem: string): void => { problems.push({ place: `${path}:${line}`, problem }); };
  const draft: Draft = { title: '', base: '', port: 0, verbs: [], conditions: [], leftOut: [], taken: [], stages: [], parts: [], features: [], requirements: [], examples: [] };
  const seen = new Set<string>();
  for (const block of blocksOf(markdown, report)) {
    const place = `${path}:${block.line}`;
    if (block.kind === 'heading' && block.depth === 1 && draft.title === '') draft.title = block.text;
    else if (block.kind === 'quote' && opensWithId(block)) {
      const requirement = readRequirement(block, name, place, (problem) => report(block.line, problem));
      if (requirement !== null) draft.requirements.push(requirement);
    } else if (block.kind === 'fence' && block.info === 'session') {
      const example = readExample(block, { slug: name, place: (line) => `${path}:${line}`, report });
      if (example !== null) draft.examples.push(example);
    } else if (block.kind === 'table') seen.add(readTable(block, draft, path, report));
  }
  if (draft.title === '') report(1, 'a profile needs a title: `# …`');
  for (const header of Object.keys(TABLES).slice(0, 2)) if (!seen.has(header)) report(1, `a profile needs a table \`| ${header} |\``);
  return { profile: { name, ...draft, place: `${path}:1` }, problems };
}

function readTable(table: Table, draft: Draft, path: string, report: (line: number, problem: string) => void): string {
  const header = table.header.join(' | ');
  const read = Object.hasOwn(TABLES, header) ? TABLES[header] : undefined;
  if (read === undefined) {
    const first = table.header[0];
    const near = Object.keys(TABLES).find((known) => known.split(' | ')[0] === first);
    if (near !== undefined) report(table.line, `a table with this header is not read; one that begins so is \`| ${near} |\``);
    return header;
  }
  for (const row of table.rows) {
    if (row.cells.length === table.header.length) read(draft, { cells: row.cells, place: `${path}:${row.line}` }, (problem) => report(row.line, problem));
    else report(row.line, `a row of this table has ${table.header.length} cells, this one has ${row.cells.length}`);
  }
  return header;
}

function blocksOf(markdown: string, report: (line: number, problem: string) => void): Block[] {
  try {
    return readMarkdown(markdown);
  } catch (error) {
    report(1, `the file ${(error as Error).message}`);
    return [];
  }
}

function percent(row: Row, at: number, report: Report): number {
  const [, number] = /^(\d{1,3}) ?%$/.exec(text(row, at)) ?? [];
  if (number === undefined || Number(number) > 100) return report(`a weight reads \`25 %\`, not \`${text(row, at)}\``), 0;
  return Number(number);
}
