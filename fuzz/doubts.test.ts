import { expect, it } from 'vitest';
import { Doubts } from './doubts.ts';
import type { Finding } from './finding.ts';
import { problemKey, type Problem } from './problem.ts';

const problem: Problem = { kind: 'silence', rule: 'FTP-FAI-R1', rules: [], verb: 'NOOP', sent: 'NOOP', expected: ['200'], actual: 'nothing', symptom: 'no reply' };
const key = problemKey(problem);
const finding = (verdict: Finding['verdict'], scenario: number): Finding => ({ id: 'fuzz/x', problem, verdict, scenario: { protocol: 'ftp', generator: 'walk', steps: [] }, rate: { times: 0, of: 5 }, plays: 0, met: { scenario, seconds: 0, steps: 0 }, wire: [], process: null });

it('keeps a finding that comes and goes back until several scenarios have shown it no better', () => {
  const doubts = new Doubts();
  expect(doubts.weigh(key, finding('flaky', 1))).toBeNull();
  expect(doubts.weigh(key, finding('flaky', 2))).toBeNull();
  expect(doubts.weigh(key, finding('flaky', 3))).toMatchObject({ verdict: 'flaky', met: { scenario: 1 } });
  expect(doubts.rest()).toEqual([]);
});

it('tells at once of one that shows each time, and at the end of what it has kept back', () => {
  const doubts = new Doubts();
  doubts.weigh(key, finding('flaky', 1));
  expect(doubts.rest()).toHaveLength(1);
  expect(doubts.weigh(key, finding('fail', 2))).toMatchObject({ verdict: 'fail', met: { scenario: 2 } });
  expect(doubts.rest()).toEqual([]);
});
