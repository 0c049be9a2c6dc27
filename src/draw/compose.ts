import type { Level } from '../spec/model.ts';
import type { Table } from '../machine/table.ts';
import { arrange } from './arrange.ts';
import { LEVEL_INK, PAPER } from './colours.ts';
import type { Coverage } from './diagram.ts';
import { notVisited } from './not-visited.ts';

/** The drawing of one region; sizes in points. */
export interface Piece { readonly region: string; readonly width: number; readonly height: number; readonly viewBox: string; readonly body: string }

const GAP = 14;
const MARGIN = 20;
const HEAD = 66;
const TITLE = 26;
const PAD = 6;
const LINE = 18;
const FONT = 'Helvetica,Arial,sans-serif';

/** Arranges drawings on a page and writes title, legend and what was not visited around them. */
export function compose(table: Table, pieces: readonly Piece[], coverage: Coverage | null, region: string | null): string {
  const placed = arrange(pieces.map((piece) => ({ ...outer(piece), piece })), GAP).map(({ x, y, item }) => ({ x: x + MARGIN, y: y + HEAD, piece: item.piece }));
  const width = Math.max(760, ...placed.map(({ x, piece }) => x + outer(piece).width)) + MARGIN;
  const bottom = Math.max(HEAD, ...placed.map(({ y, piece }) => y + outer(piece).height));
  const notes = coverage === null ? [] : noteLines(table, coverage, width);
  const height = bottom + MARGIN + notes.length * LINE;
  const title = `The ${table.protocol.name.toUpperCase()} session${region === null ? '' : `: ${region}`}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="${FONT}" role="img" aria-label="${escape(title)}">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    `<text x="${MARGIN}" y="32" font-size="20" font-weight="bold" fill="${PAPER.ink}">${escape(title)}</text>`,
    ...legend(coverage !== null),
    ...placed.map(frame),
    ...notes.map((text, index) => `<text x="${MARGIN}" y="${round(bottom + (index + 1) * LINE)}" font-size="12" fill="${PAPER.missedLine}">${escape(text)}</text>`),
    '</svg>\n',
  ].join('\n');
}

function frame({ x, y, piece }: { readonly x: number; readonly y: number; readonly piece: Piece }): string {
  const { width, height } = outer(piece);
  return [
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="10" fill="${PAPER.cluster}" stroke="${PAPER.line}"/>`,
    `<text x="${round(x + 12)}" y="${round(y + 20)}" font-size="15" font-weight="bold" fill="${PAPER.ink}">${escape(piece.region)}</text>`,
    `<svg x="${round(x + PAD)}" y="${round(y + TITLE)}" width="${round(piece.width)}" height="${round(piece.height)}" viewBox="${piece.viewBox}">${piece.body}</svg>`,
  ].join('\n');
}

function outer(piece: Piece): { width: number; height: number } {
  return { width: piece.width + 2 * PAD, height: piece.height + TITLE + PAD };
}

function legend(covered: boolean): string[] {
  const items: { ink: string; dash: string; text: string }[] = (Object.entries(LEVEL_INK) as [Level, string][]).map(([level, ink]) => ({ ink, dash: level === 'HABIT' ? '5 3' : '', text: level === 'HABIT' ? 'HABIT (seen on servers, not specified)' : level }));
  if (covered) items.push({ ink: PAPER.missedLine, dash: '1 3', text: 'not visited' });
  let x = MARGIN;
  const lines = items.map(({ ink, dash, text }) => {
    const at = x;
    x += 52 + text.length * 6.6;
    return `<path d="M${round(at)} 50h28" stroke="${ink}" stroke-width="2"${dash === '' ? '' : ` stroke-dasharray="${dash}"`}/><text x="${round(at + 34)}" y="54" font-size="12" fill="${ink}">${escape(text)}</text>`;
  });
  return [...lines, `<text x="${round(x + 10)}" y="54" font-size="12" fill="${PAPER.quiet}">Hold the pointer over a state or an arrow for its rules.</text>`];
}

function noteLines(table: Table, coverage: Coverage, width: number): string[] {
  const missed = notVisited(table, coverage);
  const most = Math.floor((width - 2 * MARGIN) / 6.4);
  return [
    ...wrap(`Not visited: ${missed.states.length} of ${missed.statesInAll} states${missed.states.length > 0 ? `: ${missed.states.join(', ')}` : ''}`, most),
    ...wrap(`Not visited: ${missed.rules.length} of ${missed.rulesInAll} rules${missed.rules.length > 0 ? `: ${missed.rules.join(', ')}` : ''}`, most),
  ];
}

function wrap(text: string, most: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function round(value: number): number { return Math.round(value * 10) / 10; }
