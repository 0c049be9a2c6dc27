/** A grade as a hostile submission leaves one, for the tests of the formats. */
import type { CheckRecord, Finding } from '../../conformance/result.ts';
import { gradeRun } from '../../conformance/rubric/grade-run.ts';
import type { Grade, Status } from '../../conformance/rubric/grade.ts';
import { planAssignment, type Plan } from '../../conformance/rubric/plan.ts';
import { parseAssignment } from '../../conformance/rubric/read-assignment.ts';
import { ENGLISH } from '../../conformance/rubric/texts/texts.ts';
import { hostile } from '../samples.ts';

export const sampleAssignment = `
name: "Lab 3: <FTP> & *more* ::error::x"
protocol: ftp
ruleset: 2026.1
items:
  - { name: Login, points: 7, checks: [access/logs-in-and-out, access/greets-unasked, access/quit-before-login] }
  - { name: Paths | and, points: 10, chapters: files }
  - { name: Secret, points: 5, checks: failure/endless-line, hidden: true }
  - { name: Extras, kind: bonus, points: 3, checks: information/syst-names-a-system }
  - { name: Crashes, kind: penalty, each: 2, checks: "*", verdicts: [crash] }
  - { name: Style, kind: manual, points: 4 }
waivers:
  - { checks: access/quit-before-login, reason: our firewall closes first }
`;

const RULE: Finding = {
  verdict: 'fail', rule: 'FTP-FIL-R1', sentence: 'PWD answers 257 and the path in quotes.', source: 'RFC 959 §5.4', sent: 'PWD', expected: ['257 "path" commentary'], actual: '257 / is here', hint: null,
};

/** Records for every check of the plan: the login passes, `::` and other attacks in what failed. */
function records(plan: Plan): CheckRecord[] {
  return plan.checks.map((check): CheckRecord => {
    const base: CheckRecord = {
      type: 'check', id: check.id, title: check.title, chapter: check.chapter, level: 'MUST', rules: check.rules, verdict: 'pass', ending: 'clean', reason: null, findings: [], wire: [], duration: 12.34, reproduce: `npx ftpspec check --check ${check.id}`,
    };
    const wire = [{ at: 1, session: 1, channel: 'control', direction: 'received', data: hostile }] as const;
    switch (check.id) {
      case 'access/quit-before-login': return { ...base, verdict: 'crash', reason: `the server is gone: ${hostile}` };
      case 'failure/endless-line': return { ...base, verdict: 'fail', findings: [{ ...RULE, actual: hostile, sent: hostile, expected: [hostile] }], wire };
      case 'information/syst-names-a-system': return { ...base, verdict: 'not-implemented', reason: hostile };
      default: return check.chapter === 'files' ? { ...base, verdict: 'fail', findings: [{ ...RULE, sent: `PWD ${hostile}`, actual: `257 / ${hostile}` }], wire } : base;
    }
  });
}

export function sampleGrade(changes: { readonly status?: Status; readonly message?: string; readonly assignment?: string; readonly language?: string } = {}): Grade {
  const plan = planAssignment(parseAssignment('lab3.yaml', changes.assignment ?? sampleAssignment));
  const { status = 'graded', message = null } = changes;
  return gradeRun(plan, status === 'graded' ? records(plan) : [], { submission: 'anna & <co>', status, message, isolation: 'limits', language: changes.language ?? ENGLISH, started: '2026-03-04T09:30:00.123Z', duration: 1234, key: 'k' });
}
