import type { CheckRecord, Finding } from '../result.ts';
import { fitsPattern } from './choose-checks.ts';
import { SYMPTOMS } from './symptoms.ts';
import type { Symptom } from './symptoms/symptom.ts';
import type { Texts } from './texts/texts.ts';

/** A check's failure, understood. */
export interface Diagnosis {
  readonly symptom: Symptom;
  /** Id of the cause: the symptom's, with the command where the title names it. */
  readonly id: string;
  /** The command that was sent. */
  readonly verb: string;
  /** Where the first wrong byte lies in the finding's `actual`; null when that is not known. */
  readonly wrongAt: number | null;
}

/** What the server does wrong, without its subject. */
export function titleOf({ symptom, verb }: Diagnosis, { text }: Texts): string { return text(`symptom.${symptom.id}.title`, { verb }); }

/** The likely mistake in the code, for a beginner. */
export function hintOf({ symptom, verb }: Diagnosis, { text }: Texts): string { return text(`symptom.${symptom.id}.hint`, { verb }); }

/** The likely mistake behind a check that did not pass, or null when nothing typical shows. */
export function diagnose(record: Pick<CheckRecord, 'id' | 'verdict' | 'reason' | 'findings'>): Diagnosis | null {
  const finding = record.findings.findLast(({ verdict }) => verdict === 'fail' || verdict === 'warn' || verdict === 'crash') ?? null;
  if (finding === null && record.reason === null) return null;
  const seen = { sent: finding?.sent ?? sentIn(record.reason!), actual: finding?.actual ?? record.reason!, expected: finding?.expected ?? [], rule: finding?.rule ?? null };
  const symptom = SYMPTOMS.find((one) => (
    (one.checks?.some((pattern) => fitsPattern(pattern, record.id)) ?? true)
    && (one.rules === undefined || (seen.rule !== null && one.rules.includes(seen.rule)))
    && (one.sent?.test(seen.sent) ?? true)
    && (one.actual?.test(seen.actual) ?? true)
    && (one.expected === undefined || seen.expected.some((text) => one.expected!.test(text)))
  ));
  if (symptom === undefined) return null;
  const verb = /^[A-Za-z]{3,4}\b/.exec(seen.sent)?.[0].toUpperCase() ?? 'a command';
  return { symptom, id: symptom.as ?? (symptom.byVerb === true ? `${symptom.id}-${verb.toLowerCase().replace(' ', '-')}` : symptom.id), verb, wrongAt: finding === null ? null : wrongByte(finding, symptom) };
}

/** The first wrong character of what came: by the symptom, else where no expected reply code goes on as it does. */
function wrongByte(finding: Finding, symptom: Symptom): number | null {
  const at = symptom.wrong?.exec(finding.actual)?.index;
  if (at !== undefined) return at;
  const code = /^\d{3}/.exec(finding.actual)?.[0];
  const expected = finding.expected.flatMap((text) => /^\d{3}/.exec(text)?.[0] ?? []);
  if (code === undefined || expected.length === 0 || expected.includes(code)) return null;
  return Math.max(...expected.map((one) => [0, 1, 2].findIndex((index) => one[index] !== code[index])));
}

/** The command that a blocked check's reason names. */
function sentIn(reason: string): string {
  return /([A-Za-z]{3,4}\b[^:]*) (?:was answered|is not implemented)/.exec(reason)?.[1]?.replace(/^.*: /, '') ?? /no reply to (\S.*)/.exec(reason)?.[1] ?? '';
}
