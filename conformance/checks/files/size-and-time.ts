import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTimeVal } from '../../../src/wire/facts.ts';
import { check, type Check } from '../../check.ts';
import { describe, type Session } from '../../session.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { deliver, receive } from '../../transfers.ts';

/** The number in the reply to SIZE. */
export async function sizeOf(session: Session, path: string): Promise<number> {
  const reply = await session.succeeds(`SIZE ${path}`);
  const digits = /^(\d+)\s*$/.exec(reply.lines[0] ?? '');
  if (digits === null) session.fail('FTP-FIL-R30', ['213 and a decimal number'], describe(reply));
  return Number(digits[1]);
}

/** The time in the reply to MDTM, and its text. */
export async function timeOf(session: Session, path: string): Promise<{ text: string; time: Date }> {
  const reply = await session.succeeds(`MDTM ${path}`);
  const text = (reply.lines[0] ?? '').trim();
  const time = parseTimeVal(text);
  if (time === null) session.fail('FTP-FIL-R31', ['213 YYYYMMDDHHMMSS'], describe(reply), 'Four digits of the year, then month, day, hour, minute and second with two digits each; the month counts from 01.');
  return { text, time };
}

async function stored(tester: Tester, session: Session, bytes: number): Promise<string> {
  return tester.place(session, Buffer.alloc(bytes, 'size\n'));
}

function diskPath(tester: Tester, name: string): string {
  if (tester.testee.root === null) throw new Stop('skipped', 'the time on the server\'s disk cannot be set from here');
  return join(tester.testee.root, name);
}

/** In a year, a month and hours that show each common mistake in counting them. */
const OLD = new Date('2001-02-03T04:05:06Z');
const DAY = 86_400_000;

/** SIZE and MDTM. */
export const sizeAndTimeChecks: readonly Check[] = [
  check('files/size-counts-what-retr-sends', 'gives by SIZE in TYPE I the bytes that RETR sends', ['FTP-FIL-R30'], async (tester) => {
    const session = await tester.login();
    const name = await stored(tester, session, 70_001);
    await session.succeeds('TYPE I');
    const size = await sizeOf(session, name);
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    session.require(size === bytes.length, 'FTP-FIL-R30', `213 ${bytes.length}`, `213 ${size}`);
  }, { verbs: ['SIZE'] }),

  check('files/size-in-ascii-counts-what-retr-sends', 'gives by SIZE in TYPE A the bytes that RETR sends in TYPE A, or refuses', ['FTP-FIL-R39'], async (tester) => {
    const session = await tester.login();
    const name = await stored(tester, session, 1000);
    await session.succeeds('TYPE A');
    const reply = await session.command(`SIZE ${name}`, { 'file missing': false, 'not a plain file': false });
    if (reply.code >= 400) return;
    const { bytes } = await receive(tester, session, `RETR ${name}`);
    session.require(reply.lines[0]?.trim() === String(bytes.length), 'FTP-FIL-R39', `213 ${bytes.length}, or a refusal`, describe(reply), 'In TYPE A each line end counts as CR LF. A server that does not want to count may answer 550.');
  }, { verbs: ['SIZE'] }),

  check('files/size-of-an-empty-file', 'gives 0 as the size of an empty file', ['FTP-FIL-R30'], async (tester) => {
    const session = await tester.login();
    const name = await stored(tester, session, 0);
    await session.succeeds('TYPE I');
    const size = await sizeOf(session, name);
    session.require(size === 0, 'FTP-FIL-R30', '213 0', `213 ${size}`);
  }, { verbs: ['SIZE'] }),

  check('files/size-of-a-large-file', 'gives the size of a file of 8 MiB', ['FTP-FIL-R30'], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const size = await sizeOf(session, tester.fixtures.need('large'));
    session.require(size === tester.fixtures.largeSize, 'FTP-FIL-R30', `213 ${tester.fixtures.largeSize}`, `213 ${size}`);
  }, { verbs: ['SIZE'] }),

  check('files/size-follows-append', 'gives the new size after APPE', ['FTP-FIL-R30'], async (tester) => {
    const session = await tester.login();
    const name = await stored(tester, session, 10);
    await sizeOf(session, name);
    await session.given('appending', () => deliver(tester, session, `APPE ${name}`, Buffer.from('seven..')));
    const size = await sizeOf(session, name);
    session.require(size === 17, 'FTP-FIL-R30', '213 17', `213 ${size}`);
  }, { verbs: ['SIZE', 'APPE'] }),

  check('files/mdtm-has-the-form', 'gives by MDTM a time of the form YYYYMMDDHHMMSS', ['FTP-FIL-R31'], async (tester) => {
    const session = await tester.login();
    await timeOf(session, tester.fixtures.need('file'));
  }, { verbs: ['MDTM'] }),

  check('files/mdtm-of-a-new-file-is-recent', 'gives by MDTM of a new file the present time', ['FTP-FIL-R31'], async (tester) => {
    const session = await tester.login();
    const name = await stored(tester, session, 1);
    const { text, time } = await timeOf(session, name);
    // Clocks differ, by more than any time zone only when they are wrong.
    session.require(Math.abs(time.getTime() - Date.now()) < DAY, 'FTP-FIL-R31', `a time within a day of ${new Date().toISOString()}`, text);
    const { root } = tester.testee;
    if (root === null) return;
    const disk = Math.floor((await stat(join(root, name))).mtimeMs / 1000);
    session.require(Math.floor(time.getTime() / 1000) === disk, 'FTP-FIL-R31', `the time on the disk, ${new Date(disk * 1000).toISOString()}`, text, 'MDTM speaks UTC, whatever the time zone of the server is.');
  }, { verbs: ['MDTM'] }),

  check('files/mdtm-tells-an-old-time', 'gives by MDTM a time set long ago, to the second and in UTC', ['FTP-FIL-R31'], async (tester) => {
    const session = await tester.login();
    const name = await stored(tester, session, 1);
    await utimes(diskPath(tester, name), OLD, OLD);
    const { text, time } = await timeOf(session, name);
    session.require(Math.floor(time.getTime() / 1000) === OLD.getTime() / 1000, 'FTP-FIL-R31', '213 20010203040506', `213 ${text}`, 'MDTM speaks UTC, whatever the time zone of the server is.');
  }, { verbs: ['MDTM'] }),

  check('files/mdtm-is-not-the-time-of-reading', 'gives by MDTM the same time before and after RETR', ['FTP-FIL-R31'], async (tester) => {
    const session = await tester.login();
    const name = await stored(tester, session, 100);
    const path = diskPath(tester, name);
    await utimes(path, OLD, OLD);
    const before = await timeOf(session, name);
    await session.given('reading the file', () => receive(tester, session, `RETR ${name}`));
    await utimes(path, new Date(), OLD);
    const after = await timeOf(session, name);
    session.require(before.text === after.text, 'FTP-FIL-R31', `213 ${before.text}`, `213 ${after.text}`, 'The time of modification, not that of the last access.');
  }, { verbs: ['MDTM', 'RETR'] }),

  check('files/mdtm-follows-a-change', 'gives by MDTM a new time after the file was changed', ['FTP-FIL-R31'], async (tester) => {
    const session = await tester.login();
    const name = await stored(tester, session, 100);
    await utimes(diskPath(tester, name), OLD, OLD);
    await timeOf(session, name);
    await session.given('storing again', () => deliver(tester, session, `APPE ${name}`, Buffer.from('new')));
    const { text, time } = await timeOf(session, name);
    session.require(time.getTime() > OLD.getTime() + DAY, 'FTP-FIL-R31', 'the time of the last change', `213 ${text}`);
  }, { verbs: ['MDTM', 'APPE'] }),
];
