import { points, type Grade } from '../../conformance/rubric/grade.ts';
import { textsOf } from '../../conformance/rubric/texts/texts.ts';
import { ciSafeJson } from '../escape-ci.ts';
import { causeLines, manualLines, rowsOf, scoreText, statusText } from './rows.ts';

/** Gradescope's `results.json`. Hidden checks are a visible row without details: a hidden test would hide the total. */
export function renderGradescope(grade: Grade): string {
  const status = statusText(grade);
  const { text } = textsOf(grade.language);
  const result = {
    score: grade.score,
    execution_time: Math.round(grade.duration / 1000),
    output: [scoreText(grade), ...(status === null ? [] : ['', status]), ...withHead(text('heading.mend-first'), causeLines(grade)), ...withHead(text('heading.manual'), manualLines(grade))].join('\n'),
    output_format: 'text',
    test_output_format: 'text',
    visibility: 'visible',
    stdout_visibility: 'hidden',
    extra_data: { tool: grade.tool, version: grade.version, assignment: grade.assignment, ruleset: grade.ruleset, status: grade.status, max: grade.max, bonus: grade.bonus, penalty: grade.penalty, isolation: grade.isolation },
    tests: rowsOf(grade).map((row) => ({
      score: points(row.score), max_score: points(row.max), status: row.passed === false ? 'failed' : 'passed', name: row.name, number: row.number, output: row.text, output_format: 'text',
      tags: [row.item, ...(row.verdict === null ? [] : [row.verdict]), ...(row.check === null ? [] : [row.check.level, row.check.chapter])],
      visibility: 'visible', extra_data: { id: row.id, verdict: row.verdict, ...(row.check === null ? {} : { reproduce: grade.disclosure === 'none' ? null : row.check.reproduce }) },
    })),
    leaderboard: [{ name: 'Points', value: grade.score, order: 'desc' }],
  };
  return `${ciSafeJson(JSON.stringify(result, null, 2))}\n`;
}

function withHead(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${head}:`, ...lines.map((line) => `- ${line}`)];
}
