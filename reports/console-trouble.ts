import type { CheckRecord, Finding } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import { ciSafe } from './escape-ci.ts';
import { terminalSafe } from './escape-terminal.ts';
import { VERDICT_COLOUR, type Colour } from './paint.ts';
import { ruleText } from '../src/spec/rule-text.ts';
import type { Terminal } from './terminal.ts';
import { transcript } from './wire-text.ts';
import type { Trouble } from './worst-first.ts';
import { wrap } from './wrap.ts';

const WIRE_LINES = 12;
/** Characters of one text; the file reports hold all of it. */
const MOST_TEXT = 1200;
const LABEL = 11;

/** One cause and what it blocks, as lines: head, rule with source, wire, sent, expected, actual, hint, how to run it again. */
export function troubleLines(trouble: Trouble, protocol: Protocol | null, terminal: Terminal): string[] {
  const { check } = trouble;
  return check === null ? orphanLines(trouble, terminal) : [
    ...headLines(check, terminal),
    ...check.findings.flatMap((finding) => findingLines(finding, protocol, terminal)),
    ...(check.findings.length === 0 && check.reason !== null ? labelled('because', [check.reason], terminal) : []),
    ...(check.ending === 'clean' || check.ending === 'none' ? [] : labelled('ended', [`the control connection ended ${check.ending}`], terminal)),
    ...wireLines(check, terminal),
    ...labelled('reproduce', [check.reproduce], terminal, 'cyan'),
    ...blockedLines(trouble, terminal),
    '',
  ];
}

function headLines(check: CheckRecord, { paint, columns }: Terminal): string[] {
  const badge = check.verdict.toUpperCase();
  const [first = '', ...rest] = wrap(`${terminalSafe(check.id)}  ${terminalSafe(check.title)}`, columns - badge.length - 2);
  return [`${paint(VERDICT_COLOUR[check.verdict], badge)}  ${paint('bold', first)}`, ...rest.map((line) => `${' '.repeat(badge.length + 2)}${paint('bold', line)}`)];
}

function findingLines(finding: Finding, protocol: Protocol | null, terminal: Terminal): string[] {
  const level = protocol && ruleText(protocol, finding.rule)?.level;
  const rule = `${finding.rule}${level ? ` ${level}` : ''}`;
  return [
    ...labelled('rule', [`"${finding.sentence}"`, `${rule} — ${finding.source}`], terminal),
    ...(finding.sent === '' ? [] : labelled('sent', [finding.sent], terminal)),
    ...labelled('expected', finding.expected.map((one, index) => (index === 0 ? one : `or ${one}`)), terminal, 'green'),
    ...labelled('actual', [finding.actual], terminal, 'red'),
    ...(finding.hint === null ? [] : labelled('hint', [finding.hint], terminal, 'yellow')),
  ];
}

function wireLines(check: CheckRecord, { paint, columns }: Terminal): string[] {
  const indent = ' '.repeat(LABEL + 2);
  return transcript(check.wire, WIRE_LINES).flatMap((line, index) => {
    const head = index === 0 ? `  ${paint('dim', 'wire'.padEnd(LABEL))}` : indent;
    return pieces(bounded(ciSafe(line)), columns - indent.length).map((piece, part) => `${part === 0 ? head : indent}${paint('dim', piece)}`);
  });
}

/** A transcript keeps its blanks, so it is cut at the margin and not wrapped. */
function pieces(text: string, width: number): string[] {
  const indent = ' '.repeat(14);
  const most = Math.max(30, width);
  const lines = [text.slice(0, most)];
  for (let at = most; at < text.length; at += most - indent.length) lines.push(indent + text.slice(at, at + most - indent.length));
  return lines;
}

function blockedLines(trouble: Trouble, terminal: Terminal): string[] {
  const count = trouble.blocked.length;
  if (count === 0) return [];
  return labelled('blocks', [`${count} check${count === 1 ? '' : 's'}: ${names(trouble.blocked)}`], terminal, 'blue');
}

function orphanLines(trouble: Trouble, terminal: Terminal): string[] {
  const count = trouble.blocked.length;
  const head = `${terminal.paint('blue', 'BLOCKED')}  ${terminal.paint('bold', `${count} check${count === 1 ? '' : 's'}`)}`;
  return [head, ...labelled('because', [trouble.reason], terminal), ...labelled('checks', [names(trouble.blocked)], terminal), ''];
}

function names(checks: readonly CheckRecord[]): string {
  return checks.map((check) => check.id).join(', ');
}

function labelled(label: string, texts: readonly string[], { paint, columns }: Terminal, colour: Colour = 'plain'): string[] {
  const lines = texts.flatMap((text) => wrap(bounded(ciSafe(terminalSafe(text))), columns - LABEL - 2));
  return lines.map((line, index) => `  ${paint('dim', (index === 0 ? label : '').padEnd(LABEL))}${paint(colour, line)}`);
}

function bounded(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}… (${text.length} characters; a report file holds them all)`;
}
