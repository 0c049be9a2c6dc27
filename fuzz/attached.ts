import type { StartedTestee } from '../conformance/start-testee.ts';
import type { Testee } from '../conformance/testee.ts';

/** A server that somebody else looks after: it is neither watched nor started again nor stopped here. */
export function attached(testee: Testee): StartedTestee {
  return { testee, greeting: null, exited: () => null, ending: async () => null, restart: null, stop: async () => {} };
}
