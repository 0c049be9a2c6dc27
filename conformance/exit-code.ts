import type { CheckRecord, EndRecord } from './result.ts';

/** Exit codes of `check`: 0 conforms, 1 does not, 2 nothing ran, 3 the server was lost, 4 our own fault. */
export function exitCode(records: readonly CheckRecord[], options: { readonly strict: boolean; readonly reason: EndRecord['reason'] }): number {
  if (records.some((record) => record.verdict === 'harness-error')) return 4;
  if (options.reason === 'complete' && records.every((record) => record.verdict === 'skipped')) return 2;
  if (options.reason === 'testee-lost' && records.every((record) => record.verdict === 'skipped' || record.verdict === 'blocked')) return 3;
  const failed = records.some((record) => record.verdict === 'fail' || record.verdict === 'crash' || record.verdict === 'flaky' || (record.verdict === 'blocked' && record.level === 'MUST'));
  if (failed || options.reason !== 'complete') return 1;
  return options.strict && records.some((record) => record.verdict === 'warn' || record.verdict === 'tolerated') ? 1 : 0;
}
