import { diagnose, hintOf } from '../../conformance/rubric/diagnose.ts';
import type { Grade, GradedCheck } from '../../conformance/rubric/grade.ts';
import { textsOf } from '../../conformance/rubric/texts/texts.ts';
import { transcript } from '../wire-text.ts';
import { plainText } from './plain-text.ts';

/** One labelled part of the feedback on a check. Texts are safe to print; a text may have several lines. */
export interface Part {
  readonly label: 'rule' | 'sent' | 'came' | 'expected' | 'likely' | 'because' | 'wire' | 'again';
  readonly text: string;
}

const WIRE_LINES = 14;
/** Characters of one line of the wire log. */
const LINE = 200;
/** Characters of what came that are shown around its first wrong byte. */
const MOST = 300;

/** What students are told about a check that cost points, as far as the assignment discloses it. */
export function explainCheck(check: GradedCheck, { disclosure, language }: Pick<Grade, 'disclosure' | 'language'>): Part[] {
  if (disclosure === 'none' || check.hidden) return [];
  const full = disclosure === 'full';
  const texts = textsOf(language);
  const finding = check.findings.findLast(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'crash') ?? check.findings.at(-1);
  const known = diagnose(check);
  const parts: (Part | null)[] = [
    full && finding !== undefined ? { label: 'rule', text: `${finding.sentence} (${finding.rule}, ${finding.source})` } : null,
    finding !== undefined && finding.sent !== '' ? { label: 'sent', text: finding.sent } : null,
    finding === undefined ? null : { label: 'came', text: withCaret(finding.actual, known?.wrongAt ?? null, texts.text('caret')) },
    full && finding !== undefined ? { label: 'expected', text: finding.expected.join('\nor ') } : null,
    full && (known !== null || finding?.hint) ? { label: 'likely', text: finding?.hint ?? hintOf(known!, texts) } : null,
    check.reason === null ? null : { label: 'because', text: check.reason },
    check.wire.length === 0 ? null : { label: 'wire', text: transcript(check.wire, WIRE_LINES).map((line) => (line.length <= LINE ? line : `${line.slice(0, LINE)}…`)).join('\n') },
    check.reproduce === '' ? null : { label: 'again', text: check.reproduce },
  ];
  return parts.flatMap((part) => (part === null ? [] : [{ label: part.label, text: plainText(part.text) }]));
}

/** The parts as lines, labels in a column. */
export function partLines(parts: readonly Part[], language: string): string[] {
  const texts = textsOf(language);
  return parts.flatMap(({ label, text }) => text.split('\n').map((line, index) => `${(index === 0 ? texts.text(`label.${label}`) : '').padEnd(9)} ${line}`.trimEnd()));
}

function withCaret(actual: string, at: number | null, said: string): string {
  if (at === null || at >= actual.length) return actual.slice(0, 2 * MOST);
  const from = Math.max(0, at - MOST);
  return `${actual.slice(from, at + MOST)}\n${' '.repeat(at - from)}^ ${said}`;
}
