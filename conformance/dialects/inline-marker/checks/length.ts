import type { Check } from '../../../check.ts';
import { noise } from '../../../../src/noise.ts';
import { begin, framed, getsBack, put, stored } from '../exchanges.ts';
import { inlineCheck, type Stage } from '../stage.ts';

/** Sends what breaks the framing, and requires 451, the end of the connection, and that nothing was stored. */
async function broken(stage: Stage, bytes: Buffer | string, rule: string): Promise<void> {
  const session = await stage.session();
  const name = stage.name();
  await begin(session, name);
  await session.send(bytes);
  const { code, text } = await session.reply();
  session.require(code === 451, rule, '451', `${code} ${text}`);
  await session.ended(rule);
  const other = await stage.session();
  const reply = await other.ask(`GET ${name}`, { 'file missing': undefined });
  other.require(reply.code === 550, rule, '550: nothing was stored', `${reply.code} ${reply.text}`);
}

/** What the announced size of an upload changes. */
export const lengthChecks: readonly Check[] = [
  inlineCheck('inline-length/put-body-with-end-marker', 'stores a file that holds FILE_END CR LF whole', ['INL-LEN-R2'], async (stage) => {
    const session = await stage.session();
    for (const body of ['FILE_END\r\n', 'aFILE_END\r\nSYST\r\nFILE_END\r\n', 'FILE_START\r\nFILE_END\r\n']) {
      const name = stage.name();
      await put(session, name, body, 'length');
      await getsBack(session, name, body, 'INL-LEN-R2');
    }
  }),

  inlineCheck('inline-length/put-empty-file', 'stores an empty file', ['INL-LEN-R2'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await put(session, name, '', 'length');
    await getsBack(session, name, '', 'INL-LEN-R2');
  }),

  inlineCheck('inline-length/put-1-mib', 'stores a file of 1 MiB', ['INL-LEN-R1', 'INL-LEN-R2'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await put(session, name, noise(2 ** 20), 'length');
    await getsBack(session, name, noise(2 ** 20), 'INL-LEN-R2');
  }),

  inlineCheck('inline-length/put-cut-at-every-byte', 'reads size, file and end wherever the stream is cut in two', ['INL-LEN-R1', 'INL-LEN-R2'], async (stage) => {
    const [session, other] = [await stage.session(), await stage.session()];
    const body = 'FILE_END\r\n';
    const stream = framed(body, 'length');
    for (let cut = 1; cut < stream.length; cut += 1) {
      const name = stage.name();
      await begin(session, name);
      await session.send(stream.subarray(0, cut));
      await other.given('a second session', () => other.succeeds('SYST'));
      await session.send(stream.subarray(cut));
      await stored(session);
      await getsBack(session, name, body, 'INL-LEN-R2');
    }
  }),

  inlineCheck('inline-length/put-then-command-in-a-segment', 'answers a command that comes in the segment of the end', ['INL-LEN-R2', 'INL-PRO-R32'], async (stage) => {
    const session = await stage.session();
    await begin(session, stage.name());
    session.announce('SYST');
    await session.send(Buffer.concat([framed('x', 'length'), Buffer.from('SYST\r\n')]));
    await stored(session);
    await session.reply();
  }),

  inlineCheck('inline-length/size-too-small', 'refuses a file that is longer than announced', ['INL-LEN-R3'], (stage) => broken(stage, framed('abcdef', 'length', 3), 'INL-LEN-R3')),

  inlineCheck('inline-length/size-too-large', 'refuses a file that is shorter than announced', ['INL-LEN-R3'], (stage) => broken(stage, Buffer.concat([framed('abc', 'length', 8), Buffer.from('SYST\r\nSYST\r\n')]), 'INL-LEN-R3')),

  inlineCheck('inline-length/no-size', 'refuses an upload that announces no size', ['INL-LEN-R4'], (stage) => broken(stage, framed('abc', 'marker'), 'INL-LEN-R4')),

  inlineCheck('inline-length/size-that-is-no-number', 'refuses an upload whose size is no number', ['INL-LEN-R4'], (stage) => broken(stage, 'Size: three bytes\r\nFILE_START\r\nabcFILE_END\r\n', 'INL-LEN-R4')),
];
