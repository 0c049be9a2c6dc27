import type { Check } from '../../../check.ts';
import { noise } from '../../../../src/noise.ts';
import { AROUND_64_KIB } from '../bodies.ts';
import { announced, getsBack } from '../exchanges.ts';
import { inlineCheck } from '../stage.ts';

/** GET. */
export const downloadChecks: readonly Check[] = [
  inlineCheck('inline-marker/get-sends-a-file', 'sends a file between its announcement and FILE_END', ['INL-PRO-23', 'INL-PRO-24', 'INL-PRO-R20', 'INL-PRO-R21'], async (stage) => {
    const session = await stage.session();
    const name = await stage.place(session, 'one\ntwo\r\n\0three');
    const reply = await session.ask(`GET ${name}`);
    session.require(reply.text.endsWith(`File: ${name}`), 'INL-PRO-R20', `File: ${name}`, reply.text);
    const size = await announced(session, reply);
    session.require(size === 15, 'INL-PRO-R20', 'Size: 15 bytes', `Size: ${size} bytes`);
    const body = (await session.body(15)).toString('latin1');
    session.require(body === 'one\ntwo\r\n\0three', 'INL-PRO-R21', 'the bytes of the file', body);
    const { code, text } = await session.reply();
    session.require(code === 250, 'INL-PRO-R21', 'FILE_END', `${code} ${text}`);
  }),

  inlineCheck('inline-marker/get-ends-with-file-end', 'says nothing after FILE_END', ['INL-PRO-R22'], async (stage) => {
    const session = await stage.session();
    const name = await stage.place(session, 'x');
    await getsBack(session, name, 'x');
    const { code, text } = await session.ask('XYZZY');
    session.require(code === 502, 'INL-PRO-R22', '502 to the next command', `${code} ${text}`);
  }),

  inlineCheck('inline-marker/get-empty-file', 'sends an empty file', ['INL-PRO-R21'], async (stage) => {
    const session = await stage.session();
    await getsBack(session, await stage.place(session, ''), '');
    await session.succeeds('SYST');
  }),

  inlineCheck('inline-marker/get-64-kib-and-around', 'sends files of 64 KiB, one byte less and one byte more', ['INL-PRO-R21'], async (stage) => {
    const session = await stage.session();
    for (const size of AROUND_64_KIB) await getsBack(session, await stage.place(session, noise(size)), noise(size));
  }),

  inlineCheck('inline-marker/get-1-mib', 'sends a file of 1 MiB', ['INL-PRO-R21'], async (stage) => {
    const session = await stage.session();
    await getsBack(session, await stage.place(session, noise(2 ** 20)), noise(2 ** 20));
  }),

  inlineCheck('inline-marker/get-body-with-end-marker', 'sends a file that holds FILE_END whole, which a client that counts gets right', ['INL-PRO-R21'], async (stage) => {
    void stage.root;
    const session = await stage.session();
    const body = 'beforeFILE_END\r\nafter';
    await getsBack(session, await stage.place(session, body), body);
    await session.succeeds('SYST');
  }),

  inlineCheck('inline-marker/get-directory', 'refuses to send a directory', ['INL-PRO-21'], async (stage) => {
    const session = await stage.session();
    await session.refused(`GET ${await stage.directory()}`, 'not a plain file');
    await session.succeeds('SYST');
  }),

  inlineCheck('inline-marker/commands-wait-for-a-download', 'answers commands that came during a download after it', ['INL-PRO-R2', 'INL-PRO-R22'], async (stage) => {
    const session = await stage.session();
    const body = noise(300_000);
    const name = await stage.place(session, body);
    for (const line of [`GET ${name}`, 'XYZZY', `GET ${name}`]) session.announce(line);
    await session.send(`GET ${name}\r\nXYZZY\r\nGET ${name}\r\n`);
    for (const what of ['first', 'second']) {
      const bytes = await session.body(await announced(session, await session.reply()));
      session.require(bytes.equals(body), 'INL-PRO-R22', `the ${what} file`, `${bytes.length} other bytes`);
      await session.reply();
      if (what === 'first') await session.reply();
    }
  }),
];
