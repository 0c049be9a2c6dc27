import { join } from 'node:path';
import type { Check } from '../../../check.ts';
import { Stop } from '../../../stop.ts';
import { HUNDRED_MIB, hundredMib, lookAtHundredMib, placeHundredMib, receiveHundredMib } from '../../hundred-mib.ts';
import { restart } from '../../restart.ts';
import { noise } from '../../../../src/noise.ts';
import { announced, begin, framed, get, getsBack, put, stored } from '../exchanges.ts';
import { inlineCheck } from '../stage.ts';

/** What the server has on its disk: much of it, too much for it, and after a restart. */
export const storageChecks: readonly Check[] = [
  inlineCheck('inline-marker/get-100-mib', 'sends a file of 100 MiB', ['INL-PRO-R21'], async (stage) => {
    const name = stage.name();
    await placeHundredMib(join(stage.root, name));
    const session = await stage.session();
    const size = await announced(session, await session.ask(`GET ${name}`));
    session.require(size === HUNDRED_MIB, 'INL-PRO-R20', `Size: ${HUNDRED_MIB} bytes`, `Size: ${size} bytes`);
    const wrong = await receiveHundredMib(session.connection, stage.tester.timeout);
    session.require(wrong === null, 'INL-PRO-R21', 'the bytes of the file', wrong ?? '');
    const { code, text } = await session.reply();
    session.require(code === 250, 'INL-PRO-R21', 'FILE_END', `${code} ${text}`);
  }),

  inlineCheck('inline-marker/put-100-mib', 'stores a file of 100 MiB', ['INL-PRO-R31'], async (stage) => {
    const session = await stage.session();
    const name = stage.name();
    const path = join(stage.root, name);
    await begin(session, name);
    for (const bytes of [Buffer.from('FILE_START\r\n'), hundredMib(), Buffer.from('FILE_END\r\n')]) await session.send(bytes);
    await stored(session);
    const wrong = await lookAtHundredMib(path);
    session.require(wrong === null, 'INL-PRO-R31', 'the file as it was sent', wrong ?? '');
  }),

  inlineCheck('inline-marker/put-disk-full', 'says 451 to an upload that finds no room, keeps nothing of it, and goes on with the next command', ['INL-PRO-35', 'INL-PRO-R34'], async (stage) => {
    const session = await stage.session();
    const name = stage.name('-disk-full');
    const body = noise(300_000);
    await begin(session, name);
    await session.send(framed(body));
    const { code, text } = await session.reply();
    if (code === 226) {
      session.require((await get(session, name)).equals(body), 'INL-PRO-R31', 'a file that is said to be stored is whole', 'another one');
      throw new Stop('skipped', 'the disk has room: serve a small one, such as a tmpfs');
    }
    session.require(code === 451, 'INL-PRO-35', '451', `${code} ${text}`);
    await session.succeeds('SYST');
    await session.refused(`GET ${name}`, 'file missing');
    const traces = (await stage.traces(name)) ?? [];
    session.require(traces.length === 0, 'INL-PRO-R34', 'no trace of the upload', traces.join(', '));
  }),

  inlineCheck('inline-marker/file-survives-a-restart', 'has after a restart what was stored before', ['INL-PRO-R37'], async (stage) => {
    const name = stage.name();
    const body = noise(10_000);
    await put(await stage.session(), name, body);
    await restart(stage.tester);
    await getsBack(await stage.session(), name, body, 'INL-PRO-R37');
  }, { exclusive: true }),
];
