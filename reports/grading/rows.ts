import type { Verdict } from '../../conformance/result.ts';
import { points, type Grade, type GradedCheck, type GradedItem } from '../../conformance/rubric/grade.ts';
import { textsOf } from '../../conformance/rubric/texts/texts.ts';
import { explainCheck, partLines } from './explain-check.ts';
import { plainText } from './plain-text.ts';

/** One line of a grade as platforms show it: a check in an item, or an item whose checks are hidden. */
export interface Row {
  /** `item/check`: stays when checks are added. */
  readonly id: string;
  /** `2.1.14`: stage, item, check. */
  readonly number: string;
  readonly name: string;
  readonly stage: string;
  readonly item: string;
  readonly kind: GradedItem['kind'];
  /** Null for a row of several checks. */
  readonly verdict: Verdict | null;
  /** Null when it did not count. */
  readonly passed: boolean | null;
  readonly score: number;
  readonly max: number;
  readonly check: GradedCheck | null;
  readonly hidden: boolean;
  /** Feedback as plain safe lines; empty for a check that passed. */
  readonly text: string;
  /** The same without the wire log. */
  readonly brief: string;
  /** Milliseconds. */
  readonly duration: number;
}

/** The rows of a grade, with as much as its assignment discloses. */
export function rowsOf(grade: Grade): Row[] {
  const checks = new Map(grade.checks.map((check) => [check.id, check]));
  const { text: say } = textsOf(grade.language);
  return grade.stages.flatMap((stage, at) => stage.items.flatMap((item, index): Row[] => {
    const head = { stage: stage.name, item: item.name, kind: item.kind };
    const number = `${at + 1}.${index + 1}`;
    if (item.kind === 'manual') return [];
    if (item.hidden || item.kind === 'penalty') {
      const failing = item.shares.filter(({ credit }) => credit !== null && credit < 1);
      const shown = item.hidden || grade.disclosure === 'none' ? [] : failing.map(({ check }) => check);
      const named = { checks: shown.slice(0, 10).join(', '), count: shown.length - 10 };
      const text = item.hidden ? say('item.hidden', { count: item.shares.length, failing: failing.length }) : shown.length === 0 ? '' : say(shown.length > 10 ? 'item.because-more' : 'item.because', named);
      return [{ ...head, id: item.id, number, name: item.name, verdict: null, passed: failing.length === 0, score: item.score, max: item.kind === 'penalty' ? 0 : item.max, check: null, hidden: item.hidden, text, brief: text, duration: 0 }];
    }
    return item.shares.map(({ check: id, credit, points: earned, max }, place): Row => {
      const check = checks.get(id)!;
      return {
        ...head, id: `${item.id}/${id}`, number: `${number}.${place + 1}`, name: check.title, verdict: check.verdict, passed: credit === null ? null : credit === 1,
        score: earned, max, check, hidden: false, text: textOf(grade, check, credit, true), brief: textOf(grade, check, credit, false), duration: check.duration,
      };
    });
  }));
}

function textOf(grade: Grade, check: GradedCheck, credit: number | null, wire: boolean): string {
  const { text } = textsOf(grade.language);
  const waived = check.because === null ? [] : [text('credit.waived', { reason: plainText(check.because) })];
  if (credit === 1) return waived.join('\n');
  if (grade.status === 'build-failed' || grade.status === 'not-started') return '';
  const head = credit === null ? text('credit.none', { verdict: check.verdict }) : text('credit.part', { verdict: check.verdict, percent: Math.round(credit * 100) });
  return [head, ...waived, ...partLines(explainCheck(check, grade).filter(({ label }) => wire || label !== 'wire'), grade.language)].join('\n');
}

/** What a person marks, as lines. */
export function manualLines(grade: Grade): string[] {
  return grade.stages.flatMap((stage) => stage.items.filter((item) => item.kind === 'manual').map((item) => textsOf(grade.language).text('manual.line', { stage: stage.name, item: item.name, points: item.max })));
}

/** The costliest mistakes as lines, as far as disclosed. */
export function causeLines(grade: Grade, most = 10): string[] {
  if (grade.disclosure !== 'full') return [];
  const { text } = textsOf(grade.language);
  const open = new Map(grade.checks.filter((check) => !check.hidden).map((check) => [check.id, check]));
  const shown = grade.causes.filter(({ checks }) => checks.some((id) => open.has(id))).slice(0, most);
  return shown.map((cause) => {
    const count = cause.checks.filter((id) => open.has(id)).length;
    return plainText([text(count === 1 ? 'cause.one' : 'cause.many', { title: cause.title, count, points: cause.lost }), ...(cause.hint === null ? [] : [cause.hint])].join(' '));
  });
}

/** `61.5 of 100 points (bonus 3, penalties -5)`. */
export function scoreText(grade: Grade): string {
  const { text } = textsOf(grade.language);
  const extras = [
    ...(grade.bonus > 0 ? [text('score.bonus', { points: grade.bonus })] : []), ...(grade.penalty < 0 ? [text('score.penalties', { points: grade.penalty })] : []),
    ...(grade.manual > 0 ? [text('score.manual', { points: points(grade.manual) })] : []),
  ];
  return `${text('score.total', { score: grade.score, max: grade.max })}${extras.length === 0 ? '' : ` (${extras.join(', ')})`}`;
}

/** The isolation as one word. */
export function isolationLevel(grade: Grade): string { return grade.isolation.split(':')[0]!; }

/** Why a submission was not graded as usual, safe to print; null when it was. */
export function statusText(grade: Grade): string | null {
  if (grade.status === 'graded') return null;
  return `${grade.status}${grade.message === null ? '' : `: ${plainText(grade.message, 4000)}`}`;
}
