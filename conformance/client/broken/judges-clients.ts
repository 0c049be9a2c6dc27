import { expect, it } from 'vitest';
import { ruleText } from '../../../src/spec/rule-text.ts';
import type { Verdict } from '../../result.ts';
import { isCaught } from '../../broken/matrix.ts';
import type { Client } from '../client.ts';
import type { ClientCheck } from '../client-check.ts';
import { clientChecks } from '../client-suite.ts';
import type { Profile } from '../profile.ts';
import { runClientCheck } from '../run-client-check.ts';
import type { BrokenClient } from './broken-client.ts';

/** Milliseconds for one run of a client; where a mistake is not seen with the first, a loaded machine gets the second. */
const DEADLINES = [1500, 10_000];

/** Tests that a right client passes every check of its protocol, and that each check fails on some faulty client. */
export function judgesClients(profile: Profile, right: Client, faulty: readonly BrokenClient[]): void {
  const checks = clientChecks(profile);
  const prefix = `client/${profile.protocol.name}/`;

  it('have at least 20 checks, with ids of their own and rules that exist', () => {
    expect(checks.length).toBeGreaterThanOrEqual(20);
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    expect(checks.flatMap(({ rules }) => rules).filter((rule) => ruleText(profile.protocol, rule) === null)).toEqual([]);
  });

  it('pass when they are right', { timeout: 120_000 }, async () => {
    const verdicts = await side(checks, (check) => verdictOf(profile, check, right, 20_000));
    expect(verdicts.filter(([, verdict]) => verdict !== 'pass')).toEqual([]);
  });

  it('fail when they are faulty: every fault is seen, and every check sees one', { timeout: 300_000 }, async () => {
    const pairs = faulty.flatMap((one) => one.caughtBy.map((name) => ({ one, id: `${prefix}${name}`, check: checks.find(({ id }) => id === `${prefix}${name}`) })));
    const missed = await side(pairs, async ({ one, id, check }) => {
      if (check === undefined) return `${id} is no check`;
      let ended = '';
      for (const deadline of DEADLINES) {
        ended = await verdictOf(profile, check, one.client, deadline);
        if (isCaught(ended.split(':')[0] as Verdict)) return null;
      }
      return `"${one.id}" passes ${id}: ${ended}`;
    });
    expect(missed.map(([, problem]) => problem).filter((problem) => problem !== null)).toEqual([]);
    const caught = new Set(pairs.map(({ id }) => id));
    expect(checks.filter(({ id }) => !caught.has(id)).map(({ id }) => id)).toEqual([]);
  });
}

async function verdictOf(profile: Profile, check: ClientCheck, client: Client, deadline: number): Promise<string> {
  const { record } = await runClientCheck(check, { profile, client, deadline, reproduce: (id) => id });
  return record.reason === null ? record.verdict : `${record.verdict}: ${record.reason}`;
}

/** Twelve at a time, as most of it is waiting; each result with the name of its item. */
async function side<T extends { readonly id: string }, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<[string, R][]> {
  const results: [string, R][] = [];
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.push([item.id, await work(item)]);
  };
  await Promise.all(Array.from({ length: 12 }, worker));
  return results;
}
