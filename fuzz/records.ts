import type { CheckRecord, EndRecord, LogRecord, RunRecord } from '../conformance/result.ts';
import { exitCode } from '../conformance/exit-code.ts';
import { ruleText } from '../src/spec/rule-text.ts';
import type { Protocol } from '../src/spec/model.ts';
import { escapeBytes } from '../src/wire/escape.ts';
import { version } from '../src/version.ts';
import type { CampaignResult } from './campaign.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

/** The first record of a campaign's log. */
export function runRecord({ table, started }: Subject, target: string): RunRecord {
  return {
    type: 'run', tool: 'ftpspec', version, protocol: table.protocol.name, target, greeting: started.greeting === null ? null : escapeBytes(started.greeting),
    started: new Date().toISOString(),
    // Records are made of what is found: how many there will be nobody knows.
    selected: 0,
  };
}

/** A finding as the record of a check, so that every report can show it. */
export function findingRecord(protocol: Protocol, finding: Finding, reproduce: string): CheckRecord {
  const { problem, verdict, rate, met, plays, scenario } = finding;
  const text = ruleText(protocol, problem.rule);
  const chapter = [...protocol.rules, ...protocol.requirements].find(({ id }) => id === problem.rule)?.chapter ?? 'fuzz';
  const found = `found by ${scenario.generator} after ${met.scenario + 1} scenarios and ${met.seconds} s`;
  const shrunk = plays === 0 ? '' : `, ${met.steps} steps shrunk to ${scenario.steps.length} in ${plays} plays`;
  return {
    type: 'check', id: finding.id, title: titleOf(finding), chapter, level: text === null || text.level === 'HABIT' ? 'MUST' : text.level, rules: [problem.rule, ...problem.rules], verdict, ending: 'none',
    reason: `${verdict === 'flaky' ? `shown ${rate.times} of ${rate.of} times; ` : ''}${finding.process === null ? '' : `${finding.process}; `}${found}${shrunk}`,
    findings: [{ verdict, rule: problem.rule, sentence: text?.sentence ?? '', source: text?.source ?? '', sent: problem.sent, expected: problem.expected, actual: problem.actual, hint: null }],
    wire: finding.wire, duration: Math.round(met.seconds * 1000), reproduce,
  };
}

/** What each generator did, as a record of its own that passes: a report without findings is a report of work done. */
export function generatorRecords({ counts }: CampaignResult): CheckRecord[] {
  return [...counts.byGenerator].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, { scenarios, commands, findings }]) => ({
    type: 'check', id: `fuzz/generator-${name}`, title: `${name}: ${scenarios} scenarios, ${commands} commands, ${findings} findings`, chapter: 'fuzz', level: 'MAY', rules: [], verdict: 'pass', ending: 'none',
    reason: null, findings: [], wire: [], duration: 0, reproduce: '',
  }));
}

/** The last record, with the exit code of the campaign. */
export function endRecord(result: CampaignResult, records: readonly LogRecord[], strict: boolean): EndRecord {
  const { counts, reason } = result;
  const checks = records.filter((record) => record.type === 'check');
  // A campaign that its user ends has done what it was to do.
  const code = exitCode(checks, { strict, reason: reason === 'interrupted' ? 'complete' : reason });
  return { type: 'end', reason, duration: Math.round(counts.elapsed), exitCode: code, states: counts.coverage.byState(), rules: counts.coverage.byRule() };
}

function titleOf({ problem }: Finding): string {
  const what = problem.verb === null ? 'a session' : problem.verb;
  switch (problem.kind) {
    case 'reply': return `${what} is answered ${problem.symptom}`;
    case 'form': return `${what} is answered by no proper reply: ${problem.symptom}`;
    case 'silence': return `${what} stays without an answer: ${problem.symptom}`;
    case 'closed': return `${what} ends the session`;
    case 'value': case 'disk': return `${what} is not true to what was stored or said: ${problem.symptom}`;
    case 'escape': return `${what} leads out of the served directory`;
    case 'gone': return 'the server takes no client';
    case 'crash': return 'the server dies';
    case 'growth': return `the server keeps ${problem.symptom}`;
    case 'sanitizer': return 'the server reports a fault of its own';
  }
}
