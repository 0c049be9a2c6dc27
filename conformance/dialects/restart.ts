import { Stop } from '../stop.ts';
import type { Tester } from '../tester.ts';

/** Ends the server and starts it again; the check is skipped where it is not ours. Only a check that runs alone may. */
export async function restart(tester: Tester): Promise<void> {
  const again = tester.testee.restart ?? null;
  if (again === null) throw new Stop('skipped', 'the server is not ours to restart: start it by --spawn');
  if (!(await again())) throw new Stop('gone', 'the server did not come back after its restart');
}
