import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { formatTimeVal } from '../../../src/wire/facts.ts';
import { check, type Check } from '../../check.ts';
import type { Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { tryDeliver, tryReceive } from './attempt.ts';
import { listingLines, someOf } from './listing-lines.ts';
import { HINT, SECRET_TIME, withOutside, type Outside } from './outside.ts';

/** Names of links in the served directory: to a file outside, to a name outside that nothing has, to the directory outside. */
interface Links { readonly file: string; readonly free: string; readonly directory: string }

const BODY = Buffer.from('written through the link');

/** Runs the steps with links that lead outside; removes them afterwards. */
function linked(steps: (tester: Tester, session: Session, outside: Outside, links: Links) => Promise<void>): Check['run'] {
  return (tester) => withOutside(tester, async (outside) => {
    const root = tester.testee.root!;
    const links: Links = { file: tester.name('-link.txt'), free: tester.name('-free.txt'), directory: tester.name('-link-d') };
    try {
      await symlink(join(outside.path, outside.file), join(root, links.file));
      await symlink(join('..', outside.name, 'free.txt'), join(root, links.free));
      await symlink(join('..', outside.name), join(root, links.directory));
    } catch (error) {
      throw new Stop('skipped', `no symbolic links can be made in the served directory: ${(error as Error).message}`);
    }
    try {
      const session = await tester.login();
      await session.given('TYPE I', () => session.succeeds('TYPE I'));
      await steps(tester, session, outside, links);
    } finally {
      for (const name of Object.values(links) as string[]) await rm(join(root, name), { recursive: true, force: true });
    }
  });
}

/** No symbolic link leads outside. */
export const symbolicLinkChecks: readonly Check[] = [
  check('files/retr-follows-no-link-outside', 'sends no file through a symbolic link that leads outside', ['FTP-FIL-R68'], linked(async (tester, session, outside, links) => {
    for (const path of [links.file, `${links.directory}/${outside.file}`]) {
      const { bytes } = await tryReceive(tester, session, `RETR ${path}`);
      session.require(!bytes.includes(outside.secret), 'FTP-FIL-R68', `RETR ${path} is refused`, 'it brought the secret beside the served directory', HINT);
    }
  }), { verbs: ['RETR'] }),

  check('files/cwd-follows-no-link-outside', 'enters no directory through a symbolic link that leads outside', ['FTP-FIL-R68'], linked(async (tester, session, outside, links) => {
    if ((await session.command(`CWD ${links.directory}`)).code >= 400) return;
    const { bytes } = await tryReceive(tester, session, `RETR ${outside.file}`);
    session.require(!bytes.includes(outside.secret), 'FTP-FIL-R68', `CWD ${links.directory} is refused`, `RETR ${outside.file} then brought the secret beside the served directory`, HINT);
  }), { verbs: ['CWD'] }),

  check('files/list-follows-no-link-outside', 'lists no directory through a symbolic link that leads outside', ['FTP-FIL-R68'], linked(async (tester, session, outside, links) => {
    const shown = listingLines((await tryReceive(tester, session, `LIST ${links.directory}/`)).bytes).filter((line) => line.endsWith(outside.file));
    session.require(shown.length === 0, 'FTP-FIL-R68', `LIST ${links.directory}/ shows nothing outside`, someOf(shown), HINT);
  }), { verbs: ['LIST'] }),

  check('files/mlst-follows-no-link-outside', 'tells by MLST no facts of what a symbolic link names outside', ['FTP-FIL-R67', 'FTP-FIL-R68'], linked(async (tester, session, _, links) => {
    await session.succeeds(`MLST ${tester.fixtures.need('file')}`);
    const shown = (await session.command(`MLST ${links.file}`)).lines.filter((line) => line.includes(formatTimeVal(SECRET_TIME) ?? ''));
    session.require(shown.length === 0, 'FTP-FIL-R67', `MLST ${links.file} tells nothing of the file that it leads to`, someOf(shown), HINT);
  }), { verbs: ['MLST'] }),

  check('files/mlsd-follows-no-link-outside', 'lists by MLSD no directory through a symbolic link that leads outside', ['FTP-FIL-R67', 'FTP-FIL-R68'], linked(async (tester, session, outside, links) => {
    const shown = listingLines((await tryReceive(tester, session, `MLSD ${links.directory}/`)).bytes).filter((line) => line.endsWith(outside.file));
    session.require(shown.length === 0, 'FTP-FIL-R67', `MLSD ${links.directory}/ shows nothing outside`, someOf(shown), HINT);
  }), { verbs: ['MLSD'] }),

  check('files/stor-follows-no-link-outside', 'stores nothing through a symbolic link that leads outside', ['FTP-FIL-R68'], linked(async (tester, session, outside, links) => {
    for (const line of [`STOR ${links.file}`, `APPE ${links.file}`, `STOR ${links.free}`, `STOR ${links.directory}/new.txt`]) {
      await tryDeliver(tester, session, line, BODY);
      await outside.unchanged(session, line, 'FTP-FIL-R68');
    }
  }), { verbs: ['STOR', 'APPE'] }),

  check('files/changes-follow-no-link-outside', 'makes, deletes and renames nothing through a symbolic link that leads outside', ['FTP-FIL-R68'], linked(async (tester, session, outside, links) => {
    const own = await tester.place(session, BODY);
    for (const line of [`MKD ${links.directory}/new`, `RMD ${links.directory}/${outside.empty}`, `DELE ${links.directory}/${outside.file}`]) {
      await session.command(line);
      await outside.unchanged(session, line, 'FTP-FIL-R68');
    }
    await session.given('RNFR', () => session.succeeds(`RNFR ${own}`));
    const line = `RNTO ${links.directory}/moved.txt`;
    await session.command(line);
    await outside.unchanged(session, line, 'FTP-FIL-R68');
  }), { verbs: ['MKD', 'RMD', 'DELE', 'RNTO'] }),
];
