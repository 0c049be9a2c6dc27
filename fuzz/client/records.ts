import { exitCode } from '../../conformance/exit-code.ts';
import type { CheckRecord, EndRecord, LogRecord, RunRecord } from '../../conformance/result.ts';
import { ftp } from '../../src/generated/ftp.ts';
import { ruleText } from '../../src/spec/rule-text.ts';
import { version } from '../../src/version.ts';
import type { ClientCampaignResult } from './campaign.ts';
import { describeServer } from './describe-server.ts';
import type { ClientFinding } from './finding.ts';

export function clientRunRecord(client: string): RunRecord {
  return { type: 'run', tool: 'ftpspec', version, protocol: ftp.name, target: client, greeting: null, started: new Date().toISOString(), selected: 0 };
}

/** A finding as the record of a check, so that every report can show it. */
export function clientFindingRecord({ id, problem, verdict, scenario, generator, rate, plays, met, wire }: ClientFinding, reproduce: string): CheckRecord {
  const text = ruleText(ftp, problem.rule);
  return {
    type: 'check', id, title: `${problem.call}: ${problem.kind}, ${problem.symptom.trim()}`, chapter: 'client', level: text === null || text.level === 'HABIT' ? 'MUST' : text.level, rules: [problem.rule], verdict, ending: 'none',
    reason: `${verdict === 'flaky' ? `shown ${rate.times} of ${rate.of} times; ` : ''}found by ${generator} after ${met.scenario + 1} days and ${met.seconds} s${plays === 0 ? '' : `, shrunk in ${plays} plays`}; ${describeServer(scenario)}`,
    findings: [{ verdict, rule: problem.rule, sentence: text?.sentence ?? '', source: text?.source ?? '', sent: scenario.calls.map((call) => ('path' in call ? `${call.call} ${call.path}` : call.call)).join('; ').slice(0, 300), expected: [problem.expected], actual: problem.actual, hint: null }],
    wire, duration: Math.round(met.seconds * 1000), reproduce,
  };
}

/** What each generator did, as a record that passes: a report without findings is a report of work done. */
export function clientGeneratorRecords({ counts }: ClientCampaignResult): CheckRecord[] {
  return [...counts.byGenerator].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, { days, findings }]) => ({
    type: 'check', id: `fuzz-client/generator-${name}`, title: `${name}: ${days} days, ${findings} findings`, chapter: 'fuzz', level: 'MAY', rules: [], verdict: 'pass', ending: 'none', reason: null, findings: [], wire: [], duration: 0, reproduce: '',
  }));
}

export function clientEndRecord({ counts }: ClientCampaignResult, records: readonly LogRecord[], strict: boolean): EndRecord {
  const checks = records.filter((record) => record.type === 'check');
  return { type: 'end', reason: 'complete', duration: Math.round(counts.elapsed), exitCode: exitCode(checks, { strict, reason: 'complete' }), states: {}, rules: {} };
}
