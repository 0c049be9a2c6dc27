import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { type Entry, mlsd } from './facts-of.ts';
import { workingDirectory } from './working-directory.ts';

/** Where a session stands in: a directory, and the one above it. */
interface Place { readonly above: string; readonly here: string; readonly shown: readonly Entry[] }

/** Enters a directory of its own and lists it; ends the check where MLSD shows no entry of that type. */
async function headed(tester: Tester, session: Session, type: 'cdir' | 'pdir'): Promise<Place> {
  const outer = await tester.makeDirectory(session);
  const inner = tester.name('-inner');
  await tester.makeDirectory(session, `${outer}/${inner}`);
  await session.given('entering a directory', () => session.succeeds(`CWD ${outer}`));
  const above = await workingDirectory(session);
  await session.given('entering a directory', () => session.succeeds(`CWD ${inner}`));
  const here = await workingDirectory(session);
  const shown = (await mlsd(tester, session, '')).filter(({ facts }) => facts.get('type')?.toLowerCase() === type);
  if (shown.length === 0) throw new Stop('not-implemented', `MLSD shows no entry of type ${type}`);
  return { above, here, shown };
}

/** Requires each entry to lead to a directory. */
async function lead(session: Session, rule: string, { here, shown }: Place, wanted: string): Promise<void> {
  for (const { name } of shown) {
    await session.given('going back', () => session.succeeds(`CWD ${here}`));
    await session.succeeds(`CWD ${name}`);
    const now = await workingDirectory(session);
    session.require(now === wanted, rule, `CWD ${name} enters ${wanted}`, now);
  }
}

/** The entries of MLSD that are not in the directory: the directory itself and its parent. */
export const headingChecks: readonly Check[] = [
  check('files/pdir-leads-to-the-parent', 'shows by MLSD as pdir a name by which CWD enters the parent directory', ['FTP-FIL-R64'], async (tester) => {
    const session = await tester.login();
    const place = await headed(tester, session, 'pdir');
    await lead(session, 'FTP-FIL-R64', place, place.above);
  }, { verbs: ['MLSD', 'CWD'] }),

  check('files/cdir-leads-to-the-directory', 'shows by MLSD as cdir a name by which CWD enters the directory that was listed', ['FTP-FIL-R65'], async (tester) => {
    const session = await tester.login();
    const place = await headed(tester, session, 'cdir');
    await lead(session, 'FTP-FIL-R65', place, place.here);
  }, { verbs: ['MLSD', 'CWD'] }),
];
