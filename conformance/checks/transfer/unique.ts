import { check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { deliver, receive } from '../../transfers.ts';
import { Stop } from '../../stop.ts';
import { lastName, listingLines } from '../files/listing-lines.ts';
import { noise } from './bodies.ts';
import { requireSame } from './same-bytes.ts';
import { stored } from './stored.ts';

const FORM = 'RFC 1123 §4.1.2.9: the text of the 150 or 125 reply is `FILE: ` and the name, and nothing else.';

/** STOU: names that the server chooses. By themselves where a name is looked for: what others store at the same time would be taken for it. */
export const uniqueChecks = [
  check('transfer/stou-tells-the-name', 'tells the name of the file in the reply that begins STOU', ['FTP-XFR-R27'], async (tester) => {
    const session = await tester.login();
    await storeUnique(tester, session, noise(10), true);
  }, { verbs: ['STOU'] }),

  check('transfer/stou-stores-under-that-name', 'stores a STOU upload under a name by which it is retrieved', ['FTP-XFR-R26'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const body = noise(3000, 11);
    const name = await storeUnique(tester, session, body);
    requireSame(session, 'FTP-XFR-R26', body, (await receive(tester, session, `RETR ${name}`)).bytes);
  }, { verbs: ['STOU'], exclusive: true }),

  check('transfer/stou-stores-in-the-working-directory', 'stores a STOU upload in the working directory', ['FTP-XFR-R52'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const directory = await tester.makeDirectory(session);
    await session.given('entering a directory', () => session.succeeds(`CWD ${directory}`));
    const { preliminary } = await deliver(tester, session, 'STOU', noise(50, 4));
    const there = (await namesOf(tester, session)).filter((name) => name !== '.' && name !== '..');
    for (const name of there) tester.file(`${directory}/${name}`);
    session.require(there.length === 1, 'FTP-XFR-R52', 'one file in the directory, which was empty', there.length === 0 ? `none after ${describe(preliminary)}` : there.join(', '), 'Resolve the name that was made against the working directory, as that of STOR.');
  }, { verbs: ['STOU', 'CWD', 'NLST'] }),

  check('transfer/stou-names-differ', 'gives each STOU upload a name of its own', ['FTP-XFR-R26'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const names: string[] = [];
    for (let time = 1; time <= 3; time += 1) names.push(await storeUnique(tester, session, noise(100, time)));
    session.require(new Set(names).size === 3, 'FTP-XFR-R26', 'three names', names.join(', '));
    for (const [at, name] of names.entries()) requireSame(session, 'FTP-XFR-R26', noise(100, at + 1), await stored(tester, name), 'Create the file with O_EXCL, so that no two uploads share a name.');
  }, { verbs: ['STOU'], exclusive: true }),
];

/** Stores by STOU; returns the name that the server chose. */
async function storeUnique(tester: Tester, session: Session, body: Buffer, form = false): Promise<string> {
  const before = form ? null : await namesOf(tester, session);
  const { preliminary } = await deliver(tester, session, 'STOU', body);
  const told = preliminary.lines.map((line) => /^FILE: (\S.*)$/i.exec(line.trimEnd())?.[1]).find((found) => found !== undefined);
  if (told !== undefined) return tester.file(told);
  if (before === null) session.fail('FTP-XFR-R27', ['150 FILE: pppp', '125 FILE: pppp'], describe(preliminary), FORM);
  // The name stands somewhere else, or nowhere: what is new in the directory tells it.
  const name = (await namesOf(tester, session)).find((one) => !before.includes(one) && !one.startsWith('ftpspec-'));
  if (name === undefined) throw new Stop('blocked', 'STOU told no name in its first reply, and nothing new is listed');
  return tester.file(name);
}

async function namesOf(tester: Tester, session: Session): Promise<string[]> {
  return session.given('NLST', async () => listingLines((await receive(tester, session, 'NLST')).bytes).map(lastName));
}
