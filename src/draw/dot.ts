import type { Rule } from '../spec/model.ts';
import { LEVEL_INK, PAPER } from './colours.ts';
import { EVERY, type Coverage, type Edge, type Node, type Picture } from './diagram.ts';
import { timesSeen } from './seen.ts';
import { fullText, labelLines, staysText } from './label.ts';

/** The one sans-serif font whose widths Graphviz knows without a font system. */
const FONT = 'Helvetica';

/** One picture as a DOT graph without a frame: Graphviz draws labels across the frame of a cluster. */
export function plainDot(picture: Picture, coverage: Coverage | null): string {
  return `digraph ${quote(picture.region)} {\n  ${HEAD}\n${bodyOf(picture, coverage).map((line) => `  ${line}\n`).join('')}}\n`;
}

/** Pictures as one DOT graph, a cluster a region. */
export function dotOf(pictures: readonly Picture[], coverage: Coverage | null): string {
  const clusters = pictures.map((picture) => [
    `  subgraph ${quote(`cluster_${picture.region}`)} {`,
    `    label=<<b>${html(picture.region)}</b>>; labeljust=l; fontsize=16; style="rounded,filled"; color="${PAPER.line}"; fillcolor="${PAPER.cluster}"; margin=14;`,
    ...bodyOf(picture, coverage).map((line) => `    ${line}`),
    '  }',
  ].join('\n'));
  return `digraph session {\n  ${HEAD}\n${clusters.join('\n')}\n}\n`;
}

const HEAD = [
  `graph [fontname="${FONT}", nodesep=0.3, ranksep=0.5, bgcolor="transparent"];`,
  `node [shape=box, style="rounded,filled", fontname="${FONT}", fontsize=13, fillcolor="${PAPER.state}", color="${PAPER.line}", fontcolor="${PAPER.ink}", margin="0.12,0.09"];`,
  `edge [fontname="${FONT}", fontsize=11, arrowsize=0.7];`,
].join('\n  ');

function bodyOf(picture: Picture, coverage: Coverage | null): string[] {
  const { region } = picture;
  const [first] = picture.nodes;
  const every = picture.edges.some(({ from }) => from === EVERY) || picture.everywhere.length > 0;
  return [
    `${quote(`${region}.start`)} [shape=circle, width=0.14, height=0.14, fixedsize=true, label="", style=filled, fillcolor="${PAPER.ink}", tooltip="a session begins here"];`,
    ...(first ? [`${quote(`${region}.start`)} -> ${quote(`${region}.${first.state.name}`)} [color="${PAPER.ink}", tooltip="a session begins here"];`] : []),
    ...picture.nodes.map((node) => nodeLine(region, node, coverage)),
    ...(every ? [everyLine(picture)] : []),
    ...picture.edges.map((edge) => edgeLine(region, edge, coverage)),
  ];
}

function nodeLine(region: string, node: Node, coverage: Coverage | null): string {
  const { state, stays } = node;
  const key = `${region}.${state.name}`;
  const count = coverage?.states[key] ?? 0;
  const lines = [
    `<b>${html(state.name)}</b>`,
    ...(coverage === null ? [] : [small(count > 0 ? `visited ${count}×` : 'not visited', count > 0 ? PAPER.visitedLine : PAPER.missedLine)]),
    ...(state.entry === null ? [] : [small(`on entry: ${state.entry}`, PAPER.quiet)]),
    ...staysText(stays).map((text) => small(`stays: ${text}`, PAPER.quiet)),
  ];
  const paint = coverage === null ? '' : count > 0 ? `, fillcolor="${PAPER.visited}", color="${PAPER.visitedLine}"` : `, fillcolor="${PAPER.missed}", color="${PAPER.missedLine}", style="rounded,filled,dashed"`;
  return `${quote(key)} [label=<${lines.join('<br/>')}>, tooltip=${quote([state.meaning, ...tooltip(stays, 'stays: ')].join('\n'))}${paint}];`;
}

function everyLine({ region, everywhere }: Picture): string {
  const lines = [`<i>${EVERY}</i>`, ...staysText(everywhere).map((text) => small(`stays: ${text}`, PAPER.quiet))];
  return `${quote(`${region}.${EVERY}`)} [shape=box, style="rounded,dashed", label=<${lines.join('<br/>')}>, fontcolor="${PAPER.quiet}", tooltip=${quote(['every state of this region', ...tooltip(everywhere, 'stays: ')].join('\n'))}];`;
}

function edgeLine(region: string, edge: Edge, coverage: Coverage | null): string {
  const seen = coverage === null || timesSeen(region, edge, coverage) > 0;
  const ink = seen ? LEVEL_INK[edge.level] : PAPER.missedLine;
  const rows = labelLines(edge.rules).map(({ text, level, small }) => `<tr><td align="left"><font color="${seen ? LEVEL_INK[level] : PAPER.missedLine}"${small ? ' point-size="9"' : ''}>${small ? `<i>${html(text)}</i>` : html(text)}</font></td></tr>`);
  if (edge.everywhere) rows.push(`<tr><td align="left"><font color="${PAPER.quiet}" point-size="9">from every state</font></td></tr>`);
  if (!seen) rows.push(`<tr><td align="left"><font color="${PAPER.missedLine}" point-size="9">not visited</font></td></tr>`);
  const style = edge.level === 'HABIT' ? 'dashed' : seen ? 'solid' : 'dotted';
  const tip = quote(tooltip(edge.rules, '', coverage).join('\n'));
  return `${quote(`${region}.${edge.from}`)} -> ${quote(`${region}.${edge.to}`)} [color="${ink}", style=${style}, label=<<table border="0" cellborder="0" cellspacing="0" cellpadding="1">${rows.join('')}</table>>, tooltip=${tip}, labeltooltip=${tip}];`;
}

function tooltip(rules: readonly Rule[], prefix: string, coverage: Coverage | null = null): string[] {
  return rules.map((rule) => `${prefix}${fullText(rule)}${coverage === null ? '' : ` — seen ${coverage.rules[rule.id] ?? 0}×`}`);
}

function small(text: string, ink: string): string {
  return `<font point-size="10" color="${ink}">${html(text)}</font>`;
}

/** Escapes for an HTML-like label; quoted strings escape what DOT itself reads. */
function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
