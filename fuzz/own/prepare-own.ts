import type { Suite } from '../../conformance/catalog.ts';
import { makeFixtures } from '../../conformance/make-fixtures.ts';
import type { StartedTestee } from '../../conformance/start-testee.ts';
import { FtpspecError } from '../../src/ftpspec-error.ts';
import { makeOutside } from '../oracle/outside.ts';
import type { Prepared } from '../prepare.ts';
import { sharedNodes } from '../shared-nodes.ts';

/**
 * Gets a server with a wire of its own ready: what it serves is made on the disk.
 * @throws FtpspecError `USAGE` where that is out of reach
 */
export async function prepareOwn(suite: Suite, started: StartedTestee, timeout: number): Promise<Prepared> {
  const { testee } = started;
  if (testee.root === null) throw new FtpspecError('USAGE', `${suite.table.protocol.name} is fuzzed with the served directory at hand`, { hint: 'Name it with --root.' });
  const made = await makeFixtures(suite.table, testee, timeout);
  const outside = await makeOutside(testee.root);
  return {
    subject: { table: suite.table, suite, started, fixtures: made.fixtures, shared: sharedNodes(made.fixtures), home: null, disk: true, outside, writing: null, timeout, learnt: { converts: false }, records: true, clear: false, local: true },
    remove: async () => {
      await made.remove();
      await outside?.remove();
    },
  };
}
