import type { DataConnection } from '../../../src/client/data-connection.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { openData, type Way } from '../../transfers.ts';

/** An upload that has begun: the data connection is open and nothing is sent. */
export async function beginUpload(tester: Tester, session: Session, name: string, verb = 'STOR', way: Way = 'PASV'): Promise<DataConnection> {
  const data = await openData(tester, session, way);
  await session.succeeds(`${verb} ${name}`, { 'no data connection': false });
  return data.connection();
}
