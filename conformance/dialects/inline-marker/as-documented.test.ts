import { expect, it } from 'vitest';
import { startBroken } from '../../broken/start.ts';
import { fixtureNames } from '../../fixtures.ts';
import { runCheck } from '../../run-check.ts';
import { fullDisk } from '../full-disk.ts';
import { asDocumented } from './broken/as-documented.ts';
import { inlineMarkerChecks, inlineTable } from './checks.ts';

/** What the program of the document cannot do: one receive is one command, markers are sought in each chunk, and nothing keeps names inside. */
const FAILS = [
  'inline-marker/command-cut-at-every-byte', 'inline-marker/commands-wait-for-a-download', 'inline-marker/del-outside-by-absolute-path',
  'inline-marker/del-outside-by-dots', 'inline-marker/del-outside-by-hidden-dots', 'inline-marker/example-lines-that-are-no-command',
  'inline-marker/get-outside-by-absolute-path', 'inline-marker/get-outside-by-dots', 'inline-marker/get-outside-by-hidden-dots',
  'inline-marker/lf-ends-a-line', 'inline-marker/listing-ends-in-an-empty-line', 'inline-marker/long-line',
  'inline-marker/name-with-spaces', 'inline-marker/put-byte-by-byte', 'inline-marker/put-cut-at-every-byte',
  'inline-marker/put-ends-at-the-first-marker', 'inline-marker/put-stays-inside', 'inline-marker/put-then-command-in-a-segment',
  'inline-marker/refused-upload-sent-ahead', 'inline-marker/two-commands-in-a-segment',
];

it('a server built as the document says shows each of its limits, and does the rest', { timeout: 60_000 }, async () => {
  const started = await startBroken({ parts: () => ({ ...asDocumented, store: fullDisk }) });
  const failed: string[] = [];
  try {
    for (const check of inlineMarkerChecks) {
      const { record } = await runCheck(check, { table: inlineTable, testee: started.testee, fixtures: fixtureNames(new Map()), timeout: 1000 }, (id) => id);
      if (record.verdict !== 'pass') failed.push(check.id);
    }
  } finally {
    await started.stop();
  }
  expect(failed.sort()).toEqual(FAILS);
});
