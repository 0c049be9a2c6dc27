import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { Visit } from './visit.ts';

/**
 * Another client downloads a small file. So the server has had its turn, and has read what came before, without any
 * waiting for time to pass.
 */
export async function turn(tester: Tester): Promise<void> {
  const other = await Visit.open(tester);
  await other.ask(tester.fixtures.need('file'));
  const answer = await other.everything();
  other.connection.destroy();
  if (answer.length === 0) throw new Stop('blocked', 'a second client was not served meanwhile');
}
