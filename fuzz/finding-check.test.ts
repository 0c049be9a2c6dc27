import { afterAll, describe, expect, it } from 'vitest';
import { handMade } from '../conformance/broken/all.ts';
import { startBroken } from '../conformance/broken/start.ts';
import { SUITES } from '../conformance/catalog.ts';
import { fixtureNames } from '../conformance/fixtures.ts';
import type { CheckRecord } from '../conformance/result.ts';
import { runCheck } from '../conformance/run-check.ts';
import { embedTestee, type StartedTestee } from '../conformance/start-testee.ts';
import { findingCheck } from './finding-check.ts';
import type { FindingFile } from './finding-file.ts';
import { prepare } from './prepare.ts';
import { replay } from './replay.ts';

const suite = SUITES['ftp']!;
const TIMEOUT = 10_000;
const lines = (...texts: string[]): FindingFile['scenario'] => ({ protocol: 'ftp', generator: 'walk', steps: [{ act: 'open', session: 0 }, ...texts.map((text) => ({ act: 'send', session: 0, lines: [text], wait: true }) as const)] });
const ended: (() => Promise<void>)[] = [];

afterAll(() => Promise.all(ended.map((end) => end())));

async function faulty(): Promise<StartedTestee> {
  const started = await startBroken(handMade.find(({ id }) => id === 'grammar/code-out-of-range')!);
  ended.push(started.stop);
  return started;
}

/** What a search would have written of the first problem that a scenario meets. */
async function found(started: StartedTestee, scenario: FindingFile['scenario']): Promise<FindingFile> {
  const { subject, remove } = await prepare(suite, started, TIMEOUT);
  const [played] = await replay(subject, { ftpspec: 'finding', title: 'any', problem: null, scenario }).finally(remove);
  return { ftpspec: 'finding', title: 'what was found', problem: played!.outcome.problem, scenario };
}

async function record(started: StartedTestee, finding: FindingFile): Promise<CheckRecord> {
  const check = findingCheck(suite, 'somewhere/Some name.json', finding);
  return (await runCheck(check, { table: suite.table, testee: started.testee, fixtures: fixtureNames(new Map()), timeout: TIMEOUT }, (id) => `again ${id}`)).record;
}

describe('a finding as a check', () => {
  it('fails while the problem shows, with its rule and what went over the wire, and passes where it does not', { timeout: 60_000 }, async () => {
    const [bad, good] = [await faulty(), await embedTestee({ user: 'tester', password: 'secret' }, null, suite.parts)];
    ended.push(good.stop);
    const finding = await found(bad, lines('USER {user}', 'PASS {password}', 'SYST'));
    expect(finding.problem?.kind).toBe('form');
    const failed = await record(bad, finding);
    expect(failed).toMatchObject({ id: 'found/some-name', chapter: 'found', verdict: 'fail', reproduce: 'again found/some-name', rules: [finding.problem!.rule] });
    expect(failed.findings).toMatchObject([{ rule: finding.problem!.rule, actual: finding.problem!.actual }]);
    expect(failed.wire.some(({ direction, data }) => direction === 'sent' && data.startsWith('USER tester'))).toBe(true);
    expect(await record(good, finding)).toMatchObject({ verdict: 'pass', findings: [] });
  });

  it('is blocked where something else goes wrong before', { timeout: 60_000 }, async () => {
    const bad = await faulty();
    const finding = await found(bad, lines('USER {user}', 'PASS {password}', 'SYST'));
    expect(await record(bad, { ...finding, problem: { ...finding.problem!, symptom: 'another' } })).toMatchObject({ verdict: 'blocked', findings: [] });
  });

  it('is none of another protocol, nor under a rule that nobody knows', () => {
    const finding: FindingFile = { ftpspec: 'finding', title: 'x', problem: null, scenario: lines('NOOP') };
    expect(() => findingCheck(suite, 'a.json', { ...finding, scenario: { ...finding.scenario, protocol: 'minimal-ftp' } })).toThrow('a.json: a finding of minimal-ftp');
    expect(() => findingCheck(suite, 'a.json', { ...finding, problem: { kind: 'reply', rule: 'FTP-XXX-1', rules: [], verb: null, sent: '', expected: [], actual: '', symptom: '' } })).toThrow('has no rule FTP-XXX-1');
  });
});
