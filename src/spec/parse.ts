import { readMarkdown, type Block, type Table } from './markdown.ts';
import { Margin } from './margin.ts';
import type { Example, Protocol, Requirement } from './model.ts';
import type { Problem } from './problem.ts';
import { resolveAlias } from './read/commands.ts';
import { readExample } from './read/examples.ts';
import { opensWithId, readRequirement } from './read/requirements.ts';
import { slug } from './read/slug.ts';
import type { TablePart } from './table.ts';
import { recogniseTable } from './tables.ts';

/** A Markdown file of a specification; `path` is how problems and places name it, `chapter` its slug when the path does not say. */
export interface SpecFile { readonly path: string; readonly text: string; readonly chapter?: string }

export interface Parsed {
  readonly protocol: Protocol;
  readonly margin: Margin;
  /** In the order of the files and their lines. Empty when the text could be read whole. */
  readonly problems: readonly Problem[];
}

type Draft = { -readonly [Part in TablePart]: Protocol[Part][number][] } & {
  chapters: Protocol['chapters'][number][];
  requirements: Requirement[];
  examples: Example[];
};

/**
 * Reads the chapters of a protocol. Never throws: what makes no sense is left out and reported.
 * @param files chapters named `4-access.md`, taken in the order of their numbers; `decisions.md` gives the decisions
 * that sources may cite.
 */
export function parseProtocol(name: string, files: readonly SpecFile[]): Parsed {
  const reader = new Reader();
  const chapters = files.map(chapterOf).sort((a, b) => a.number - b.number || (a.file.path < b.file.path ? -1 : 1));
  for (const chapter of chapters) reader.read(chapter);
  const { margin, problems, draft } = reader;
  const commands = draft.commands.map((command) => {
    const resolved = resolveAlias(command, draft.commands);
    margin.note(resolved, margin.place(command));
    return resolved;
  });
  return { protocol: { name, ...draft, commands }, margin, problems };
}

interface Chapter { readonly file: SpecFile; readonly number: number; readonly slug: string | null }

function chapterOf(file: SpecFile): Chapter {
  const [, number, title] = /(?:^|\/)(\d{1,4})-([a-z0-9-]+)\.md$/.exec(file.path) ?? [];
  return { file, number: number === undefined ? Infinity : Number(number), slug: file.chapter ?? title ?? null };
}

class Reader {
  readonly margin = new Margin();
  readonly problems: Problem[] = [];
  readonly draft: Draft = {
    chapters: [], states: [], effects: [], events: [], commands: [], arguments: [], conditions: [], rules: [],
    replies: [], allowed: [], texts: [], roles: [], requirements: [], examples: [],
  };

  read({ file, slug: chapter }: Chapter): void {
    const report = (line: number, problem: string): void => { this.problems.push({ place: `${file.path}:${line}`, problem }); };
    let blocks: Block[];
    try {
      blocks = readMarkdown(file.text);
    } catch (error) {
      return report(1, `the file ${(error as Error).message}`);
    }
    if (/(?:^|\/)decisions\.md$/.test(file.path)) {
      for (const block of blocks) if (block.kind === 'heading') this.margin.decisions.add(slug(block.text));
      return;
    }
    if (chapter === null) return report(1, 'a chapter is named by a number and a word: `4-access.md`');
    if (this.draft.chapters.some((other) => other.slug === chapter)) report(1, `there is another chapter \`${chapter}\``);
    const title = blocks.find((block) => block.kind === 'heading' && block.depth === 1);
    if (title === undefined) report(1, 'a chapter needs a title: `# …`');
    this.draft.chapters.push({ slug: chapter, title: title?.kind === 'heading' ? title.text : chapter });
    for (const block of blocks) this.#block(block, chapter, file.path, report);
  }

  #block(block: Block, chapter: string, path: string, report: (line: number, problem: string) => void): void {
    const place = (line: number): string => `${path}:${line}`;
    if (block.kind === 'table') return this.#table(block, chapter, place, report);
    if (block.kind === 'quote' && opensWithId(block)) {
      const requirement = readRequirement(block, chapter, place(block.line), (problem) => report(block.line, problem));
      if (requirement !== null) this.#keep(this.draft.requirements, requirement, requirement.place);
    }
    if (block.kind === 'fence' && block.info === 'session') {
      const example = readExample(block, { slug: chapter, place, report });
      if (example !== null) this.#keep(this.draft.examples, example, example.place);
    } else if (block.kind === 'fence' && /^sess?ions?\b/i.test(block.info)) {
      report(block.line, `an example is fenced as \`session\`, not \`${block.info}\``);
    }
  }

  #table(table: Table, chapter: string, place: (line: number) => string, report: (line: number, problem: string) => void): void {
    const kind = recogniseTable(table.header);
    if (kind === null) return;
    if (typeof kind === 'string') return report(table.line, kind);
    for (const { line, cells } of table.rows) {
      if (cells.length !== kind.header.length) {
        report(line, `a row of ${kind.part} has ${kind.header.length} cells, this one has ${cells.length}`);
        continue;
      }
      const row = { place: place(line), chapter, cells, margin: this.margin };
      const found: readonly object[] = kind.read(row, (problem) => report(line, problem));
      for (const definition of found) this.#keep<object>(this.draft[kind.part], definition, place(line));
    }
  }

  #keep<T extends object>(part: T[], definition: T, place: string): void {
    part.push(definition);
    this.margin.note(definition, place);
  }
}
