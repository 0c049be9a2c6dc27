import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../../../check.ts';
import { emptied } from '../../emptied.ts';
import type { Conversation } from '../conversation.ts';
import { get, list, put, statistics } from '../exchanges.ts';
import { inlineCheck } from '../stage.ts';

const ENTRY = /^(FILE|DIR) +(\d{1,3}(?:,\d{3})*) bytes +(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (.+)$/s;
const NUMBERS = ['Connections', 'Commands processed', 'Files transferred', 'Bytes sent', 'Bytes received', 'Errors'];

/** The line of an entry, taken apart; fails when the listing has none. */
async function entry(session: Conversation, name: string): Promise<{ type: string; size: string; date: string }> {
  const lines = await list(session);
  const line = lines.find((one) => one.endsWith(` ${name}`));
  if (line === undefined) session.fail('INL-PRO-R10', [`a line for ${name}`], `${lines.length} lines without it`);
  const [, type, size, date] = ENTRY.exec(line) ?? [];
  if (type === undefined || size === undefined || date === undefined) session.fail('INL-PRO-R10', ['FILE or DIR, size, "bytes", date, time, name'], line);
  return { type, size, date };
}

/** LIST and STAT. */
export const informationChecks: readonly Check[] = [
  inlineCheck('inline-marker/list-shows-a-file', 'lists a file with its type, size, date and name', ['INL-PRO-R10', 'INL-PRO-12'], async (stage) => {
    const session = await stage.session();
    const name = await stage.place(session, Buffer.alloc(1_234_567));
    const { type, size, date } = await entry(session, name);
    session.require(type === 'FILE', 'INL-PRO-R10', 'FILE', type);
    session.require(size === '1,234,567', 'INL-PRO-R10', '1,234,567 bytes', `${size} bytes`);
    session.require(!Number.isNaN(Date.parse(date.replace(' ', 'T'))), 'INL-PRO-R10', 'a date', date);
  }),

  inlineCheck('inline-marker/list-shows-a-directory', 'lists a directory as DIR', ['INL-PRO-R10'], async (stage) => {
    const name = await stage.directory();
    const session = await stage.session();
    const { type } = await entry(session, name);
    session.require(type === 'DIR', 'INL-PRO-R10', 'DIR', type);
  }),

  inlineCheck('inline-marker/listing-ends-in-an-empty-line', 'ends a listing in one empty line', ['INL-PRO-R11'], async (stage) => {
    const session = await stage.session();
    await stage.place(session, 'x');
    session.announce('LIST');
    session.announce('SYST');
    await session.send('LIST\r\nSYST\r\n');
    const first = await session.reply();
    session.require(/(?:FILE|DIR) /.test(first.text), 'INL-PRO-R10', 'the first entry on the line of the code', first.text);
    for (let line = await session.line(); line !== ''; line = await session.line()) session.require(ENTRY.test(line), 'INL-PRO-R11', 'an empty line after the last entry', line);
    await session.reply();
  }),

  inlineCheck('inline-marker/list-of-nothing', 'answers LIST of an empty directory in one line', ['INL-PRO-11', 'INL-PRO-R11'], async (stage) => {
    await emptied(stage.root, async () => {
      const session = await stage.session();
      const { text } = await session.succeeds('LIST');
      session.require(!/(?:FILE|DIR) /.test(text), 'INL-PRO-11', 'a listing without entries', text);
      await session.succeeds('SYST');
    });
  }, { exclusive: true }),

  inlineCheck('inline-marker/list-skips-the-unreadable', 'leaves out a name that cannot be looked at, and lists the others', ['INL-PRO-R12'], async (stage) => {
    const session = await stage.session();
    const name = await stage.place(session, 'x');
    const dangling = stage.name('-link');
    await symlink('/nowhere/at/all', join(stage.root, dangling));
    const reply = await session.ask('LIST', { 'cannot be listed': false });
    session.require(reply.code === 200, 'INL-PRO-R12', '200', `${reply.code} ${reply.text}`);
    const lines = [reply.text];
    for (let line = await session.line(); line !== ''; line = await session.line()) lines.push(line);
    session.require(lines.some((line) => line.endsWith(name)) && !lines.some((line) => line.includes(dangling)), 'INL-PRO-R12', `${name}, and not ${dangling}`, lines.join(' | '));
  }),

  inlineCheck('inline-marker/stat-shows-all', 'shows the uptime and six statistics', ['INL-PRO-R13', 'INL-PRO-44'], async (stage) => {
    const session = await stage.session();
    const found = await statistics(session);
    const uptime = found.get('Uptime') ?? 'nothing';
    session.require(/^\d+d \d{1,2}h \d{1,2}m \d{1,2}s$/.test(uptime), 'INL-PRO-R13', 'Uptime: Nd Nh Nm Ns', uptime);
    for (const name of NUMBERS) session.require(/^\d{1,3}(,\d{3})*$/.test(found.get(name) ?? ''), 'INL-PRO-R13', `${name}: a number`, found.get(name) ?? 'nothing');
    await session.succeeds('SYST');
  }),

  inlineCheck('inline-marker/stat-counts', 'counts connections, commands, files and bytes of all clients', ['INL-PRO-R14'], async (stage) => {
    const session = await stage.session();
    const before = await statistics(session);
    const other = await stage.session();
    const name = stage.name();
    await put(other, name, Buffer.alloc(5000, 'x'));
    await get(other, name);
    await other.refused('DEL ' + stage.name(), 'file missing');
    const after = await statistics(session);
    const number = (found: Map<string, string>, of: string): number => Number((found.get(of) ?? '').replaceAll(',', ''));
    const least: Readonly<Record<string, number>> = { Connections: 1, 'Commands processed': 3, 'Files transferred': 2, 'Bytes sent': 5000, 'Bytes received': 5000, Errors: 0 };
    for (const [of, growth] of Object.entries(least)) {
      session.require(number(after, of) - number(before, of) >= growth, 'INL-PRO-R14', `${of} grown by ${growth} or more`, `${before.get(of) ?? 'nothing'}, then ${after.get(of) ?? 'nothing'}`);
    }
  }),
];
