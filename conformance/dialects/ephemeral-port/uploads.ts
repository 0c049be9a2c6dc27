import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { untilRead } from '../../../src/client/has-read.ts';
import type { Check } from '../../check.ts';
import { Stop } from '../../stop.ts';
import { hundredMib, lookAtHundredMib } from '../hundred-mib.ts';
import { restart } from '../restart.ts';
import { same, staged } from './stage.ts';

const SIZES = [['put-empty-file', 0], ['put-one-byte', 1], ['put-valid-file', 1000], ['put-64-kib-less-one', 65_535], ['put-64-kib', 65_536], ['put-64-kib-and-one', 65_537], ['put-large-file', 2 ** 20]] as const;

/** Turns that a server gets to see that a client is gone, and to do what it does then. */
const TURNS = 10;

/** `put`: what is stored, and what is not. */
export const uploadChecks: readonly Check[] = [
  ...SIZES.map(([id, size]) => staged(id, `An upload of ${size} bytes is stored byte for byte`, ['EPH-PRO-14', 'EPH-PRO-19', 'EPH-PRO-R17', 'EPH-PRO-R19'], async (stage) => {
    const body = randomBytes(size);
    const name = stage.name();
    await (await stage.talk()).put(name, body);
    await stage.holds(name, body, 'EPH-PRO-R17');
  })),
  staged('put-100-mib', 'An upload of 100 MiB is stored byte for byte', ['EPH-PRO-19', 'EPH-PRO-R17'], async (stage) => {
    const path = join(stage.root(), stage.name());
    const talk = await stage.talk();
    await talk.put(basename(path), hundredMib());
    const wrong = await lookAtHundredMib(path);
    if (wrong !== null) talk.fail('EPH-PRO-R17', ['the file as it was sent'], wrong);
  }),
  staged('sizes-around-64-kib', 'Files of 64 KiB and one byte more and less come back as they were', ['EPH-PRO-R17'], async (stage) => {
    const talk = await stage.talk();
    for (const size of [65_535, 65_536, 65_537]) {
      const body = randomBytes(size);
      const name = stage.name();
      await talk.put(name, body);
      same(talk, await talk.get(name), body, 'EPH-PRO-R17');
    }
  }),
  staged('put-existing-file', 'An upload to the name of an existing file replaces it as a whole', ['EPH-PRO-R21'], async (stage) => {
    const name = await stage.place(randomBytes(5000));
    const body = randomBytes(100);
    await (await stage.talk()).put(name, body);
    await stage.holds(name, body, 'EPH-PRO-R21');
  }),
  staged('put-existing-file-unfinished', 'The old file is found until the new one is complete', ['EPH-PRO-R21'], async (stage) => {
    const old = randomBytes(500);
    const name = await stage.place(old);
    const talk = await stage.talk();
    const data = await talk.beginPut(name);
    await data.send(randomBytes(100), { deadline: stage.tester.timeout });
    await stage.holds(name, old, 'EPH-PRO-R21');
  }),
  staged('put-existing-file-broken-off', 'An upload that breaks off leaves the old file', ['EPH-PRO-R20', 'EPH-PRO-21'], async (stage) => {
    const old = randomBytes(500);
    const name = await stage.place(old);
    const talk = await stage.talk();
    const data = await talk.beginPut(name);
    await data.send(randomBytes(100), { deadline: stage.tester.timeout });
    data.reset();
    await talk.expect(451, 'EPH-PRO-21');
    await stage.holds(name, old, 'EPH-PRO-R20');
  }),
  staged('upload-broken-off', 'An upload that breaks off is answered FAILURE: Upload broken off and leaves nothing', ['EPH-PRO-21', 'EPH-PRO-R20'], async (stage) => {
    const name = stage.name();
    const talk = await stage.talk();
    const data = await talk.beginPut(name);
    await data.send(randomBytes(70_000), { deadline: stage.tester.timeout });
    data.reset();
    await talk.expect(451, 'EPH-PRO-21');
    await stage.holdsNot(name, 'EPH-PRO-R20');
  }),
  staged('client-gone-in-upload', 'A client that vanishes during an upload disturbs no other and leaves no file', ['EPH-PRO-R20', 'EPH-PRO-R23'], async (stage) => {
    const name = stage.name();
    const talk = await stage.talk();
    const gone = await stage.talk();
    const data = await gone.beginPut(name);
    await data.send(randomBytes(70_000), { deadline: stage.tester.timeout });
    await untilRead(data);
    data.reset();
    gone.connection.reset();
    for (let turn = 0; turn < TURNS; turn += 1) await talk.nothingElse('EPH-PRO-R23');
    await stage.holdsNot(name, 'EPH-PRO-R20');
  }),
  staged('get-after-broken-upload', 'A file can be downloaded after another client disconnected during an upload', ['EPH-PRO-R23', 'EPH-PRO-R20'], async (stage) => {
    const body = randomBytes(3000);
    const name = await stage.place(body);
    const gone = await stage.talk();
    const data = await gone.beginPut(stage.name());
    await data.send(randomBytes(100), { deadline: stage.tester.timeout });
    data.reset();
    gone.connection.reset();
    await stage.holds(name, body, 'EPH-PRO-R23');
  }),
  staged('put-in-quick-succession', 'Twenty uploads in quick succession are each confirmed and each stored', ['EPH-PRO-19', 'EPH-PRO-R17'], async (stage) => {
    const talk = await stage.talk();
    const bodies = Array.from({ length: 20 }, (_, at) => Buffer.from(`file ${at}`));
    const names = bodies.map(() => stage.name());
    for (const [at, body] of bodies.entries()) await talk.put(names[at]!, body);
    for (const [at, body] of bodies.entries()) same(talk, await stage.stored(names[at]!, talk), body, 'EPH-PRO-R17');
  }),
  staged('put-under-load', 'Thirty clients upload at the same time', ['EPH-PRO-R23'], async (stage) => {
    const talks = await Promise.all(Array.from({ length: 30 }, () => stage.talk()));
    const bodies = talks.map(() => randomBytes(4000));
    const names = talks.map(() => stage.name());
    await Promise.all(talks.map((talk, at) => talk.put(names[at]!, bodies[at]!)));
    await Promise.all(talks.map(async (talk, at) => same(talk, await stage.stored(names[at]!, talk), bodies[at]!, 'EPH-PRO-R23')));
  }),
  staged('put-directory', 'An upload to the name of a directory is answered FAILURE: File not stored', ['EPH-PRO-11'], async (stage) => {
    const name = await stage.directory();
    const talk = await stage.talk();
    talk.say('put', name, { 'cannot be stored': true });
    await talk.expect(553, 'EPH-PRO-11');
  }),
  staged('success-after-the-end', 'UPLOAD SUCCESS is said after the end of the data, not before', ['EPH-PRO-R19'], async (stage) => {
    const name = stage.name();
    const talk = await stage.talk();
    const data = await talk.beginPut(name);
    await data.send(Buffer.from('half of it'), { deadline: stage.tester.timeout });
    const early = await talk.connection.receive({ limit: 1, deadline: Math.min(100, stage.tester.timeout), halfOpen: true });
    if (early.how !== 'silence') talk.fail('EPH-PRO-R19', ['nothing before the end of the data'], early.bytes.toString('latin1') || 'the end of the connection');
    data.end();
    await talk.expect(226, 'EPH-PRO-R19');
  }),
  staged('file-on-disk-when-confirmed', 'The file is on the disk when UPLOAD SUCCESS is said', ['EPH-PRO-R19', 'EPH-PRO-R22'], async (stage) => {
    stage.root();
    const talk = await stage.talk();
    for (let turn = 0; turn < 3; turn += 1) {
      const name = stage.name();
      const body = randomBytes(200_000);
      await talk.put(name, body);
      same(talk, await stage.stored(name, talk), body, 'EPH-PRO-R22');
    }
  }),
  staged('file-outlives-session', 'A file that was uploaded is there when its client has gone', ['EPH-PRO-R22'], async (stage) => {
    const body = randomBytes(1000);
    const name = stage.name();
    const talk = await stage.talk();
    await talk.put(name, body);
    talk.say('quit');
    await talk.closes('EPH-PRO-30');
    await stage.holds(name, body, 'EPH-PRO-R22');
  }),
  staged('file-survives-a-restart', 'A file that was uploaded is sent after a restart of the server', ['EPH-PRO-R22'], async (stage) => {
    const body = randomBytes(10_000);
    const name = stage.name();
    await (await stage.talk()).put(name, body);
    await restart(stage.tester);
    await stage.holds(name, body, 'EPH-PRO-R22');
  }, { exclusive: true }),
  staged('put-disk-full', 'An upload that finds no room is answered FAILURE: Disk full and leaves what was there', ['EPH-PRO-23', 'EPH-PRO-R20', 'EPH-PRO-R19'], async (stage) => {
    // Where the disk has room the check cannot show more than that the file is whole.
    const old = Buffer.from('old');
    const name = await stage.place(old, stage.name('-disk-full'));
    const body = randomBytes(300_000);
    const talk = await stage.talk();
    const data = await talk.beginPut(name);
    await data.send(body, { deadline: stage.tester.timeout });
    data.end();
    const answer = await talk.answer();
    if (answer.kind === 'word' && answer.code === 226) {
      await stage.holds(name, body, 'EPH-PRO-R19');
      throw new Stop('skipped', 'the disk has room: serve a small one, such as a tmpfs');
    }
    if (answer.text !== 'FAILURE: Disk full') talk.fail('EPH-PRO-23', ['FAILURE: Disk full'], answer.text);
    await stage.holds(name, old, 'EPH-PRO-R20');
    await talk.nothingElse('EPH-PRO-23');
  }),
];
