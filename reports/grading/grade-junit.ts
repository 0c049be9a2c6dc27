import { points, type Grade } from '../../conformance/rubric/grade.ts';
import { xmlAttribute, xmlText } from '../escape-xml.ts';
import { rowsOf, statusText, type Row } from './rows.ts';

/** JUnit XML of a grade: a suite an item. `failure` is the submission's fault, `error` ours. */
export function renderGradeJunit(grade: Grade): string {
  const rows = rowsOf(grade);
  const items = grouped(rows);
  const status = statusText(grade);
  const suites = [...items].map(([name, group]) => suite(grade, name, group.map((row) => testcase(row))));
  if (status !== null) suites.unshift(suite(grade, 'submission', [{ element: grade.status === 'failed' ? 'error' : 'failure', duration: 0, xml: `<testcase${attribute('name', 'builds, starts and stays')}${attribute('classname', 'submission')} time="0.000">\n<failure${attribute('message', status.slice(0, 500))}${attribute('type', grade.status)}>${xmlText(status)}</failure>\n</testcase>\n` }]));
  const cases = suites.flatMap((one) => one.cases);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals(grade.assignment, cases, grade.duration)}>\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`;
}

interface Case { readonly element: 'failure' | 'error' | 'skipped' | null; readonly duration: number; readonly xml: string }

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(`${row.stage}: ${row.item}`, [...(groups.get(`${row.stage}: ${row.item}`) ?? []), row]);
  return groups;
}

function suite(grade: Grade, name: string, cases: readonly Case[]): { cases: readonly Case[]; xml: string } {
  const duration = cases.reduce((sum, one) => sum + one.duration, 0);
  return { cases, xml: `<testsuite${totals(name, cases, duration)}${attribute('timestamp', grade.started.replace(/(?:\.\d+)?Z$/u, ''))}>\n<properties><property${attribute('name', 'isolation')}${attribute('value', grade.isolation)}/></properties>\n${cases.map(({ xml }) => xml).join('')}</testsuite>\n` };
}

function testcase(row: Row): Case {
  const head = `<testcase${attribute('name', row.name)}${attribute('classname', row.id)}${attribute('time', seconds(row.duration))}>\n<properties>${property('points', points(row.score))}${property('max', points(row.max))}</properties>\n`;
  const first = row.text.split('\n')[0]!;
  const element = row.verdict === 'harness-error' ? 'error' : row.passed === null ? 'skipped' : row.passed ? null : 'failure';
  const body = element === null ? '' : element === 'skipped' ? `<skipped${attribute('message', first)}/>\n` : `<${element}${attribute('message', first)}${attribute('type', row.verdict ?? 'failed')}>${xmlText(row.text)}</${element}>\n`;
  return { element, duration: row.duration, xml: `${head}${body}</testcase>\n` };
}

function totals(name: string, cases: readonly Case[], duration: number): string {
  const count = (element: Case['element']): string => String(cases.filter((one) => one.element === element).length);
  return attribute('name', name) + attribute('tests', String(cases.length)) + attribute('failures', count('failure')) + attribute('errors', count('error')) + attribute('skipped', count('skipped')) + attribute('time', seconds(duration));
}

function property(name: string, value: number): string { return `<property${attribute('name', name)}${attribute('value', String(value))}/>`; }
function attribute(name: string, value: string): string { return ` ${name}="${xmlAttribute(value)}"`; }
function seconds(milliseconds: number): string { return (milliseconds / 1000).toFixed(3); }
