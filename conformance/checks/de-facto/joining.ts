import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';

const [ONE, TWO] = [Buffer.from('first '), Buffer.from('second')];

interface Parts { readonly session: Session; readonly one: string; readonly two: string; readonly whole: string }

async function parts(tester: Tester): Promise<Parts> {
  const session = await tester.login();
  const [one, two] = [await tester.place(session, ONE), await tester.place(session, TWO)];
  return { session, one, two, whole: tester.file(tester.name('.whole')) };
}

async function content(tester: Tester, session: Session, name: string): Promise<Buffer> {
  return (await receive(tester, session, `RETR ${name}`)).bytes;
}

/** DELE is refused for what is not there. */
async function isGone(session: Session, rule: string, name: string, why: string): Promise<void> {
  const reply = await session.command(`DELE ${name}`);
  session.require(reply.code >= 400, rule, why, `DELE was answered ${describe(reply)}`);
}

/** AVBL and COMB. */
export const joiningChecks: readonly Check[] = [
  check('de-facto/avbl-tells-a-number', 'tells by AVBL a number of bytes', ['FTP-DEF-R40', 'FTP-DEF-43'], async (tester) => {
    const session = await tester.login();
    const reply = await session.succeeds('AVBL');
    session.require(reply.lines.some((line) => /^\s*\d+\b/.test(line)), 'FTP-DEF-R40', '213 and a number of bytes', describe(reply));
  }, { verbs: ['AVBL'] }),

  check('de-facto/comb-joins-in-order', 'joins files in the order in which COMB names them', ['FTP-DEF-R41', 'FTP-DEF-55'], async (tester) => {
    const { session, one, two, whole } = await parts(tester);
    await session.succeeds(`COMB "${whole}" "${two}" "${one}"`);
    const bytes = await content(tester, session, whole);
    session.require(bytes.equals(Buffer.concat([TWO, ONE])), 'FTP-DEF-R41', 'the bytes of the second file, then of the first', `${bytes.length} other bytes`);
  }, { verbs: ['COMB'] }),

  check('de-facto/comb-adds-to-what-is-there', 'puts files behind what the file to be made holds already', ['FTP-DEF-R41'], async (tester) => {
    const { session, one, two } = await parts(tester);
    await session.succeeds(`COMB "${one}" "${two}"`);
    const bytes = await content(tester, session, one);
    session.require(bytes.equals(Buffer.concat([ONE, TWO])), 'FTP-DEF-R41', 'the old bytes, then those of the other file', `${bytes.length} other bytes`);
  }, { verbs: ['COMB'] }),

  check('de-facto/comb-removes-the-parts', 'removes by COMB the files that it joined', ['FTP-DEF-R42'], async (tester) => {
    const { session, one, two, whole } = await parts(tester);
    await session.succeeds(`COMB "${whole}" "${one}" "${two}"`);
    for (const name of [one, two]) await isGone(session, 'FTP-DEF-R42', name, 'the file is gone');
  }, { verbs: ['COMB'] }),

  check('de-facto/refused-comb-changes-nothing', 'leaves all files as they were when one of them is missing', ['FTP-DEF-R43', 'FTP-DEF-53'], async (tester) => {
    const { session, one, two, whole } = await parts(tester);
    await session.command(`COMB "${whole}" "${one}" "${tester.name('-missing')}"`, { 'part missing': true });
    await session.command(`COMB "${two}" "${one}" "${tester.name('-missing')}"`, { 'part missing': true });
    for (const [name, body] of [[one, ONE], [two, TWO]] as const) {
      const bytes = await content(tester, session, name);
      session.require(bytes.equals(body), 'FTP-DEF-R43', `${name} as it was`, `${bytes.length} other bytes`, 'Look for all files before the first is touched, and write beside.');
    }
    await isGone(session, 'FTP-DEF-R43', whole, 'no file is made');
  }, { verbs: ['COMB'] }),

  check('de-facto/comb-stays-inside', 'makes by COMB no file outside the served directory', ['FTP-DEF-R44'], async (tester) => {
    const { root } = tester.testee;
    if (root === null) throw new Stop('not-implemented', 'the disk of the server is out of reach');
    const { session, one, two } = await parts(tester);
    await session.succeeds(`COMB "${tester.file(tester.name('.whole'))}" "${two}"`);
    const name = tester.file(tester.name('.out'));
    await session.command(`COMB "../${name}" "${one}"`);
    const outside = join(root, '..', name);
    const escaped = (await stat(outside).catch(() => null)) !== null;
    await rm(outside, { force: true }).catch(() => {});
    session.require(!escaped, 'FTP-DEF-R44', 'a refusal, or a file inside', `${outside} was made`);
  }, { verbs: ['COMB'] }),
];
