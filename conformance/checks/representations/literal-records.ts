import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { stored } from '../transfer/stored.ts';
import { hex, upload } from './upload.ts';

/** RFC 1123 §4.1.2.13: a host without records "may still accept files with STRU R, recording the byte stream literally". */
const LITERALLY = 'the server records the byte stream of STRU R literally, and has no records';

/** Two records and EOF. */
const PROBE = hex('61 ff01 62 ff01 ff02');

/** Ends the check where what came or was stored shows that STRU R changes nothing. */
export function notLiteral(got: Buffer, literal: Buffer): void {
  if (got.equals(literal)) throw new Stop('not-implemented', LITERALLY);
}

/** Finds out by an upload whether STRU R, which the session has chosen, changes anything. */
export async function hasRecords(tester: Tester, session: Session): Promise<void> {
  const name = tester.name('.rec');
  await session.given('an upload in STRU R', () => upload(tester, session, name, PROBE));
  notLiteral(await stored(tester, name), PROBE);
}
