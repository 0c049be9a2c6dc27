import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { check, type Check } from '../../check.ts';
import { Stop } from '../../stop.ts';
import { receive } from '../../transfers.ts';
import { shownLines } from './listing-lines.ts';

const OLD = new Date('2001-02-03T04:05:06Z');
const DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DATE = / ([A-Z][a-z]{2}) +(\d{1,2}) +(\d{4}|\d{1,2}:\d{2}) /;

/** The dates of LIST, where they are written as by `ls -l`. */
export const listDateChecks: readonly Check[] = [
  check('files/list-tells-the-date', 'shows by LIST when a file was changed', ['FTP-FIL-R24'], async (tester) => {
    const { root } = tester.testee;
    if (root === null) throw new Stop('skipped', 'the served directory is not known, so no file can be given an old time');
    const session = await tester.login();
    const directory = await tester.makeDirectory(session);
    const [recent, old] = [tester.name('.new'), tester.name('.old')];
    for (const name of [recent, old]) await tester.place(session, Buffer.from('x'), `${directory}/${name}`);
    await utimes(join(root, directory, old), OLD, OLD).catch(() => { throw new Stop('skipped', 'no file can be given an old time'); });
    const now = new Date();
    const lines = shownLines((await receive(tester, session, `LIST ${directory}`)).bytes);
    for (const [name, time] of [[recent, now], [old, OLD]] as const) {
      const line = lines.find((one) => one.endsWith(` ${name}`)) ?? '';
      const [, month, day, rest] = DATE.exec(line) ?? [];
      // Another form is a matter of `list-lines-are-readable`.
      if (month === undefined || day === undefined || rest === undefined || !MONTHS.includes(month)) continue;
      // In whatever zone the server shows it.
      const days = [-DAY, 0, DAY].map((shift) => new Date(time.getTime() + shift));
      const wanted = days.map((date) => `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}${rest.includes(':') ? '' : ` ${date.getUTCFullYear()}`}`);
      const shown = `${month} ${Number(day)}${rest.includes(':') ? '' : ` ${rest}`}`;
      session.require(wanted.includes(shown), 'FTP-FIL-R24', `${wanted[1]}, or the day before or after`, line, 'Month, day, and the time or the year of the last change.');
      session.require(time === now || !rest.includes(':'), 'FTP-FIL-R24', `${wanted[1]} ${time.getUTCFullYear()}`, line, 'A date with a time is of the last half year: an older one shows its year instead.');
    }
  }, { verbs: ['LIST'] }),
];
