import { check, type Check } from '../../check.ts';
import { deliver, receive } from '../../transfers.ts';
import { beginUpload } from './begin-upload.ts';
import { noise } from './bodies.ts';
import { beginLargeDownload, requireLarge } from './large.ts';
import { requireSame } from './same-bytes.ts';
import { requireStored } from './stored.ts';

const GROUPS: readonly (readonly [id: string, title: string, sizes: readonly number[]])[] = [
  ['small', 'of a few bytes and around 512 and 1024', [1, 2, 3, 511, 512, 513, 1023, 1024, 1025]],
  ['block', 'around 4, 8 and 32 KiB', [4095, 4096, 4097, 8191, 8192, 8193, 32_767, 32_768, 32_769]],
  ['64-kib', 'around 64 KiB', [65_535, 65_536, 65_537]],
  ['1-mib', 'around 1 MiB', [1_048_575, 1_048_577]],
];
const RULE = 'FTP-XFR-R3';
const LOOP = 'Read and write in a loop until the end of file; write only as many bytes as were read.';

/** Lengths at the borders of buffers: one byte lost or doubled there shows. */
export const sizeChecks: readonly Check[] = [
  ...GROUPS.map(([id, title, sizes]) => check(`transfer/${id}-sizes`, `keeps every byte of files ${title}`, [RULE], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    for (const size of sizes) {
      const name = tester.file(tester.name('.bin'));
      const body = noise(size, size);
      await deliver(tester, session, `STOR ${name}`, body);
      requireSame(session, RULE, body, (await receive(tester, session, `RETR ${name}`)).bytes, LOOP);
    }
  }, { verbs: ['STOR', 'RETR'] })),

  check('transfer/large-file-arrives-whole', 'sends a file of 8 MiB whole', [RULE], async (tester) => {
    const session = await tester.login();
    const data = await beginLargeDownload(tester, session);
    await requireLarge(session, data, RULE, LOOP);
    await session.finalReply();
  }, { verbs: ['RETR'] }),

  check('transfer/slow-reader-gets-every-byte', 'sends every byte to a client that reads little by little', [RULE], async (tester) => {
    const session = await tester.login();
    const data = await beginLargeDownload(tester, session);
    // Time for the server to fill every buffer on the way.
    await session.control.quiet(30);
    await requireLarge(session, data, RULE, 'A write may take fewer bytes than it was given, or none for now: send the rest when the socket is writable again.');
    await session.finalReply();
  }, { verbs: ['RETR'] }),

  check('transfer/upload-in-many-segments', 'stores an upload that comes in many small segments', [RULE], async (tester) => {
    const session = await tester.login();
    await session.succeeds('TYPE I');
    const name = tester.file(tester.name('.bin'));
    const body = noise(4000, 7);
    const data = await session.given('an upload', () => beginUpload(tester, session, name));
    for (let at = 0; at < body.length; at += 40) {
      await data.send(body.subarray(at, at + 40), { deadline: session.timeout });
      await new Promise(setImmediate);
    }
    data.end();
    await session.finalReply();
    await requireStored(tester, session, RULE, name, body, 'One read may bring only a part: read until the client closes.');
  }, { verbs: ['STOR'] }),
];
