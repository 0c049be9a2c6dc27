import { expect, test } from 'vitest';
import { handMade } from '../broken/all.ts';
import { fault, type Fault } from '../broken/fault.ts';
import { checksFor, isCaught } from '../broken/matrix.ts';
import { ruleFaults } from '../broken/rules.ts';
import { startBroken } from '../broken/start.ts';
import { catalog, ftpTable } from '../catalog.ts';
import { makeFixtures } from '../make-fixtures.ts';
import { runCheck } from '../run-check.ts';
import { diagnose } from './diagnose.ts';
import { SYMPTOMS } from './symptoms.ts';

const checks = catalog();

/** Servers that no chapter's checks need: mistakes below the level of a rule. */
const OWN: readonly Fault[] = [
  fault({ id: 'half-a-reply', title: 'sends the code of a reply and no line end', seen: null, caughtBy: ['access/logs-in-and-out'], line: () => ({ toClient: (chunk) => Buffer.from(chunk.toString('latin1').replace('\r\n', ''), 'latin1') }) }),
  fault({ id: 'lost-directory', title: 'closes the connection at a command', seen: null, caughtBy: ['information/syst-names-a-system'], line: () => ({ toServer: (chunk) => (chunk.includes('SYST') ? null : chunk) }) }),
  fault({ id: 'unknown-verb', title: 'does not know SYST', seen: null, caughtBy: ['information/syst-names-a-system'], line: () => ({ toServer: (chunk) => Buffer.from(chunk.toString('latin1').replace('SYST', 'XSYS'), 'latin1') }) }),
  fault({ id: 'unknown-pwd', title: 'does not know PWD', seen: null, caughtBy: ['failure/noop-byte-by-byte'], line: () => ({ toServer: (chunk) => Buffer.from(chunk.toString('latin1').replace('PWD', 'XYZ'), 'latin1') }) }),
];
const faults = new Map([...OWN, ...handMade, ...ruleFaults(ftpTable.protocol)].map((one) => [one.id, one]));
const shown = (id: string): Fault | undefined => faults.get(id) ?? [...faults.values()].find((one) => one.id.startsWith(`${id}-`));

test('there are forty and more, each with an id of its own, and a faulty server for all but a few other sights of one', () => {
  expect(new Set(SYMPTOMS.map(({ id }) => id)).size).toBe(SYMPTOMS.length);
  expect(SYMPTOMS.filter(({ shownBy }) => shownBy !== null).length).toBeGreaterThanOrEqual(75);
  expect(SYMPTOMS.filter(({ shownBy, as }) => shownBy === null && as === undefined).map(({ id }) => id)).toEqual(['decoded-as-text', 'argument-missing', 'no-login-check']);
  expect(SYMPTOMS.filter(({ shownBy }) => shownBy !== null && shown(shownBy) === undefined).map(({ id }) => id)).toEqual([]);
});

test('each is told of the server that shows it', { timeout: 240_000 }, async () => {
  const queue = SYMPTOMS.flatMap(({ id, shownBy }) => (shownBy === null ? [] : [{ id, one: shown(shownBy)! }]));
  const missed: string[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const told = await diagnoses(next.one, next.id);
      if (!told.includes(next.id)) missed.push(`${next.one.id}: ${next.id} is not told, but ${told.join(', ')}`);
    }
  };
  await Promise.all(Array.from({ length: 12 }, worker));
  expect(missed).toEqual([]);
});

/** What is told of a faulty server, up to the symptom looked for. */
async function diagnoses(one: Fault, wanted: string): Promise<string[]> {
  const started = await startBroken(one);
  const told: string[] = [];
  try {
    // On a loaded machine a short time-out shows silence where there is an answer.
    for (const timeout of [400, 2500, 8000]) {
      const { fixtures } = await makeFixtures(ftpTable, started.testee, timeout);
      for (const check of checksFor(one, checks)) {
        const { record } = await runCheck(check, { table: ftpTable, testee: started.testee, fixtures, timeout }, (id) => id);
        if (!isCaught(record.verdict) && record.verdict !== 'blocked') continue;
        told.push(diagnose(record)?.symptom.id ?? `nothing for ${check.id}: ${record.findings[0]?.actual ?? record.reason}`);
        if (told.at(-1) === wanted) return told;
      }
    }
    return told;
  } finally {
    await started.stop();
  }
}
