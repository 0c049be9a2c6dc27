import { createHash } from 'node:crypto';
import type { DataConnection } from '../../../src/client/data-connection.ts';
import { largeBody } from '../../make-fixtures.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { openData, type Way } from '../../transfers.ts';

let digest: string | null = null;

/** SHA-256 of the large fixture, in hexadecimal. */
export function largeDigest(): string {
  return (digest ??= createHash('sha256').update(largeBody()).digest('hex'));
}

/** A download of the large fixture that has begun and that nobody reads. */
export async function beginLargeDownload(tester: Tester, session: Session, way: Way = 'PASV'): Promise<DataConnection> {
  const name = tester.fixtures.need('large');
  const data = await session.given('beginning a download', async () => {
    await session.succeeds('TYPE I');
    const end = await openData(tester, session, way);
    await session.succeeds(`RETR ${name}`, { 'no data connection': false });
    return end.connection();
  });
  data.pause();
  return data;
}

/** Reads a download of the large fixture to its end and requires every byte. */
export async function requireLarge(session: Session, data: DataConnection, rule: string, hint: string | null = null): Promise<void> {
  const { bytes, sha256, how } = await data.receiveHash({ deadline: session.timeout });
  session.require(how === 'end', rule, 'the server closes the data connection after the last byte', `the data connection ended by ${how} after ${bytes} bytes`);
  session.require(sha256 === largeDigest(), rule, `the file, SHA-256 ${largeDigest()}`, `${bytes} bytes, SHA-256 ${sha256}`, hint);
}
