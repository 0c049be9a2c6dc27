import { fileConditions } from '../../src/server/conditions/files.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';

/** A server that knows, once started again, none of the files of before. */
export function forgetful(): Partial<ServerParts> {
  let starts = 0;
  return {
    store: (store) => { starts += 1; return store; },
    conditions: { 'file missing': (session, asked) => starts > 1 || fileConditions['file missing']!(session, asked) },
  };
}
