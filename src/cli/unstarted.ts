import type { Check } from '../../conformance/check.ts';
import { checkLevel } from '../../conformance/check-level.ts';
import type { LogRecord } from '../../conformance/result.ts';
import type { Protocol } from '../spec/model.ts';
import { version } from '../version.ts';

/** The records of a run whose server could not be started or reached: every check is blocked by that. */
export function unstartedRecords(protocol: Protocol, checks: readonly Check[], target: string, reason: string, reproduce: (id: string) => string): LogRecord[] {
  return [
    { type: 'run', tool: 'ftpspec', version, protocol: protocol.name, target, greeting: null, started: new Date().toISOString(), selected: checks.length },
    ...checks.map((check): LogRecord => ({
      type: 'check', id: check.id, title: check.title, chapter: check.chapter, rules: check.rules, level: checkLevel(protocol, check), verdict: 'blocked',
      ending: 'none', reason, findings: [], wire: [], duration: 0, reproduce: reproduce(check.id),
    })),
    { type: 'end', reason: 'testee-lost', duration: 0, exitCode: 3, states: {}, rules: {} },
  ];
}
