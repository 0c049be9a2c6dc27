import { toString } from 'mdast-util-to-string';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Cell, CellPart } from './cell.ts';

export interface Heading { readonly kind: 'heading'; readonly line: number; readonly depth: number; readonly text: string }
export interface TableRow { readonly line: number; readonly cells: readonly Cell[] }
export interface Table {
  readonly kind: 'table';
  readonly line: number;
  /** Header cells, in lower case and with single spaces. */
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}
/** One paragraph of a block quote. */
export interface Quote { readonly kind: 'quote'; readonly line: number; readonly text: string }
export interface Fence {
  readonly kind: 'fence';
  /** The line of the opening fence: its first content line is the next one. */
  readonly line: number;
  readonly info: string;
  readonly lines: readonly string[];
}
export type Block = Heading | Table | Quote | Fence;

/** Bytes of Markdown that are read at most: the Markdown parser is not linear in what it is given. */
const LIMIT = 1 << 20;

const markdown = unified().use(remarkParse).use(remarkGfm);
type Root = ReturnType<typeof markdown.parse>;
type Node = Root['children'][number];
type TableNode = Extract<Node, { type: 'table' }>;
type CellNode = TableNode['children'][number]['children'][number];

/**
 * The blocks of a Markdown text that can be normative, in order, with 1-based line numbers; also those inside lists.
 * @throws {Error} when the text is too large or nested too deeply to be a specification.
 */
export function readMarkdown(text: string): Block[] {
  if (text.length > LIMIT) throw new Error(`is longer than ${LIMIT} characters`);
  const blocks: Block[] = [];
  try {
    for (const node of markdown.parse(text).children) collect(node, blocks);
  } catch {
    throw new Error('is nested too deeply to be read');
  }
  return blocks;
}

function collect(node: Node, into: Block[]): void {
  const line = lineOf(node);
  switch (node.type) {
    case 'heading':
      into.push({ kind: 'heading', line, depth: node.depth, text: toString(node) });
      break;
    case 'table':
      into.push(readTable(node, line));
      break;
    case 'code':
      into.push({ kind: 'fence', line, info: [node.lang, node.meta].filter(Boolean).join(' '), lines: node.value.split(/\r?\n/) });
      break;
    case 'blockquote':
      for (const child of node.children) {
        if (child.type === 'paragraph') into.push({ kind: 'quote', line: lineOf(child), text: flat(plain(child)) });
        else collect(child, into);
      }
      break;
    case 'list':
    case 'listItem':
      for (const child of node.children) collect(child, into);
      break;
    default:
  }
}

function readTable(node: TableNode, line: number): Table {
  const [head, ...rows] = node.children;
  return {
    kind: 'table',
    line,
    header: (head?.children ?? []).map((cell) => flat(toString(cell)).toLowerCase()),
    rows: rows.map((row) => ({ line: lineOf(row), cells: row.children.map(readCell) })),
  };
}

function readCell(node: CellNode): Cell {
  const parts: CellPart[] = node.children.map((child) => ({ code: child.type === 'inlineCode', text: plain(child) }));
  return { text: parts.map((part) => part.text).join('').trim(), parts };
}

interface AnyNode { readonly type: string; readonly url?: string; readonly children?: readonly AnyNode[] }

/** The text of a node. A link to a decision reads as its target, because a source names the decision, not the word linked. */
function plain(node: AnyNode): string {
  const decision = node.type === 'link' ? /decisions\.md#[\w-]+$/.exec(node.url ?? '') : null;
  if (decision !== null) return decision[0];
  return node.children === undefined ? toString(node) : node.children.map(plain).join('');
}

function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
  return node.position?.start.line ?? 1;
}

function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
