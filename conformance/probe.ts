import type { Fixtures } from './fixtures.ts';
import { Stop } from './stop.ts';
import { Tester, type TesterParts } from './tester.ts';

/** What does not work at all on a server, as a reason; null for what works. */
export interface Ground {
  readonly greeting: string | null;
  readonly login: string | null;
}

/** Everything may be tried. */
export const SOLID: Ground = { greeting: null, login: null };

/**
 * Finds out whether a server greets and lets the user in. What fails here would fail in every check: they are blocked by
 * this one cause instead of waiting for it one by one.
 */
export async function probe(parts: Omit<TesterParts, 'fixtures' | 'ground'>, fixtures: Fixtures): Promise<Ground> {
  const greeting = await reasonOf({ ...parts, fixtures }, (tester) => tester.session());
  const login = greeting ?? (await reasonOf({ ...parts, fixtures }, (tester) => tester.login()));
  return { greeting, login };
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
