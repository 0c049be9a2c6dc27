import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUITES } from '../conformance/catalog.ts';
import { startBroken } from '../conformance/broken/start.ts';
import { handMade } from '../conformance/broken/all.ts';
import { embedTestee, type StartedTestee } from '../conformance/start-testee.ts';
import { runCampaign, type CampaignOptions, type CampaignResult } from './campaign.ts';
import { GENERATOR_NAMES } from './generate/generators.ts';
import { prepare, type Prepared } from './prepare.ts';
import { lengthOf } from './scenario.ts';
import { Source } from './source.ts';
import type { Subject } from './subject.ts';

const TIMEOUT = 15_000;

function search(subject: Subject, options: Partial<CampaignOptions> & { readonly seed?: number; readonly only?: readonly string[] }): Promise<CampaignResult> {
  const source = new Source(subject.table, options.seed ?? 959, options.only, subject.started.testee.account !== undefined);
  return runCampaign({ subject, source, runs: Infinity, time: Infinity, concurrency: 4, maxFindings: 20, signal: new AbortController().signal, ...options });
}

describe('a campaign', () => {
  let started: StartedTestee;
  let prepared: Prepared;

  beforeAll(async () => {
    const suite = SUITES['ftp']!;
    started = await embedTestee({ user: 'tester', password: 'secret' }, null, suite.parts);
    prepared = await prepare(suite, started, TIMEOUT);
  });

  afterAll(async () => {
    await prepared.remove();
    await started.stop();
  });

  it('finds nothing wrong with the reference server, and visits most of the specification', { timeout: 120_000 }, async () => {
    const { counts, findings, reason } = await search(prepared.subject, { runs: 100 });
    expect(findings.map(({ id, problem }) => `${id}: ${problem.actual}`)).toEqual([]);
    expect(reason).toBe('complete');
    expect(counts.scenarios).toBe(100);
    expect(counts.commands).toBeGreaterThan(1000);
    expect(counts.coverage.rules.size).toBeGreaterThan(80);
    expect([...counts.byGenerator.keys()].toSorted()).toEqual(GENERATOR_NAMES.toSorted());
  });

  it('ends when it is told to', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await search(prepared.subject, { signal: abort.signal })).toMatchObject({ reason: 'interrupted', counts: { scenarios: 0 } });
  });
});

it('a server that asks for an account is spared, and searched behind the login', { timeout: 120_000 }, async () => {
  const started = await embedTestee({ user: 'tester', password: 'secret', account: 'house 7' }, null, SUITES['ftp']!.parts);
  const { subject, remove } = await prepare(SUITES['ftp']!, started, TIMEOUT);
  try {
    const { findings, counts } = await search(subject, { runs: 40 });
    expect(findings.map(({ id, problem }) => `${id}: ${problem.actual}`)).toEqual([]);
    for (const rule of ['FTP-ACC-35', 'FTP-ACC-52', 'FTP-ACC-53', 'FTP-XFR-57']) expect([...counts.coverage.rules.keys()]).toContain(rule);
  } finally {
    await remove();
    await started.stop();
  }
});

describe('a campaign against a faulty server', () => {
  it.each([
    ['files/dele-does-nothing', ['stories']],
    ['access/wrong-password-logs-in', ['walk', 'stories']],
    ['access/any-account-logs-in', ['walk']],
    ['hosts/cr-nul-is-dropped', ['stories']],
    ['grammar/code-out-of-range', ['walk']],
    ['failure/dies-of-a-strange-line', ['bytes']],
  ])('finds %s', { timeout: 120_000 }, async (id, only) => {
    const fault = handMade.find((one) => one.id === id)!;
    const broken = await startBroken(fault);
    const suite = SUITES['ftp']!;
    const { subject, remove } = await prepare(suite, broken, 1500);
    try {
      const { findings: [finding] } = await search(subject, { only, maxFindings: 1, runs: 400 });
      expect(finding?.verdict).toMatch(/fail|crash|warn/);
      expect(finding?.wire.length).toBeGreaterThan(0);
      expect(finding?.plays).toBeLessThanOrEqual(200);
      expect(lengthOf(finding!.scenario)).toBeLessThanOrEqual(finding!.met.steps);
    } finally {
      await remove();
      await broken.stop();
    }
  });
});
