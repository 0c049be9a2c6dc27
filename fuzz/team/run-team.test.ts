import { expect, it, onTestFinished } from 'vitest';
import { SUITES } from '../../conformance/catalog.ts';
import { handMade } from '../../conformance/broken/all.ts';
import { startBroken } from '../../conformance/broken/start.ts';
import { embedTestee, type StartedTestee } from '../../conformance/start-testee.ts';
import type { CampaignResult } from '../campaign.ts';
import { prepare } from '../prepare.ts';
import { problemKey } from '../problem.ts';
import { Source } from '../source.ts';
import { runTeam, type TeamOptions } from './run-team.ts';

const suite = SUITES['ftp']!;

async function search(started: StartedTestee, timeout: number, options: Partial<TeamOptions>): Promise<CampaignResult> {
  onTestFinished(() => started.stop());
  const { subject, remove } = await prepare(suite, started, timeout);
  const only = options.only ?? [];
  return runTeam({
    subject, source: new Source(subject.table, 959, only), seed: 959, only, workers: 2, runs: Infinity, time: Infinity, concurrency: 4, maxFindings: 20, signal: new AbortController().signal, ...options,
  }).finally(remove);
}

it('several processes search one server, and what they did is one', { timeout: 120_000 }, async () => {
  const started = await embedTestee({ user: 'tester', password: 'secret' }, null, suite.parts);
  const { counts, findings, reason } = await search(started, 15_000, { runs: 30, only: ['walk', 'stories', 'data'] });
  expect(findings.map(({ id, problem }) => `${id}: ${problem.actual}`)).toEqual([]);
  expect(reason).toBe('complete');
  expect(counts.scenarios).toBe(30);
  expect([...counts.byGenerator.values()].reduce((sum, { scenarios }) => sum + scenarios, 0)).toBe(30);
  expect(counts.coverage.rules.size).toBeGreaterThan(40);
});

it('each finding is told once, whoever met it, and enough of them is enough', { timeout: 120_000 }, async () => {
  const started = await startBroken(handMade.find(({ id }) => id === 'grammar/code-out-of-range')!);
  const told: string[] = [];
  const { findings, reason } = await search(started, 1500, { only: ['walk'], maxFindings: 2, runs: 60, shrinks: false, found: ({ problem }) => told.push(problemKey(problem)) });
  expect(reason).toBe('complete');
  expect(findings.length).toBeGreaterThanOrEqual(1);
  expect(new Set(told).size).toBe(told.length);
  expect(told).toEqual(findings.map(({ problem }) => problemKey(problem)));
});
