import type { Check } from '../../../check.ts';
import { untilRead } from '../../../../src/client/has-read.ts';
import { starved } from '../../../../src/client/starved.ts';
import { noise } from '../../../../src/noise.ts';
import { announced, begin, getsBack, list, put, stored } from '../exchanges.ts';
import { inlineCheck, type Stage } from '../stage.ts';

const CLIENTS = 100;

/** Turns that a server gets to see that the other client is gone, and to do what it does then. Of a busy machine, and of what is still there, more is waited for. */
const TURNS = { least: 10, most: 50 };

/** Requires that nothing of an upload is left. Each answer to another client gives the server a turn. */
async function nothingLeft(stage: Stage, name: string): Promise<void> {
  const session = await stage.session();
  let more = true;
  for (let turn = 0; turn < TURNS.least || (more && turn < TURNS.most); turn += 1) {
    const listed = (await list(session)).some((line) => line.includes(name));
    more = listed || ((await stage.traces(name)) ?? []).length > 0 || starved();
  }
  await session.refused(`GET ${name}`, 'file missing');
  const traces = (await stage.traces(name)) ?? [];
  session.require(traces.length === 0, 'INL-PRO-R34', 'no trace of the upload', traces.join(', '));
}

/** Several clients, and clients that vanish. */
export const clientChecks: readonly Check[] = [
  inlineCheck('inline-marker/many-clients', `serves ${CLIENTS} clients at once, to each its own file`, ['INL-PRO-R8'], async (stage) => {
    const sessions = await Promise.all(Array.from({ length: CLIENTS }, () => stage.connect()));
    for (const session of sessions) {
      const { code, text } = await session.reply();
      session.require(code === 220, 'INL-PRO-R8', '220', `${code} ${text}`);
    }
    const files = sessions.map((session, at) => ({ session, name: stage.name(), body: Buffer.concat([Buffer.from(`client ${at}\n`), noise(1000 + at)]) }));
    await Promise.all(files.map(({ session, name, body }) => put(session, name, body)));
    await Promise.all(files.map(({ session, name, body }) => getsBack(session, name, body, 'INL-PRO-R8')));
  }),

  inlineCheck('inline-marker/uploading-client-holds-up-nobody', 'serves other clients while one is in mid-upload', ['INL-PRO-R8'], async (stage) => {
    const [slow, session] = [await stage.session(), await stage.session()];
    const name = stage.name();
    await begin(slow, name);
    await slow.send('FILE_START\r\nabc');
    const other = stage.name();
    await put(session, other, 'x');
    await getsBack(session, other, 'x', 'INL-PRO-R8');
    await slow.send('defFILE_END\r\n');
    await stored(slow);
    await getsBack(session, name, 'abcdef', 'INL-PRO-R8');
  }),

  inlineCheck('inline-marker/upload-is-invisible-until-whole', 'shows an upload under its name when it is whole, and not before', ['INL-PRO-R33'], async (stage) => {
    const [uploading, session] = [await stage.session(), await stage.session()];
    const name = stage.name();
    await begin(uploading, name);
    await uploading.send(Buffer.concat([Buffer.from('FILE_START\r\n'), noise(100_000)]));
    session.require(!(await list(session)).some((line) => line.endsWith(` ${name}`)), 'INL-PRO-R33', `no ${name} in the listing`, 'it is there');
    const { code, text } = await session.ask(`GET ${name}`, { 'file missing': true });
    session.require(code === 550, 'INL-PRO-R33', '550: the file is not there yet', `${code} ${text}`, 'Receive under another name and rename at the end.');
    await uploading.send('FILE_END\r\n');
    await stored(uploading);
    await getsBack(session, name, noise(100_000), 'INL-PRO-R33');
  }),

  inlineCheck('inline-marker/client-gone-while-uploading', 'keeps nothing of an upload whose client vanished', ['INL-PRO-R34', 'INL-PRO-R8'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await begin(session, name);
    await session.send(Buffer.concat([Buffer.from('FILE_START\r\n'), noise(100_000)]));
    // A server that has not accepted the connection yet may never hear of it.
    await untilRead(session.connection);
    session.connection.reset();
    await nothingLeft(stage, name);
  }),

  inlineCheck('inline-marker/client-closes-while-uploading', 'says 451 to a client that ends its side in mid-upload, and keeps nothing', ['INL-PRO-34', 'INL-PRO-R34'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    await begin(session, name);
    await session.send('FILE_START\r\nabcFILE_END\r');
    session.connection.end();
    const { code, text } = await session.reply();
    session.require(code === 451, 'INL-PRO-34', '451', `${code} ${text}`);
    await session.ended('INL-PRO-34');
    await nothingLeft(stage, name);
  }),

  inlineCheck('inline-marker/client-gone-while-downloading', 'goes on serving others when a client vanishes in mid-download', ['INL-PRO-R8'], async (stage) => {
    const [gone, session] = [await stage.session(), await stage.session()];
    const body = Buffer.alloc(8 * 2 ** 20, 'downloaded\n');
    const name = await stage.place(session, body);
    await announced(gone, await gone.ask(`GET ${name}`));
    await gone.body(1000);
    gone.connection.reset();
    await session.succeeds('SYST');
    const other = stage.name();
    await put(session, other, 'x');
    await getsBack(session, other, 'x', 'INL-PRO-R8');
  }),

  inlineCheck('inline-marker/two-clients-one-name', 'gives a name to one of two clients that upload it at once', ['INL-PRO-R36'], async (stage) => {
    const [first, second] = [await stage.session(), await stage.session()];
    const name = stage.name();
    await begin(first, name);
    await first.send('FILE_START\r\nfirst');
    // It may be refused at once, or when it is whole; but both must not be told that they are stored.
    let refused = (await second.ask(`PUT ${name}`, { 'name exists': undefined })).code >= 400;
    if (!refused) {
      await second.line();
      await second.send('FILE_START\r\nsecondFILE_END\r\n');
      refused = (await second.reply()).code >= 400;
    }
    await first.send('FILE_END\r\n');
    const { code } = await first.reply();
    first.require(refused || code >= 400, 'INL-PRO-R36', 'a refusal for one of the two', 'both were stored');
    await getsBack(second, name, refused ? 'first' : 'second', 'INL-PRO-R36');
  }),
];
