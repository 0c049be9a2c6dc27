import { ruleText } from '../src/spec/rule-text.ts';
import type { Protocol } from '../src/spec/model.ts';
import type { CheckRecord } from '../conformance/result.ts';
import { ciSafeJson } from './escape-ci.ts';
import type { Log } from './log.ts';

const LEVELS: Readonly<Partial<Record<CheckRecord['verdict'], 'error' | 'warning' | 'note'>>> = {
  fail: 'error', crash: 'error', flaky: 'error', 'harness-error': 'error', blocked: 'warning', warn: 'warning', tolerated: 'note',
};

/**
 * The findings as SARIF 2.1.0, which code hosts show beside the code. A server has no lines to point at: the location is the
 * server itself, and the fingerprint is the check.
 */
export function renderSarif({ run, checks }: Log, protocol: Protocol | null): string {
  const results = checks.flatMap((check) => check.findings.flatMap((finding) => {
    const level = LEVELS[finding.verdict];
    return level === undefined ? [] : [{
      ruleId: finding.rule, level,
      message: { text: `${check.title}. Sent: ${finding.sent}. Expected: ${finding.expected.join('; ')}. Actual: ${finding.actual}.${check.reproduce === '' ? '' : ` Reproduce: ${check.reproduce}`}` },
      locations: [{ logicalLocations: [{ name: run.target, kind: 'module' }], physicalLocation: { artifactLocation: { uri: 'server' } } }],
      partialFingerprints: { 'ftpspec/check': check.id },
      properties: { check: check.id, verdict: finding.verdict },
    }];
  }));
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].toSorted().map((id) => {
    const text = protocol === null ? null : ruleText(protocol, id);
    return { id, shortDescription: { text: text?.sentence ?? id }, fullDescription: { text: text === null ? id : `${text.level}. ${text.sentence} (${text.source})` } };
  });
  const document = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver: { name: run.tool, version: run.version, rules } }, results }] };
  return `${ciSafeJson(JSON.stringify(document, null, 1))}\n`;
}
