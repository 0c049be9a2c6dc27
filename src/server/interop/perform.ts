import assert from 'node:assert/strict';
import { furnish } from './files.ts';
import type { No, Operation, Way } from './operation.ts';
import { openPlace } from './place.ts';

/** Words with which clients that always end well say that it was not well. */
const COMPLAINT = /\b(?:4\d\d|5\d\d)\b|fail|error|refus|denied|incorrect|no such|not found|verif/i;

/**
 * Lets a client do one thing at a server of its own, and judges files, words and what the server was told.
 * @throws AssertionError, with what the client said, when it was not done
 */
export async function perform(operation: Operation, way: Exclude<Way, No>, client: { readonly downloadsOnly?: true }): Promise<void> {
  const place = await openPlace(operation.options);
  try {
    await furnish(place);
    await operation.prepare?.(place);
    const ran = await way(place);
    try {
      if (operation.refused === true) assert.ok(ran.code !== 0 || COMPLAINT.test(`${ran.stdout.toString()}${ran.stderr}`), 'the client does not say that it was refused');
      else assert.equal(ran.code, 0, `exit code ${ran.code}`);
      await operation.verify(place, ran, client);
    } catch (error) {
      const said = place.said().map(({ verb, argument, code }) => `${verb} ${argument} ${code}`).join('; ');
      throw new Error(`${(error as Error).message}\nserver: ${said}\noutput: ${ran.stdout.toString('latin1').slice(-2000)}\nerrors: ${ran.stderr.slice(-3000)}`, { cause: error });
    }
  } finally {
    await place.close();
  }
}
