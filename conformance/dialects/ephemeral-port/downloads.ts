import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../../check.ts';
import { placeHundredMib, receiveHundredMib } from '../hundred-mib.ts';
import { same, staged } from './stage.ts';

const missing = { 'no plain name': false, 'file missing': true };

/** `get`: what it brings, and what it does not. */
export const downloadChecks: readonly Check[] = [
  staged('get', 'A download brings the bytes of the file and then the end of the data connection', ['EPH-PRO-13', 'EPH-PRO-15', 'EPH-PRO-R11', 'EPH-PRO-R17', 'EPH-PRO-R18'], async (stage) => {
    const body = Buffer.from('hello\r\n\0\xff\x1a\n', 'latin1');
    const name = await stage.place(body);
    const talk = await stage.talk();
    same(talk, await talk.get(name), body, 'EPH-PRO-R17');
  }),
  staged('get-empty-file', 'A download of an empty file is an end without a byte', ['EPH-PRO-R17', 'EPH-PRO-R18'], async (stage) => {
    const name = await stage.place(Buffer.alloc(0));
    const talk = await stage.talk();
    same(talk, await talk.get(name), Buffer.alloc(0), 'EPH-PRO-R17');
  }),
  staged('get-large-file', 'A file of 1 MiB arrives byte for byte', ['EPH-PRO-R17'], async (stage) => {
    const body = randomBytes(2 ** 20);
    const name = await stage.place(body);
    const talk = await stage.talk();
    same(talk, await talk.get(name), body, 'EPH-PRO-R17');
  }),
  staged('get-100-mib', 'A file of 100 MiB arrives byte for byte', ['EPH-PRO-R17', 'EPH-PRO-R18'], async (stage) => {
    const name = stage.name();
    await placeHundredMib(join(stage.root(), name));
    const talk = await stage.talk();
    const data = await talk.beginGet(name);
    const wrong = await receiveHundredMib(data, stage.tester.timeout);
    if (wrong !== null) talk.fail('EPH-PRO-R17', ['the bytes of the file'], wrong);
    const { bytes, how } = await data.receive({ deadline: stage.tester.timeout, limit: 1 });
    if (how !== 'end') talk.fail('EPH-PRO-R18', ['the end of the data connection'], bytes.length > 0 ? 'more bytes' : how);
    talk.silently('[data done]');
    await talk.confirm('files-received');
  }),
  staged('get-missing-file', 'A file that does not exist is answered FAILURE: File not found', ['EPH-PRO-7'], async (stage) => {
    const talk = await stage.talk();
    talk.say('get', stage.name(), missing);
    await talk.expect(550, 'EPH-PRO-7');
    await talk.confirm('files-not-received');
    await talk.nothingElse('EPH-PRO-7');
  }),
  staged('get-directory', 'A directory is answered FAILURE: File not found', ['EPH-PRO-8'], async (stage) => {
    const name = await stage.directory();
    const talk = await stage.talk();
    talk.say('get', name, { 'file missing': false, 'not a plain file': true });
    await talk.expect(550, 'EPH-PRO-8');
  }),
  staged('control-stays-silent', 'Nothing is said after a download', ['EPH-PRO-15', 'EPH-PRO-R9'], async (stage) => {
    const name = await stage.place(Buffer.from('text'));
    const talk = await stage.talk();
    for (let turn = 0; turn < 2; turn += 1) {
      await talk.get(name);
      await talk.nothingElse('EPH-PRO-R9');
    }
  }),
  staged('port-in-five-digits', 'The data port is named in five digits', ['EPH-PRO-R12'], async (stage) => {
    const name = await stage.place(Buffer.from('text'));
    const talk = await stage.talk();
    talk.say('get', name, { 'file missing': false });
    await talk.expect(150, 'EPH-PRO-13');
    const answer = await talk.expect(229, 'EPH-PRO-13');
    if (!/ \d{5}$/.test(answer.text)) talk.fail('EPH-PRO-R12', ['DATA_PORT and five digits'], answer.text);
  }),
  staged('port-listens-when-named', 'The data port listens when it is named', ['EPH-PRO-R11'], async (stage) => {
    const name = await stage.place(Buffer.from('text'));
    const talk = await stage.talk();
    for (let turn = 0; turn < 10; turn += 1) {
      talk.say('get', name, { 'no plain name': false, 'file missing': false });
      await talk.expect(150, 'EPH-PRO-13');
      const data = await talk.data(await talk.expect(229, 'EPH-PRO-13'), 1);
      await data.receive({ deadline: stage.tester.timeout });
      talk.silently('[data done]');
      await talk.confirm('files-received');
    }
  }),
  staged('port-of-its-own', 'Two transfers at the same time have two ports', ['EPH-PRO-R24', 'EPH-PRO-R23'], async (stage) => {
    const bodies = [randomBytes(1000), randomBytes(1000)];
    const names = await Promise.all(bodies.map((body) => stage.place(body, stage.name())));
    const talks = [await stage.talk(), await stage.talk()];
    const ports = [];
    for (const [at, talk] of talks.entries()) {
      talk.say('get', names[at], { 'no plain name': false, 'file missing': false, 'not a plain file': false, 'cannot be opened': false, 'no port to listen on': false });
      await talk.expect(150, 'EPH-PRO-R24');
      ports.push(await talk.expect(229, 'EPH-PRO-R24'));
    }
    const connections = [];
    for (const [at, talk] of talks.entries()) connections.push(await talk.data(ports[at]!));
    for (const [at, talk] of talks.entries()) {
      const { bytes } = await connections[at]!.receive({ deadline: stage.tester.timeout });
      same(talk, bytes, bodies[at]!, 'EPH-PRO-R24');
    }
  }),
  staged('port-serves-once', 'A second connection to a data port is refused or brings nothing', ['EPH-PRO-R24'], async (stage) => {
    const name = await stage.place(randomBytes(1000));
    const talk = await stage.talk();
    talk.say('get', name, { 'file missing': false });
    await talk.expect(150, 'EPH-PRO-13');
    const answer = await talk.expect(229, 'EPH-PRO-13');
    await (await talk.data(answer)).receive({ deadline: stage.tester.timeout });
    const second = await talk.dataAgain(answer);
    if (second === null) return;
    const { bytes } = await second.receive({ deadline: Math.min(300, stage.tester.timeout) });
    if (bytes.length > 0) talk.fail('EPH-PRO-R24', ['no second connection'], `${bytes.length} bytes on it`);
  }),
  staged('get-while-another-uploads', 'A download runs while another client uploads', ['EPH-PRO-R23'], async (stage) => {
    const body = randomBytes(100_000);
    const name = await stage.place(body);
    const uploading = await stage.talk();
    const upload = await uploading.beginPut(stage.name());
    await upload.send(randomBytes(50_000), { deadline: stage.tester.timeout });
    const talk = await stage.talk();
    same(talk, await talk.get(name), body, 'EPH-PRO-R23');
    upload.end();
    await uploading.expect(226, 'EPH-PRO-19');
  }),
  staged('get-while-another-stands-still', 'A client that does not read its download holds nobody up', ['EPH-PRO-R23'], async (stage) => {
    const name = await stage.place(Buffer.alloc(8 * 2 ** 20));
    const small = await stage.place(Buffer.from('text'));
    const still = await stage.talk();
    (await still.beginGet(name)).pause();
    const talk = await stage.talk();
    same(talk, await talk.get(small), Buffer.from('text'), 'EPH-PRO-R23');
  }),
  staged('client-gone-in-download', 'A client that vanishes during a download disturbs no other', ['EPH-PRO-R23', 'EPH-PRO-16'], async (stage) => {
    const large = await stage.place(Buffer.alloc(8 * 2 ** 20));
    const small = await stage.place(Buffer.from('text'));
    const talk = await stage.talk();
    const gone = await stage.talk();
    (await gone.beginGet(large)).reset();
    gone.connection.reset();
    same(talk, await talk.get(small), Buffer.from('text'), 'EPH-PRO-R23');
    await stage.holds(large, Buffer.alloc(8 * 2 ** 20), 'EPH-PRO-R23');
  }),
  staged('file-deleted-on-server', 'A file that was deleted on the server is not found', ['EPH-PRO-7'], async (stage) => {
    const root = stage.root();
    const name = await stage.place(Buffer.from('text'));
    const talk = await stage.talk();
    await talk.get(name);
    await rm(join(root, name));
    talk.say('get', name, missing);
    await talk.expect(550, 'EPH-PRO-7');
  }),
  staged('file-of-before', 'A file that came to the directory by other means, as before a restart, is sent as it is now', ['EPH-PRO-R22'], async (stage) => {
    const root = stage.root();
    const name = await stage.place(Buffer.from('before'));
    const talk = await stage.talk();
    await talk.get(name);
    await writeFile(join(root, name), 'afterwards');
    same(talk, await talk.get(name), Buffer.from('afterwards'), 'EPH-PRO-R22');
  }),
  staged('concurrent-clients', 'A hundred clients download at the same time', ['EPH-PRO-R23'], async (stage) => {
    const body = randomBytes(4000);
    const name = await stage.place(body);
    const talks = await Promise.all(Array.from({ length: 100 }, () => stage.talk()));
    // Unconfirmed: a hundred confirmations, each read before the next, would take most of the time.
    const got = await Promise.all(talks.map(async (talk) => (await (await talk.beginGet(name)).receive({ deadline: stage.tester.timeout })).bytes));
    got.forEach((bytes, at) => same(talks[at]!, bytes, body, 'EPH-PRO-R23'));
  }),
];
