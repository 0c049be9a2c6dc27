import { ClientError } from '../../../src/client/client-error.ts';
import { DataConnection } from '../../../src/client/data-connection.ts';
import { inStep } from '../../in-step.ts';
import { protectInTurn } from '../../protect.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { passivePort } from '../../transfers.ts';

/** A protected data connection that resumes nothing: only a full handshake shows a certificate, and only one brings tickets. */
export async function fullHandshake(tester: Tester, session: Session): Promise<DataConnection> {
  const port = await passivePort(tester, session, 'PASV');
  try {
    const connection = await DataConnection.connect({ host: tester.testee.host, port, timeout: session.timeout, transcript: tester.transcript, session: session.number });
    tester.adopt(connection);
    await session.given('an answer beside the data connection', () => inStep(tester, session));
    protectInTurn(session, connection, false);
    return connection;
  } catch (error) {
    if (error instanceof ClientError) throw new Stop('blocked', error.message);
    throw error;
  }
}
