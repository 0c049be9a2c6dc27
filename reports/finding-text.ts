import type { Finding } from '../conformance/result.ts';
import type { Protocol } from '../src/spec/model.ts';
import { ruleText } from '../src/spec/rule-text.ts';

/** A finding as labelled plain lines, for formats without markup. Server text in it is not yet made safe. */
export function findingText(finding: Finding, protocol: Protocol | null): string {
  const level = protocol && ruleText(protocol, finding.rule)?.level;
  return [
    `${finding.rule}${level ? ` (${level})` : ''} "${finding.sentence}" — ${finding.source}`,
    `sent: ${finding.sent}`,
    `expected: ${finding.expected.join(', or ')}`,
    `actual: ${finding.actual}`,
    ...(finding.hint === null ? [] : [`hint: ${finding.hint}`]),
  ].join('\n');
}
