import type { Reply } from '../../../src/wire/reply.ts';
import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { openData, receive } from '../../transfers.ts';
import { featuresOf } from '../information/feature-lines.ts';

const BODY = Buffer.from('kept\n');
const RULE_OF_CR = 'FTP-HST-R43';

/** Sends a line of one character a byte and takes the reply. */
async function bytewise(session: Session, line: string): Promise<Reply> {
  session.sendRaw(Buffer.from(`${line}\r\n`, 'latin1'), [line.replaceAll('\r\0', '\r')], { 'no data connection': false });
  return session.reply();
}

/** Stores, or retrieves where there is no body; without any claim whether that has to succeed. */
async function transfer(tester: Tester, session: Session, line: string, body: Buffer | null): Promise<{ code: number; bytes: Buffer }> {
  const data = await session.given('data connection', () => openData(tester, session, 'PASV'));
  try {
    const first = await bytewise(session, line);
    if (first.code >= 200) return { code: first.code, bytes: Buffer.alloc(0) };
    const connection = await data.connection();
    if (body !== null) {
      await connection.send(body, { deadline: session.timeout });
      connection.end();
    }
    const bytes = body === null ? (await connection.receive({ deadline: session.timeout })).bytes : Buffer.alloc(0);
    return { code: (await session.finalReply()).code, bytes };
  } finally {
    await data.close();
  }
}

/** Stores a file of the given name (one character a byte) in a directory of its own, and has it listed and sent back. */
async function keeps(tester: Tester, session: Session, rule: string, sent: string, listed: string): Promise<void> {
  const directory = await tester.makeDirectory(session);
  await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
  await session.given('TYPE I', () => session.succeeds('TYPE I'));
  const stored = await transfer(tester, session, `STOR ${sent}`, BODY);
  session.require(stored.code < 400, rule, 'the file is stored', String(stored.code));
  const names = (await session.given('NLST', () => receive(tester, session, 'NLST'))).bytes.toString('latin1').split(/\r?\n/);
  const { bytes } = await transfer(tester, session, `RETR ${sent}`, null);
  const gone = await bytewise(session, `DELE ${sent}`);
  session.require(names.includes(listed), rule, JSON.stringify(listed), JSON.stringify(names), 'A name is bytes: decode it for the eye only, never for the disk.');
  session.require(bytes.equals(BODY) && gone.code < 400, rule, 'RETR and DELE under the same name', `RETR brought ${bytes.length} bytes, DELE was answered ${gone.code}`);
}

/** Many servers know no such option, which is no fault. */
async function optsUtf8(session: Session): Promise<void> {
  try {
    await session.command('OPTS UTF8 ON');
  } catch (error) {
    if (!(error instanceof Stop) || error.kind !== 'not-implemented') throw error;
  }
}

/** Which bytes a name may hold. */
export const nameBytesChecks: readonly Check[] = [
  check('hosts/opts-utf8-on', 'keeps names in UTF-8 as they are after OPTS UTF8 ON', ['FTP-HST-R40'], async (tester) => {
    const session = await tester.login();
    if (!(await featuresOf(session)).has('UTF8')) throw new Stop('not-implemented', 'FEAT does not list UTF8');
    await optsUtf8(session);
    const name = Buffer.from('ü-日本').toString('latin1');
    await keeps(tester, session, 'FTP-HST-R40', name, name);
  }, { verbs: ['OPTS'] }),

  check('hosts/names-that-are-not-utf-8', 'keeps the bytes of a name that is not UTF-8', ['FTP-HST-R41'], async (tester) => {
    const session = await tester.login();
    await keeps(tester, session, 'FTP-HST-R41', 'caf\xe9', 'caf\xe9');
  }, { verbs: ['STOR', 'NLST'] }),

  check('hosts/byte-255-in-a-name', 'takes the byte 255 that comes twice for one byte of the name', ['FTP-HST-R42'], async (tester) => {
    const session = await tester.login();
    await keeps(tester, session, 'FTP-HST-R42', 'a\xff\xffb', 'a\xffb');
  }, { verbs: ['STOR', 'NLST'] }),

  check('hosts/cr-in-a-name', 'takes CR NUL in a pathname for the byte CR', ['FTP-HST-R43'], async (tester) => {
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    if ((await transfer(tester, session, 'STOR a\r\0b', BODY)).code >= 400) throw new Stop('not-implemented', 'the server takes no CR in names');
    const { bytes } = await transfer(tester, session, 'RETR a\r\0b', null);
    session.require(bytes.equals(BODY), RULE_OF_CR, 'RETR under the same name', `${bytes.length} bytes`);
    for (const other of ['ab', 'a']) session.require((await transfer(tester, session, `RETR ${other}`, null)).code >= 400, RULE_OF_CR, 'a\\rb on the disk', `RETR ${other} brings a file`, 'CR NUL is how Telnet sends a CR that ends no line: drop the NUL, keep the CR.');
    await bytewise(session, 'DELE a\r\0b');
  }, { verbs: ['STOR', 'RETR'] }),
];
