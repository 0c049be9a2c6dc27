import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { receive } from '../../transfers.ts';
import { mlst, offeredFacts } from '../files/facts-of.ts';

const BODY = Buffer.from('facts\n');
const TIME = '20200102030405';
const LATER = '20200102030406';

async function place(tester: Tester, session: Session): Promise<string> { return tester.place(session, BODY); }

/** What MDTM tells, without a fraction. */
async function changed(session: Session, name: string): Promise<string> {
  const reply = await session.succeeds(`MDTM ${name}`);
  return /^\s*(\d{14})/.exec(reply.lines[0] ?? '')?.[1] ?? describe(reply);
}

/** A command that the server may have and yet refuse for this fact: then there is nothing to judge. */
async function accepted(session: Session, line: string): Promise<void> {
  const reply = await session.command(line, { 'nothing there to change': false, 'value impossible': false });
  if (reply.code >= 400) throw new Stop('not-implemented', `${line} was answered ${describe(reply)}`);
}

/** MFMT, MFCT and MFF. */
export const factChecks: readonly Check[] = [
  check('de-facto/mfmt-sets-the-time', 'sets by MFMT the time that MDTM tells', ['FTP-DEF-R1', 'FTP-DEF-9'], async (tester) => {
    const session = await tester.login();
    const name = await place(tester, session);
    await session.succeeds(`MFMT ${TIME} ${name}`);
    const now = await changed(session, name);
    session.require(now === TIME, 'FTP-DEF-R1', `MDTM tells ${TIME}`, now, 'The time is UTC: no zone of the server goes into it.');
  }, { verbs: ['MFMT', 'MDTM'] }),

  check('de-facto/mfmt-tells-the-time', 'tells in the reply to MFMT the time as it is now, if any', ['FTP-DEF-R4'], async (tester) => {
    const session = await tester.login();
    const name = await place(tester, session);
    const reply = await session.succeeds(`MFMT ${TIME} ${name}`);
    // Many servers say something else here, which nobody reads.
    const told = /modify=(\d{14})/i.exec(reply.lines.join(' '))?.[1] ?? TIME;
    session.require(told === TIME, 'FTP-DEF-R4', `213 Modify=${TIME}; ${name}`, describe(reply));
  }, { verbs: ['MFMT'] }),

  check('de-facto/mfmt-keeps-the-bytes', 'leaves the bytes of a file alone by MFMT', ['FTP-DEF-R8'], async (tester) => {
    const session = await tester.login();
    const name = await place(tester, session);
    await session.succeeds(`MFMT ${TIME} ${name}`);
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    session.require(bytes.equals(BODY), 'FTP-DEF-R8', `${BODY.length} bytes as stored`, `${bytes.length} bytes`);
  }, { verbs: ['MFMT'] }),

  check('de-facto/mfmt-rounds-nothing-up', 'keeps or drops a fraction of a second, and rounds nothing up', ['FTP-DEF-R5'], async (tester) => {
    const session = await tester.login();
    const name = await place(tester, session);
    await session.given('MFMT', () => session.succeeds(`MFMT ${TIME} ${name}`));
    await accepted(session, `MFMT ${TIME}.999 ${name}`);
    const now = await changed(session, name);
    session.require(now === TIME, 'FTP-DEF-R5', TIME, now);
  }, { verbs: ['MFMT'] }),

  check('de-facto/refused-mfmt-changes-nothing', 'keeps the time when it refuses MFMT', ['FTP-DEF-R6', 'FTP-DEF-3'], async (tester) => {
    const session = await tester.login();
    const name = await place(tester, session);
    await session.given('MFMT', () => session.succeeds(`MFMT ${TIME} ${name}`));
    for (const wrong of ['20201302030405', '20200230000000', '20200102', 'now']) await session.command(`MFMT ${wrong} ${name}`, { 'value impossible': wrong.length === 14, 'nothing there to change': false });
    const now = await changed(session, name);
    session.require(now === TIME, 'FTP-DEF-R6', TIME, now);
  }, { verbs: ['MFMT'] }),

  check('de-facto/mff-sets-what-it-names', 'sets by MFF the fact that it names, and no other', ['FTP-DEF-R2'], async (tester) => {
    const session = await tester.login();
    const name = await place(tester, session);
    const before = await session.given('MLST', () => mlst(session, name));
    await accepted(session, `MFF Modify=${TIME}; ${name}`);
    const after = await mlst(session, name);
    session.require(after.facts.get('modify')?.slice(0, 14) === TIME, 'FTP-DEF-R2', `modify=${TIME}`, String(after.facts.get('modify')));
    const others = [...before.facts].filter(([fact, value]) => fact !== 'modify' && after.facts.get(fact) !== value).map(([fact]) => fact);
    session.require(others.length === 0, 'FTP-DEF-R2', 'the other facts as before', `${others.join(', ')} changed`);
  }, { verbs: ['MFF', 'MLST'] }),

  check('de-facto/mff-all-or-none', 'sets nothing by an MFF with a fact that nobody can set', ['FTP-DEF-R3', 'FTP-DEF-4'], async (tester) => {
    const session = await tester.login();
    const name = await place(tester, session);
    await accepted(session, `MFF Modify=${TIME}; ${name}`);
    const reply = await session.command(`MFF Modify=${LATER};Size=1; ${name}`, { 'fact unchangeable': true, 'nothing there to change': false });
    session.require(reply.code >= 400, 'FTP-DEF-R3', 'a refusal', describe(reply));
    const now = await changed(session, name);
    session.require(now === TIME, 'FTP-DEF-R3', `the time as it was, ${TIME}`, now, 'Look at all facts before the first is set.');
  }, { verbs: ['MFF'] }),

  check('de-facto/mfct-shows-in-create', 'tells in the create fact the time that MFCT set', ['FTP-DEF-R7'], async (tester) => {
    const session = await tester.login();
    const name = await place(tester, session);
    await session.given('facts', () => session.command(`MLST ${name}`));
    if ((await offeredFacts(session))?.has('create') !== true) throw new Stop('not-implemented', 'FEAT offers no create fact');
    await accepted(session, `MFCT ${TIME} ${name}`);
    await session.succeeds('OPTS MLST create;');
    const told = (await mlst(session, name)).facts.get('create')?.slice(0, 14);
    session.require(told === TIME, 'FTP-DEF-R7', `create=${TIME}`, String(told));
  }, { verbs: ['MFCT', 'MLST'] }),
];
