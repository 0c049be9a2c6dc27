import { expect, it } from 'vitest';
import { ftp } from '../src/generated/ftp.ts';
import { failingLog } from './samples.ts';
import { renderSarif } from './sarif.ts';

it('SARIF has a result for each finding, and the rules that they cite', () => {
  const document = JSON.parse(renderSarif(failingLog, ftp));
  const [run] = document.runs;
  const failed = failingLog.checks.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === 'fail');
  expect(document.version).toBe('2.1.0');
  expect(run.results.filter(({ level }: { level: string }) => level === 'error').length).toBeGreaterThanOrEqual(failed.length);
  expect(failed.length).toBeGreaterThan(0);
  for (const { ruleId } of run.results) expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toContain(ruleId);
});
