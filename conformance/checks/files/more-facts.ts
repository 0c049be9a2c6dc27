import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTimeVal } from '../../../src/wire/facts.ts';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { deliver } from '../../transfers.ts';
import { mlst, offeredFacts } from './facts-of.ts';

/** The facts that FEAT offers; the check ends where MLST is missing, or a fact that it needs. */
async function offered(tester: Tester, session: Session, needed?: string): Promise<Map<string, boolean>> {
  await session.succeeds(`MLST ${tester.fixtures.need('file')}`);
  const facts = (await offeredFacts(session)) ?? new Map<string, boolean>();
  if (needed !== undefined && !facts.has(needed)) throw new Stop('not-implemented', `FEAT offers no ${needed} fact`);
  return facts;
}

function marked(facts: ReadonlyMap<string, boolean>): string { return [...facts].flatMap(([fact, marks]) => (marks ? [fact] : [])).sort().join(';'); }

/** Gives a file an old time, on the disk or by MFMT; the check ends where neither can be done. */
async function age(tester: Tester, session: Session, name: string): Promise<void> {
  const { root } = tester.testee;
  const old = new Date(Date.UTC(2001, 1, 3));
  if (root !== null && (await utimes(join(root, name), old, old).then(() => true, () => false))) return;
  const reply = await session.command(`MFMT 20010203000000 ${name}`);
  if (reply.code >= 400) throw new Stop('not-implemented', 'the time of a file cannot be set from outside');
}

/** OPTS MLST in full, and facts that few servers have. */
export const moreFactChecks: readonly Check[] = [
  check('files/opts-mlst-tells-its-choice', 'answers OPTS MLST with the facts that are shown from now on', ['FTP-FIL-R58'], async (tester) => {
    const session = await tester.login();
    await offered(tester, session, 'size');
    const reply = await session.succeeds('OPTS MLST size;xyzzy;modify;');
    // A reply of several lines may say more.
    const told = reply.lines.map((line) => /^MLST OPTS(?: (\S*))?/i.exec(line.trim())).find((found) => found !== null);
    const facts = (told?.[1] ?? '').toLowerCase().split(';').filter((fact) => fact !== '').sort().join(';');
    const now = marked((await offeredFacts(session)) ?? new Map<string, boolean>());
    session.require(told !== undefined && facts === now, 'FTP-FIL-R58', `200 MLST OPTS ${now}`, describe(reply));
  }, { verbs: ['OPTS', 'MLST'] }),

  check('files/opts-mlst-with-a-space', 'refuses OPTS MLST with a space between facts, and shows what it showed', ['FTP-FIL-R59', 'FTP-INF-34'], async (tester) => {
    const session = await tester.login();
    await offered(tester, session, 'size');
    await session.succeeds('OPTS MLST size;');
    await session.command('OPTS MLST unique type', { 'option unknown': false, 'option value wrong': true });
    const shown = [...(await mlst(session, tester.fixtures.need('file'))).facts.keys()].join(';');
    session.require(shown === 'size', 'FTP-FIL-R59', 'size alone, as before', shown);
  }, { verbs: ['OPTS', 'MLST'] }),

  check('files/opts-mlst-in-any-case', 'takes the names of facts in upper and lower case', ['FTP-FIL-R60'], async (tester) => {
    const session = await tester.login();
    await offered(tester, session, 'size');
    const shownAfter = async (written: string): Promise<string> => {
      await session.succeeds(`OPTS MLST ${written};`);
      return [...(await mlst(session, tester.fixtures.need('file'))).facts.keys()].join(';');
    };
    const asListed = await shownAfter('size');
    if (asListed !== 'size') throw new Stop('not-implemented', `OPTS MLST size; chooses nothing: MLST shows ${asListed}`);
    for (const written of ['SIZE', 'SiZe']) {
      const shown = await shownAfter(written);
      session.require(shown === 'size', 'FTP-FIL-R60', `size alone after OPTS MLST ${written};`, shown);
    }
  }, { verbs: ['OPTS', 'MLST'] }),

  check('files/create-fact-is-a-time', 'tells in the create fact a time', ['FTP-FIL-R61'], async (tester) => {
    const session = await tester.login();
    await offered(tester, session, 'create');
    await session.succeeds('OPTS MLST create;');
    const told = (await mlst(session, tester.fixtures.need('file'))).facts.get('create');
    if (told === undefined) throw new Stop('not-implemented', 'the time of creation of this file is not known');
    session.require(parseTimeVal(told) !== null, 'FTP-FIL-R61', 'create=YYYYMMDDHHMMSS', told);
  }, { verbs: ['MLST'] }),

  check('files/charset-fact-is-utf-8', 'tells that a name is in UTF-8', ['FTP-FIL-R62'], async (tester) => {
    const session = await tester.login();
    await offered(tester, session, 'charset');
    await session.succeeds('OPTS MLST charset;');
    const told = (await mlst(session, tester.fixtures.need('file'))).facts.get('charset') ?? 'UTF-8';
    // ASCII is UTF-8.
    session.require(/^(utf-8|us-ascii|ascii)$/i.test(told), 'FTP-FIL-R62', 'charset=UTF-8', `charset=${told}`);
  }, { verbs: ['MLST'] }),

  check('files/modify-fact-changes', 'tells another modify fact when other bytes are stored', ['FTP-FIL-R57'], async (tester) => {
    const session = await tester.login();
    await offered(tester, session, 'modify');
    const name = await tester.place(session, Buffer.from('old'));
    await age(tester, session, name);
    const before = (await mlst(session, name)).facts.get('modify');
    await session.given('storing anew', () => deliver(tester, session, `STOR ${name}`, Buffer.from('new')));
    const after = (await mlst(session, name)).facts.get('modify');
    session.require(before !== after, 'FTP-FIL-R57', `a later time than ${String(before)}`, String(after), 'Clients that mirror compare this time.');
  }, { verbs: ['MLST', 'STOR'] }),
];
