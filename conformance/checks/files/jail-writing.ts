import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import type { Tester } from '../../tester.ts';
import { tryDeliver } from './attempt.ts';
import { withOutside, type Outside } from './outside.ts';

const BODY = Buffer.from('written through the wall');

/** One check: an operation tried in every way on something outside, which has to be as it was after each. */
function changesNothing(verb: string, title: string, target: (outside: Outside, fresh: string) => string, operate: (tester: Tester, session: Session, way: string) => Promise<void>): Check {
  return check(`files/${verb.toLowerCase()}-stays-inside`, title, ['FTP-FIL-R4'], (tester) => withOutside(tester, async (outside) => {
    const session = await tester.login();
    await session.given('TYPE I', () => session.succeeds('TYPE I'));
    const fresh = tester.name('.txt');
    for (const way of outside.ways(target(outside, fresh))) {
      // Some ways are plain odd names inside the served directory; what is made there has to go again.
      if (verb === 'MKD') tester.directory(way); else if (verb !== 'DELE' && verb !== 'RMD') tester.file(way);
      await operate(tester, session, way);
      await outside.unchanged(session, `${verb} ${way}`);
    }
  }), { verbs: [verb] });
}

/** No path changes what lies outside the served directory. Everything that is tried on is the tester's own. */
export const jailWritingChecks: readonly Check[] = [
  changesNothing('STOR', 'stores no file outside the served directory', (_, fresh) => fresh, async (tester, session, way) => {
    await tryDeliver(tester, session, `STOR ${way}`, BODY);
  }),

  changesNothing('APPE', 'appends to no file outside the served directory', (outside) => outside.file, async (tester, session, way) => {
    await tryDeliver(tester, session, `APPE ${way}`, BODY);
  }),

  changesNothing('MKD', 'makes no directory outside the served one', (_, fresh) => fresh, async (_, session, way) => {
    await session.command(`MKD ${way}`);
  }),

  changesNothing('DELE', 'deletes no file outside the served directory', (outside) => outside.file, async (_, session, way) => {
    await session.command(`DELE ${way}`);
  }),

  changesNothing('RMD', 'removes no directory outside the served one', (outside) => outside.empty, async (_, session, way) => {
    await session.command(`RMD ${way}`);
  }),

  changesNothing('RNFR', 'takes no file by a rename from outside the served directory', (outside) => outside.file, async (tester, session, way) => {
    if ((await session.command(`RNFR ${way}`)).code < 400) await session.command(`RNTO ${tester.file(tester.name('.txt'))}`);
  }),

  changesNothing('RNTO', 'puts no file by a rename outside the served directory', (_, fresh) => fresh, async (tester, session, way) => {
    const own = await tester.place(session, BODY);
    await session.given('RNFR', () => session.succeeds(`RNFR ${own}`));
    await session.command(`RNTO ${way}`);
  }),
];
