import type { Fixtures } from './fixtures.ts';
import type { Ground } from './ground.ts';
import { Stop } from './stop.ts';
import { Tester, type TesterParts } from './tester.ts';

/**
 * Finds out whether a server greets, lets the user in, and serves a second client meanwhile. What fails here would fail
 * in every check: they are blocked by this one cause instead of waiting for it one by one.
 */
export async function probe(parts: Omit<TesterParts, 'fixtures' | 'ground'>, fixtures: Fixtures): Promise<Ground> {
  const greeting = await reasonOf({ ...parts, fixtures }, (tester) => tester.session());
  const login = greeting ?? (await reasonOf({ ...parts, fixtures }, (tester) => tester.login()));
  const second = login ?? (await reasonOf({ ...parts, fixtures }, async (tester) => {
    await tester.login();
    await tester.session();
  }));
  return { greeting, login, second: second === null ? null : `a second client beside the first: ${second}` };
}

async function reasonOf(parts: TesterParts, step: (tester: Tester) => Promise<unknown>): Promise<string | null> {
  const tester = new Tester(parts);
  try {
    await step(tester);
    return null;
  } catch (error) {
    if (error instanceof Stop) return error.reason;
    throw error;
  } finally {
    await tester.end();
  }
}
