import { describe, expect, test } from 'vitest';
import { ConsoleReport } from './console.ts';
import type { Log } from './log.ts';
import { failingLog, passingLog, sampleProtocol } from './samples.ts';
import { summarize, summaryLine, time } from './summary.ts';

function print(log: Log, output: { isTTY?: boolean; columns?: number } = {}, environment: Record<string, string> = {}): string {
  let text = '';
  const plan = new Map(['access', 'transfer', 'files'].map((slug) => [slug, log.checks.filter((check) => check.chapter === slug).length]));
  const report = new ConsoleReport({ write: (part: string) => { text += part; }, columns: 100, ...output }, { environment, protocol: sampleProtocol, plan });
  report.run(log.run);
  for (const check of log.checks) report.check(check);
  report.end(log);
  return text;
}
const failing = print(failingLog);

describe('where there is no terminal', () => {
  test('writes this report', async () => {
    await expect(failing).toMatchFileSnapshot('samples/console-failing.txt');
    await expect(print(passingLog)).toMatchFileSnapshot('samples/console-passing.txt');
  });

  test.each([failing, print(failingLog, { columns: 40 }), print(passingLog)])('writes no control byte and no workflow command', (text) => {
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u);
    expect(text.split('\n').filter((line) => /^\s*::|##\[|##vso\[/iu.test(line))).toEqual([]);
  });

  test('keeps within the columns', () => {
    const wide = print(failingLog, { columns: 72 }).split('\n').filter((line) => line.length > 72);
    expect(wide.filter((line) => !/^\d+ checks/u.test(line))).toEqual([]);
    expect(print(failingLog, { columns: 72 })).toContain('\ntransfer: 2 blocked, 1 crash\n');
  });

  test('tells the root cause before what it blocks, and the rest in a line each when there is much', () => {
    expect(failing).toMatch(/blocks +2 checks: transfer\/retrieve-ascii, transfer\/restart/u);
    const [, fail] = failingLog.checks;
    const many = print({ ...failingLog, checks: Array.from({ length: 200 }, (_, index) => ({ ...fail!, id: `access/n${index}` })) });
    expect(many.match(/reproduce/gu)).toHaveLength(25);
    expect(many.match(/^FAIL {2}/gmu)).toHaveLength(200);
  });

  test('says how much of a long text it left out', () => {
    const [, fail] = failingLog.checks;
    const finding = { ...fail!.findings[0]!, actual: 'x'.repeat(70_000) };
    const text = print({ ...failingLog, checks: [{ ...fail!, findings: [finding] }] });
    expect(text.length).toBeLessThan(6000);
    expect(text.replace(/\s+/gu, ' ')).toContain('70000 characters; a report file holds them all');
  });
});

describe('on a terminal', () => {
  test('keeps one live line and colours the rest', () => {
    const text = print(failingLog, { isTTY: true });
    expect(text).toContain('\r\u001b[2K3/11, 1 to look into  access/quit');
    expect(text).toContain('\u001b[31mCRASH\u001b[0m');
  });

  test('obeys NO_COLOR and dumb terminals', () => {
    expect(print(failingLog, { isTTY: true }, { NO_COLOR: '1' })).not.toContain('\u001b[31m');
    expect(print(failingLog, { isTTY: true }, { TERM: 'dumb' })).toBe(failing);
  });
});

test('the totals are one line', () => {
  expect(summaryLine(summarize(passingLog, null))).toBe('6 checks: 6 pass (1.9 s)');
  expect(summaryLine(summarize({ ...passingLog, checks: [], end: null }, null))).toBe('0 checks: nothing ran (0.0 ms); the log ends before the run did, 6 not run');
});

test.each([[0.42, '0.4 ms'], [31.4, '31 ms'], [999.6, '1.0 s'], [59_940, '59.9 s'], [125_000, '2 min 5 s']])('%d ms is %s', (duration, text) => {
  expect(time(duration)).toBe(text);
});
