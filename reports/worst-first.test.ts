import { expect, test } from 'vitest';
import { failingLog, passingLog } from './samples.ts';
import { troubles } from './worst-first.ts';

const ids = (checks: typeof failingLog.checks): object[] => troubles(checks).map(({ check, reason, blocked }) => ({ cause: check?.id ?? reason, blocks: blocked.map((one) => one.id) }));

test('tells each cause once, worst first, with what it blocks', () => {
  expect(ids(failingLog.checks)).toEqual([
    { cause: 'transfer/retrieve-image', blocks: ['transfer/retrieve-ascii', 'transfer/restart'] },
    { cause: 'access/wrong-password', blocks: [] },
    { cause: 'files/list', blocks: [] },
    { cause: 'no directory can be written', blocks: ['files/rename'] },
    { cause: 'files/make-directory', blocks: [] },
  ]);
});

test('finds no trouble in a clean run', () => {
  expect(ids(passingLog.checks)).toEqual([]);
});

test('a check that names itself as its cause is not lost', () => {
  const [one] = failingLog.checks;
  expect(one && ids([{ ...one, verdict: 'blocked', reason: one.id }])).toEqual([{ cause: 'access/login', blocks: ['access/login'] }]);
});
