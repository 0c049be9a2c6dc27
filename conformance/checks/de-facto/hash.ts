import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { featuresOf } from '../information/feature-lines.ts';
import { digestOf, readHash } from './digests.ts';

/** The hash that HASH tells of a file, judged by its form. */
async function hashOf(session: Session, path: string): Promise<NonNullable<ReturnType<typeof readHash>>> {
  const reply = await session.succeeds(`HASH ${path}`);
  return readHash(reply) ?? session.fail('FTP-DEF-R20', ['213 hash-name first-last digits path'], describe(reply));
}

/** The hashes that FEAT lists, in capitals, and the marked ones; the check ends where HASH is missing. */
async function listed(tester: Tester, session: Session): Promise<{ names: string[]; marked: string[]; line: string }> {
  await session.succeeds(`HASH ${tester.fixtures.need('file')}`);
  const line = (await featuresOf(session)).get('HASH') ?? '';
  const names = line.toUpperCase().split(';').filter((name) => name !== '');
  return { names: names.map((name) => name.replace(/\*$/, '')), marked: names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1)), line };
}

/** The hash selected, as OPTS HASH tells it. */
async function selected(session: Session): Promise<string> { return ((await session.succeeds('OPTS HASH')).lines[0] ?? '').trim().split(/[ ,;]/)[0]!.toUpperCase(); }

function same(session: Session, rule: string, told: { name: string; digest: string }, bytes: Buffer): void {
  const digest = digestOf(told.name, bytes);
  if (digest === null) throw new Stop('not-implemented', `the suite does not know ${told.name}`);
  session.require(told.digest === digest, rule, `${told.name} ${digest}`, `${told.name} ${told.digest}`);
}

/** HASH, OPTS HASH and RANG. */
export const hashChecks: readonly Check[] = [
  check('de-facto/hash-of-a-file', 'tells by HASH the hash, what it is of, and the path', ['FTP-DEF-R20', 'FTP-DEF-36'], async (tester) => {
    const session = await tester.login();
    const { file, text } = { file: tester.fixtures.need('file'), text: tester.fixtures.text };
    const told = await hashOf(session, file);
    same(session, 'FTP-DEF-R20', told, text);
    // The draft leaves open whether the last byte or the one behind it is meant.
    session.require(told.first === 0 && (told.last === text.length - 1 || told.last === text.length), 'FTP-DEF-R20', `0-${text.length - 1}`, `${told.first}-${told.last}`);
    session.require(told.path.includes(file), 'FTP-DEF-R20', file, told.path);
  }, { verbs: ['HASH'] }),

  check('de-facto/hash-whatever-the-type', 'hashes the bytes of TYPE I in TYPE A too', ['FTP-DEF-R21'], async (tester) => {
    const session = await tester.login();
    const body = Buffer.from('one\ntwo\r\nthree');
    const name = await tester.place(session, body);
    for (const type of ['A', 'I']) {
      await session.given('TYPE', () => session.succeeds(`TYPE ${type}`));
      const reply = await session.command(`HASH ${name}`, { 'file missing': false, 'not a plain file': false });
      // The draft lets a server refuse where it could not send these bytes.
      if (reply.code >= 400) throw new Stop('not-implemented', `HASH in TYPE ${type} was answered ${describe(reply)}`);
      same(session, 'FTP-DEF-R21', readHash(reply) ?? session.fail('FTP-DEF-R20', ['213 hash-name first-last digits path'], describe(reply)), body);
    }
  }, { verbs: ['HASH', 'TYPE'] }),

  check('de-facto/hash-is-listed', 'lists its hashes in FEAT, the selected one marked', ['FTP-DEF-R22'], async (tester) => {
    const session = await tester.login();
    const { names, marked, line } = await listed(tester, session);
    const now = await selected(session);
    session.require(names.length > 0 && marked.join() === now, 'FTP-DEF-R22', `HASH with ${now}* and no other mark`, line === '' ? 'no hashes' : `HASH ${line}`);
  }, { verbs: ['FEAT', 'HASH'] }),

  check('de-facto/opts-hash-selects', 'hashes by what OPTS HASH selected', ['FTP-DEF-R23'], async (tester) => {
    const session = await tester.login();
    const { names } = await listed(tester, session);
    for (const name of names.slice(0, 8)) {
      const reply = await session.succeeds(`OPTS HASH ${name.toLowerCase()}`);
      session.require(reply.lines.join(' ').toUpperCase().includes(name), 'FTP-DEF-R23', `200 ${name}`, describe(reply));
      const told = await hashOf(session, tester.fixtures.need('file'));
      session.require(told.name === name, 'FTP-DEF-R23', `the hash ${name}`, told.name);
      if (digestOf(name, tester.fixtures.text) !== null) same(session, 'FTP-DEF-R23', told, tester.fixtures.text);
    }
    const { marked } = await listed(tester, session);
    session.require(names.length === 0 || marked.join() === names.slice(0, 8).at(-1), 'FTP-DEF-R23', `${names.at(-1)}* in FEAT`, marked.join());
  }, { verbs: ['OPTS', 'HASH'] }),

  check('de-facto/opts-hash-of-nobody', 'keeps its selection when OPTS HASH names a hash that nobody knows', ['FTP-DEF-R24'], async (tester) => {
    const session = await tester.login();
    await session.succeeds(`HASH ${tester.fixtures.need('file')}`);
    const before = await selected(session);
    const reply = await session.command('OPTS HASH CRC-37', { 'option unknown': false, 'option value wrong': true });
    session.require(reply.code >= 400, 'FTP-DEF-R24', '501', describe(reply));
    const after = await selected(session);
    session.require(after === before, 'FTP-DEF-R24', before, after);
  }, { verbs: ['OPTS', 'HASH'] }),

  check('de-facto/hash-has-sha-1', 'has SHA-1, and selects nothing weaker at first', ['FTP-DEF-R25'], async (tester) => {
    const session = await tester.login();
    const { names, marked } = await listed(tester, session);
    session.require(names.includes('SHA-1') && !marked.some((name) => name === 'MD5' || name === 'CRC32'), 'FTP-DEF-R25', 'SHA-1 among the hashes, MD5 and CRC32 not selected', names.map((name) => (marked.includes(name) ? `${name}*` : name)).join(';'));
  }, { verbs: ['FEAT', 'HASH'] }),

  check('de-facto/rein-resets-the-hash', 'goes back to the first selection by REIN', ['FTP-DEF-R26'], async (tester) => {
    const session = await tester.login();
    const { names } = await listed(tester, session);
    const first = await selected(session);
    const other = names.find((name) => name !== first);
    if (other === undefined) throw new Stop('not-implemented', 'FEAT lists one hash only');
    await session.succeeds(`OPTS HASH ${other}`);
    await session.given('REIN', () => session.reinitialize());
    await session.given('login', () => tester.logIn(session));
    const now = await selected(session);
    session.require(now === first, 'FTP-DEF-R26', first, now);
  }, { verbs: ['HASH', 'REIN'] }),

  check('de-facto/hash-of-a-part', 'hashes the part alone that RANG chose', ['FTP-DEF-R27', 'FTP-DEF-24'], async (tester) => {
    const session = await tester.login();
    const { file, text } = { file: tester.fixtures.need('file'), text: tester.fixtures.text };
    await session.succeeds(`HASH ${file}`);
    await session.succeeds('RANG 1 3');
    const reply = await session.command(`HASH ${file}`, { 'file missing': false, 'not a plain file': false });
    if (reply.code >= 400) return;
    const told = readHash(reply) ?? session.fail('FTP-DEF-R20', ['213 hash-name first-last digits path'], describe(reply));
    same(session, 'FTP-DEF-R27', told, text.subarray(1, 4));
    session.require(told.first === 1 && (told.last === 3 || told.last === 4), 'FTP-DEF-R27', '1-3', `${told.first}-${told.last}`);
  }, { verbs: ['RANG', 'HASH'] }),

  check('de-facto/rang-takes-itself-back', 'hashes the whole file again after RANG 1 0', ['FTP-DEF-R28', 'FTP-DEF-22'], async (tester) => {
    const session = await tester.login();
    const file = tester.fixtures.need('file');
    await session.succeeds(`HASH ${file}`);
    await session.succeeds('RANG 1 3');
    await session.succeeds('RANG 1 0');
    same(session, 'FTP-DEF-R28', await hashOf(session, file), tester.fixtures.text);
  }, { verbs: ['RANG', 'HASH'] }),
];
