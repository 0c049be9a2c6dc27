import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SUITES } from '../conformance/catalog.ts';
import { embedTestee, type StartedTestee } from '../conformance/start-testee.ts';
import { readFinding } from './finding-file.ts';
import { prepare, type Prepared } from './prepare.ts';
import { replay } from './replay.ts';

const FOLDER = fileURLToPath(new URL('./regressions/', import.meta.url));

/** What once went wrong, in the server or in the fuzzer's own judgement, goes well now. */
describe('every regression', () => {
  let started: StartedTestee;
  let prepared: Prepared;

  beforeAll(async () => {
    const suite = SUITES['ftp']!;
    started = await embedTestee({ user: 'tester', password: 'secret' }, null, suite.parts);
    prepared = await prepare(suite, started, 10_000);
  });

  afterAll(async () => {
    await prepared.remove();
    await started.stop();
  });

  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.json')))('%s goes well on the reference server', async (name) => {
    const [{ outcome } = { outcome: null }] = await replay(prepared.subject, readFinding(`${FOLDER}${name}`));
    expect(outcome?.problem).toBeNull();
    expect(outcome?.commands).toBeGreaterThan(0);
  });
});
