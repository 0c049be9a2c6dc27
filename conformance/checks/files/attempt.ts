import type { Answers } from '../../../src/machine/decide.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { openData } from '../../transfers.ts';

/** What came of a transfer that the server may refuse. */
export interface Attempted {
  /** The code of the last reply. */
  readonly code: number;
  /** What arrived; empty for a refusal. */
  readonly bytes: Buffer;
}

/** Sends RETR, LIST, NLST or MLSD without any claim whether it has to succeed; `before` is a command to send directly before it. */
export async function tryReceive(tester: Tester, session: Session, line: string, before?: string, facts: Answers = {}): Promise<Attempted> {
  const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
  try {
    if (before !== undefined) await session.command(before);
    const first = await session.command(line, { 'no data connection': false, ...facts });
    if (first.code >= 200) return { code: first.code, bytes: Buffer.alloc(0) };
    const { bytes } = await (await data.connection()).receive({ deadline: session.timeout });
    return { code: (await session.finalReply()).code, bytes };
  } finally {
    await data.close();
  }
}

/** Sends STOR or APPE without any claim whether it has to succeed. */
export async function tryDeliver(tester: Tester, session: Session, line: string, body: Uint8Array): Promise<Attempted> {
  const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
  try {
    const first = await session.command(line, { 'no data connection': false });
    if (first.code >= 200) return { code: first.code, bytes: Buffer.alloc(0) };
    const connection = await data.connection();
    await connection.send(body, { deadline: session.timeout });
    connection.end();
    return { code: (await session.finalReply()).code, bytes: Buffer.alloc(0) };
  } finally {
    await data.close();
  }
}
