import { points, type Grade } from '../../conformance/rubric/grade.ts';
import { textsOf } from '../../conformance/rubric/texts/texts.ts';
import { partLines, explainCheck } from './explain-check.ts';
import { plainText } from './plain-text.ts';
import { causeLines, manualLines, rowsOf, scoreText, statusText, type Row } from './rows.ts';

/** Checks that are explained in full. */
const IN_FULL = 60;

/** The feedback for a student as Markdown: what to mend first, the points, each check that cost some. */
export function renderGradeMarkdown(grade: Grade): string {
  const status = statusText(grade);
  const say = textsOf(grade.language).text;
  const causes = causeLines(grade);
  const rows = rowsOf(grade);
  const lost = rows.filter((row) => row.passed === false).sort((a, b) => b.max - b.score - (a.max - a.score));
  const manual = manualLines(grade);
  return [
    `# ${text(grade.assignment)}: ${text(grade.submission)}`, '', `**${text(scoreText(grade))}**`, '',
    ...(status === null ? [] : [...fenced(status), '']),
    ...(causes.length === 0 ? [] : [`## ${say('heading.mend-first')}`, '', ...causes.map((cause, index) => `${index + 1}. ${text(cause)}`), '']),
    `## ${say('heading.points')}`, '', `| | ${say('table.score')} | ${say('table.of')} |`, '| --- | ---: | ---: |',
    ...grade.stages.flatMap((stage) => [
      ...(grade.stages.length > 1 ? [`| **${text(stage.name)}** | **${stage.score}** | **${stage.max}** |`] : []),
      ...stage.items.map((item) => `| ${text(item.name)}${item.kind === 'points' ? '' : ` (${item.kind})`} | ${item.kind === 'manual' ? '–' : item.score} | ${item.kind === 'penalty' ? '–' : item.max} |`),
    ]), '',
    ...(manual.length === 0 ? [] : [`${say('heading.manual')}:`, '', ...manual.map((line) => `* ${text(line)}`), '']),
    ...(lost.length === 0 ? [] : [`## ${say('heading.lost')}`, '', ...lost.slice(0, IN_FULL).flatMap((row) => rowLines(grade, row)), ...(lost.length > IN_FULL ? [say('more', { count: lost.length - IN_FULL }), ''] : [])]),
    say('footer.graded', { version: grade.version, ruleset: grade.ruleset, isolation: text(grade.isolation) }), '',
  ].join('\n');
}

function rowLines(grade: Grade, row: Row): string[] {
  const head = `### ${text(row.name)} ${textsOf(grade.language).text('score.item', { score: points(row.score), max: points(row.max) })}`;
  if (row.check === null) return [head, '', ...(row.text === '' ? [] : [text(row.text), '']) ];
  const parts = grade.status === 'build-failed' || grade.status === 'not-started' ? [] : explainCheck(row.check, grade);
  return [head, '', `\`${row.check.id}\` ${row.check.verdict}`, '', ...(parts.length === 0 ? [] : [...fenced(partLines(parts, grade.language).join('\n')), ''])];
}

/** A fence that is longer than any run of backticks in it. */
function fenced(body: string): string[] {
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, plainText(body), fence];
}

/** Text in which nothing is markup. */
function text(words: string): string {
  return plainText(words).replace(/[\\`*_{}[\]<>|~#&!]/g, '\\$&').replace(/\n/g, ' ').replace(/(https?):\/\//g, '$1:\u200b//');
}
