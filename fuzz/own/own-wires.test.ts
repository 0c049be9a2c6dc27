import { describe, expect, it } from 'vitest';
import { ruleFaults } from '../../conformance/broken/rules.ts';
import { SUITES, type Suite } from '../../conformance/catalog.ts';
import { embedTestee } from '../../conformance/start-testee.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';
import { runCampaign, type CampaignResult } from '../campaign.ts';
import { prepare } from '../prepare.ts';
import { Source } from '../source.ts';
import { OWN_PROTOCOLS } from './wires.ts';

async function search(suite: Suite, parts: Partial<ServerParts>, timeout: number, limits: { readonly runs: number; readonly maxFindings: number; readonly shrinks: boolean }): Promise<CampaignResult> {
  const started = await embedTestee({ user: 'tester', password: 'secret' }, null, { ...suite.parts, ...parts }, suite.greets);
  const { subject, remove } = await prepare(suite, started, timeout);
  try {
    return await runCampaign({ subject, source: new Source(suite.table, 959), time: Infinity, concurrency: 4, signal: new AbortController().signal, ...limits });
  } finally {
    await remove();
    await started.stop();
  }
}

describe.each(OWN_PROTOCOLS)('a campaign over the wire of %s', (name) => {
  const suite = SUITES[name]!;

  it('finds nothing wrong with the reference server', { timeout: 60_000 }, async () => {
    const { findings, counts } = await search(suite, {}, 15_000, { runs: 25, maxFindings: 5, shrinks: true });
    expect(findings.map(({ id, problem }) => `${id}: ${problem.actual}`)).toEqual([]);
    expect(counts.commands).toBeGreaterThan(20);
    expect(counts.coverage.rules.size).toBeGreaterThan(2);
  });

  it('finds a reply that no rule allows', { timeout: 60_000 }, async () => {
    const row = suite.table.protocol.rules.find(({ on, when }) => on.some((verb) => /get/i.test(verb)) && when === 'file missing')!;
    const fault = ruleFaults(suite.table.protocol).find(({ id }) => id.startsWith(`rules/${row.id}-`))!;
    const { findings: [finding] } = await search(suite, fault.parts!(), 1000, { runs: 200, maxFindings: 1, shrinks: false });
    expect(finding?.verdict).toMatch(/fail|warn/);
  });
});
