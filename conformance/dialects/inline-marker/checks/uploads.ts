import type { Check } from '../../../check.ts';
import { noise } from '../../../../src/noise.ts';
import { AROUND_64_KIB } from '../bodies.ts';
import { begin, getsBack, put, stored } from '../exchanges.ts';
import { inlineCheck } from '../stage.ts';

/** PUT and DEL. */
export const uploadChecks: readonly Check[] = [
  inlineCheck('inline-marker/put-stores-a-file', 'stores what stands between the markers', ['INL-PRO-32', 'INL-PRO-33', 'INL-PRO-R30', 'INL-PRO-R31'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    const body = 'one\ntwo\r\n\0three\xff';
    await put(session, name, Buffer.from(body, 'latin1'));
    await getsBack(session, name, Buffer.from(body, 'latin1'), 'INL-PRO-R31');
  }),

  inlineCheck('inline-marker/put-empty-file', 'stores an empty file', ['INL-PRO-R31'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await put(session, name, '');
    await getsBack(session, name, '', 'INL-PRO-R31');
  }),

  inlineCheck('inline-marker/put-64-kib-and-around', 'stores files of 64 KiB, one byte less and one byte more', ['INL-PRO-R31'], async (stage) => {
    const session = await stage.session();
    for (const size of AROUND_64_KIB) {
      const name = stage.name();
      await put(session, name, noise(size));
      await getsBack(session, name, noise(size), 'INL-PRO-R31');
    }
  }),

  inlineCheck('inline-marker/put-1-mib', 'stores a file of 1 MiB', ['INL-PRO-R31'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await put(session, name, noise(2 ** 20));
    await getsBack(session, name, noise(2 ** 20), 'INL-PRO-R31');
  }),

  inlineCheck('inline-marker/put-refuses-an-existing-file', 'refuses to replace a file, which stays as it is', ['INL-PRO-30', 'INL-PRO-R35'], async (stage) => {
    const session = await stage.session();
    const name = await stage.place(session, 'old');
    await session.refused(`PUT ${name}`, 'name exists');
    await getsBack(session, name, 'old', 'INL-PRO-R35');
  }),

  inlineCheck('inline-marker/refused-upload-sent-ahead', 'takes a file for commands that was sent before the upload was refused', ['INL-PRO-30', 'INL-PRO-R2'], async (stage) => {
    const session = await stage.session();
    const name = await stage.place(session, 'old');
    session.announce(`PUT ${name}`, { 'name exists': true });
    for (const line of ['FILE_START', 'SYST', 'FILE_END']) session.announce(line);
    await session.send(`PUT ${name}\r\nFILE_START\r\nSYST\r\nFILE_END\r\n`);
    const codes: number[] = [];
    for (let replies = 0; replies < 4; replies += 1) codes.push((await session.reply()).code);
    session.require(codes.join() === '550,502,200,502', 'INL-PRO-R2', '550 to PUT, then 502, 200 and 502 to the three lines', codes.join(', '));
  }),

  inlineCheck('inline-marker/put-cut-at-every-byte', 'finds the markers wherever the stream is cut in two', ['INL-PRO-R31'], async (stage) => {
    const [session, other] = [await stage.session(), await stage.session()];
    const stream = 'FILE_START\r\na\r\nFILE_END\r\n';
    for (let cut = 1; cut < stream.length; cut += 1) {
      const name = stage.name();
      await session.given('beginning an upload', () => begin(session, name));
      await session.send(stream.slice(0, cut));
      await other.given('a second session', () => other.succeeds('SYST'));
      await session.send(stream.slice(cut));
      await stored(session);
      await getsBack(session, name, 'a\r\n', 'INL-PRO-R31');
    }
  }),

  inlineCheck('inline-marker/put-byte-by-byte', 'stores a file that comes byte by byte', ['INL-PRO-R31'], async (stage) => {
    const [session, other] = [await stage.session(), await stage.session()];
    const name = stage.name();
    await begin(session, name);
    for (const byte of 'FILE_START\r\nFILE_FILE_END\r\n') {
      await session.send(byte);
      await other.given('a second session', () => other.succeeds('SYST'));
    }
    await stored(session);
    await getsBack(session, name, 'FILE_', 'INL-PRO-R31');
  }),

  inlineCheck('inline-marker/put-then-command-in-a-segment', 'answers a command that comes in the segment of the end marker', ['INL-PRO-R32'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await begin(session, name);
    session.announce('SYST');
    await session.send('FILE_START\r\nxFILE_END\r\nSYST\r\n');
    await stored(session);
    const { code } = await session.reply();
    session.require(code === 200, 'INL-PRO-R32', '200 to SYST', String(code), 'Keep what recv gave beyond the end marker: it is the next command.');
  }),

  inlineCheck('inline-marker/put-noise-before-start', 'drops what comes before FILE_START', ['INL-PRO-R30'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await begin(session, name);
    await session.send('Size: 3 bytes\r\nFILE_START\r\nabcFILE_END\r\n');
    await stored(session);
    await getsBack(session, name, 'abc', 'INL-PRO-R30');
  }),

  inlineCheck('inline-marker/put-start-marker-in-body', 'keeps a second FILE_START as a part of the file', ['INL-PRO-R31'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    const body = 'aFILE_START\r\nb';
    await put(session, name, body);
    await getsBack(session, name, body, 'INL-PRO-R31');
  }),

  inlineCheck('inline-marker/put-almost-markers', 'takes nothing for the end marker but FILE_END CR LF', ['INL-PRO-R31'], async (stage) => {
    const session = await stage.session();
    for (const body of ['FILE_END', 'FILE_END\n', 'FILE_END\r', 'FILE_END \r\n', 'file_end\r\n', 'xFILE_E', 'FILE_END\rFILE_END\r']) {
      const name = stage.name();
      await put(session, name, body);
      await getsBack(session, name, body, 'INL-PRO-R31');
    }
  }),

  inlineCheck('inline-marker/put-ends-at-the-first-marker', 'ends a file at its first FILE_END CR LF, and takes the rest for commands', ['INL-PRO-R31', 'INL-PRO-R32'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await begin(session, name);
    session.announce('SYST');
    session.announce('FILE_END');
    await session.send('FILE_START\r\nbeforeFILE_END\r\nSYST\r\nFILE_END\r\n');
    await stored(session);
    const codes = [(await session.reply()).code, (await session.reply()).code];
    session.require(codes.join() === '200,502', 'INL-PRO-R32', '200 to SYST, 502 to FILE_END', codes.join(', '));
    await getsBack(session, name, 'before', 'INL-PRO-R31');
  }),

  inlineCheck('inline-marker/del-removes', 'removes a file, and that file only', ['INL-PRO-43'], async (stage) => {
    const session = await stage.session();
    const [name, kept] = [await stage.place(session, 'x'), await stage.place(session, 'kept')];
    const { code, text } = await session.succeeds(`DEL ${name}`);
    session.require(code === 200, 'INL-PRO-43', '200', `${code} ${text}`);
    await session.refused(`GET ${name}`, 'file missing');
    await getsBack(session, kept, 'kept', 'INL-PRO-43');
  }),

  inlineCheck('inline-marker/del-directory', 'refuses to delete a directory', ['INL-PRO-41'], async (stage) => {
    const name = await stage.directory();
    const session = await stage.session();
    await session.refused(`DEL ${name}`, 'not a plain file');
    session.require((await stage.traces(name))?.length === 1, 'INL-PRO-41', 'the directory is still there', 'it is gone');
  }),
];
