import { readFile } from 'node:fs/promises';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import { digestOf, tells } from './digests.ts';

const HASHES = { XCRC: 'CRC32', XMD5: 'MD5', XSHA1: 'SHA-1', XSHA256: 'SHA-256' } as const;
type Verb = keyof typeof HASHES;
const VERBS = Object.keys(HASHES) as Verb[];

/** The first of these verbs that the server has, shown on a file. */
async function oneOf(session: Session, file: string): Promise<Verb> {
  for (const verb of VERBS) {
    try {
      await session.succeeds(`${verb} ${file}`);
      return verb;
    } catch (error) {
      if (!(error instanceof Stop) || error.kind !== 'not-implemented') throw error;
    }
  }
  throw new Stop('not-implemented', `none of ${VERBS.join(', ')} is there`);
}

/** A file that every Unix system has outside what it serves. */
const OUTSIDE = '/etc/passwd';

/** XCRC, XMD5, XSHA1 and XSHA256. */
export const olderHashChecks: readonly Check[] = [
  ...VERBS.map((verb) => check(`de-facto/${verb.toLowerCase()}-of-a-file`, `tells by ${verb} the ${HASHES[verb]} of a file`, ['FTP-DEF-R30', 'FTP-DEF-37'], async (tester) => {
    const session = await tester.login();
    const digest = digestOf(HASHES[verb], tester.fixtures.text)!;
    const reply = await session.succeeds(`${verb} ${tester.fixtures.need('file')}`);
    session.require(tells(reply, digest), 'FTP-DEF-R30', digest, describe(reply));
  }, { verbs: [verb] })),

  check('de-facto/hash-of-a-quoted-path', 'takes a path in double quotes without them', ['FTP-DEF-R31'], async (tester) => {
    const session = await tester.login();
    const verb = await oneOf(session, tester.fixtures.need('file'));
    const body = Buffer.from('quoted\n');
    const name = await tester.place(session, body, tester.name(' x.bin'));
    const reply = await session.succeeds(`${verb} "${name}"`);
    const digest = digestOf(HASHES[verb], body)!;
    session.require(tells(reply, digest), 'FTP-DEF-R31', digest, describe(reply));
  }, { verbs: VERBS }),

  check('de-facto/hash-between-two-bytes', 'hashes the part between a start and an end alone', ['FTP-DEF-R32'], async (tester) => {
    const session = await tester.login();
    const { file, text } = { file: tester.fixtures.need('file'), text: tester.fixtures.text };
    const verb = await oneOf(session, file);
    const reply = await session.command(`${verb} "${file}" 1 3`, { 'file missing': false, 'not a plain file': false });
    if (reply.code >= 400) return;
    // An end that is the last byte, the one behind it, or a length: manuals differ.
    const digests = [3, 4].map((end) => digestOf(HASHES[verb], text.subarray(1, end))!);
    session.require(digests.some((digest) => tells(reply, digest)), 'FTP-DEF-R32', digests.join(' or '), describe(reply));
  }, { verbs: VERBS }),

  check('de-facto/no-hash-from-outside', 'tells no hash of a file outside the served directory', ['FTP-DEF-R33'], async (tester) => {
    const secret = await readFile(OUTSIDE).catch(() => null);
    if (secret === null || secret.length === 0) throw new Stop('not-implemented', `this system has no ${OUTSIDE}`);
    const session = await tester.login();
    const verb = await oneOf(session, tester.fixtures.need('file'));
    const digest = digestOf(HASHES[verb], secret)!;
    for (const path of [OUTSIDE, `${'../'.repeat(12)}${OUTSIDE.slice(1)}`]) {
      const reply = await session.command(`${verb} ${path}`);
      session.require(!tells(reply, digest), 'FTP-DEF-R33', '550, or the hash of another file', describe(reply), 'Resolve the path as RETR does, before anything is opened.');
    }
  }, { verbs: VERBS }),
];
