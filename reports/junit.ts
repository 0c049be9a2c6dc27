import type { CheckRecord, Verdict } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import { xmlAttribute, xmlText } from './escape-xml.ts';
import { findingText } from './finding-text.ts';
import type { Log } from './log.ts';
import { summarize, type Summary } from './summary.ts';
import { wireText } from './wire-text.ts';

/** Which element tells a verdict: `failure` is the server's fault, `error` ours. Null: the case passes. */
const ELEMENT: Readonly<Record<Verdict, 'failure' | 'error' | 'skipped' | null>> = {
  pass: null, tolerated: null, warn: null, skipped: 'skipped', 'not-implemented': 'skipped', blocked: 'failure',
  flaky: 'failure', fail: 'failure', crash: 'failure', 'harness-error': 'error',
};

/**
 * JUnit XML: a suite a chapter, a case a check. A blocked check fails as the exit code does, unless nobody must offer
 * what it checks. A run that was cut short has one more suite with an error that says so.
 */
export function renderJunit(log: Log, protocol: Protocol | null): string {
  const summary = summarize(log, protocol);
  const suites = summary.chapters.map(({ slug, title }) => (
    suite(log, `${slug}: ${title}`, log.checks.filter((check) => check.chapter === slug).map((check) => caseOf(check, protocol)))
  ));
  if (summary.cutShort !== null || summary.notRun > 0) suites.push(suite(log, 'run', [incomplete(summary)]));
  const attributes = totals(log.run.tool, suites, summary.duration);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`;
}

interface Case { readonly element: 'failure' | 'error' | 'skipped' | null; readonly duration: number; readonly xml: string }
interface Suite { readonly cases: readonly Case[]; readonly xml: string }

function suite(log: Log, name: string, cases: readonly Case[]): Suite {
  const duration = cases.reduce((sum, one) => sum + one.duration, 0);
  const attributes = totals(name, [{ cases }], duration) + attribute('timestamp', log.run.started.replace(/(?:\.\d+)?Z$/u, ''));
  const target = `<properties><property${attribute('name', 'target')}${attribute('value', log.run.target)}/></properties>`;
  return { cases, xml: `<testsuite${attributes}>\n${target}\n${cases.map(({ xml }) => xml).join('')}</testsuite>\n` };
}

function totals(name: string, suites: readonly { readonly cases: readonly Case[] }[], duration: number): string {
  const cases = suites.flatMap((one) => one.cases);
  const count = (element: Case['element']): string => String(cases.filter((one) => one.element === element).length);
  return attribute('name', name) + attribute('tests', String(cases.length)) + attribute('failures', count('failure'))
    + attribute('errors', count('error')) + attribute('skipped', count('skipped')) + attribute('time', seconds(duration));
}

function caseOf(check: CheckRecord, protocol: Protocol | null): Case {
  const element = check.verdict === 'blocked' && check.level !== 'MUST' ? 'skipped' : ELEMENT[check.verdict];
  const message = check.findings.find((one) => one.verdict === check.verdict)?.actual ?? check.reason ?? check.verdict;
  const findings = check.findings.map((finding) => findingText(finding, protocol)).join('\n\n');
  const body = element === null ? '' : element === 'skipped' ? `<skipped${attribute('message', `${check.verdict}: ${message}`)}/>\n`
    : `<${element}${attribute('message', message)}${attribute('type', check.verdict)}>${xmlText(`${findings || message}\n\nreproduce: ${check.reproduce}`)}</${element}>\n`;
  const remarks = [check.verdict === 'pass' ? '' : `verdict: ${check.verdict}`, element === null ? findings : '', element === null ? '' : wireText(check.wire)];
  const output = remarks.filter((text) => text !== '').join('\n\n');
  const head = attribute('name', `${check.id}: ${check.title}`) + attribute('classname', check.chapter) + attribute('time', seconds(check.duration));
  return { element, duration: check.duration, xml: `<testcase${head}>\n${body}${output === '' ? '' : `<system-out>${xmlText(output)}</system-out>\n`}</testcase>\n` };
}

function incomplete(summary: Summary): Case {
  const message = [summary.cutShort ?? 'the run is not whole', `${summary.notRun} checks left no result`].join(': ');
  const head = attribute('name', 'the run is complete') + attribute('classname', 'run') + attribute('time', '0.000');
  return { element: 'error', duration: 0, xml: `<testcase${head}>\n<error${attribute('message', message)} type="incomplete"/>\n</testcase>\n` };
}

function attribute(name: string, value: string): string {
  return ` ${name}="${xmlAttribute(value)}"`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
