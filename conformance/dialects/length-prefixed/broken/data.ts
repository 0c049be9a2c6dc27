import { writeOut } from '../../../../src/server/data/outgoing.ts';
import { forgets, readsIn26Bits } from '../../broken-disks.ts';
import { around, faulty, head, rewriting, rewritingHead, sending } from './parts.ts';

const sized = (change: (size: bigint) => bigint) => () => rewritingHead(({ name, size, checksum }) => {
  const other = Buffer.alloc(8);
  other.writeBigUInt64BE(change(size.readBigUInt64BE()));
  return head(name, other, checksum);
});
const sends = (...sizes: readonly number[]): string[] => sizes.map((size) => `length-prefixed/sends-${size}-bytes`);

export const dataFaults = [
  faulty({ id: 'length-prefixed/reads-in-26-bits', title: 'begins a file anew after 64 MiB', seen: 'a position that runs over', caughtBy: ['length-prefixed/sends-100-mib'], parts: readsIn26Bits }),
  faulty({ id: 'length-prefixed/forgets', title: 'knows after a restart nothing of what was there before', seen: 'a list of files made once', caughtBy: ['length-prefixed/serves-after-a-restart'], parts: forgets }),
  faulty({
    id: 'length-prefixed/no-empty-files', title: 'takes a file without bytes for a missing one', seen: 'students: if not data', caughtBy: sends(0),
    parts: () => rewriting((answer) => (answer.subarray(-40, -32).equals(Buffer.alloc(8)) ? Buffer.from('ERROR not found') : answer)),
  }),
  faulty({ id: 'length-prefixed/size-one-more', title: 'declares one byte more than it sends', caughtBy: sends(0, 1, 4096), parts: sized((size) => size + 1n) }),
  faulty({ id: 'length-prefixed/size-one-less', title: 'declares one byte less than it sends', caughtBy: sends(1, 4096, 65_537), parts: sized((size) => (size > 0n ? size - 1n : 0n)) }),
  faulty({ id: 'length-prefixed/size-of-16-bits', title: 'has sixteen bits for the size', caughtBy: sends(65_536, 65_537, 2 ** 20), parts: sized((size) => size & 0xffffn) }),
  faulty({
    id: 'length-prefixed/size-in-four-bytes', title: 'writes the size in four bytes', seen: 'students: struct "!I"', caughtBy: sends(0, 1, 4095), parts: () => rewritingHead(({ name, size, checksum }) => head(name, size.subarray(4), checksum)),
  }),
  faulty({
    id: 'length-prefixed/size-the-other-way-round', title: 'writes the least significant byte of the size first', seen: 'students: struct without "!"', caughtBy: sends(1, 4096), parts: () => rewritingHead(({ name, size, checksum }) => head(name, Buffer.from(size).reverse(), checksum)),
  }),
  faulty({ id: 'length-prefixed/checksum-of-nothing', title: 'writes the checksum of no bytes at all', seen: 'students: the file was read to its end before', caughtBy: sends(1, 65_535), parts: () => rewritingHead(({ name, size }) => head(name, size, Buffer.from('d41d8cd98f00b204e9800998ecf8427e'))) }),
  faulty({ id: 'length-prefixed/checksum-in-capitals', title: 'writes the checksum in capitals', caughtBy: ['length-prefixed/writes-the-checksum-in-lower-case'], parts: () => rewritingHead(({ name, size, checksum }) => head(name, size, Buffer.from(checksum.toString('latin1').toUpperCase()))) }),
  faulty({ id: 'length-prefixed/text-mode', title: 'converts line ends', seen: 'students: open(name, "r")', caughtBy: ['length-prefixed/keeps-every-byte-value'], parts: () => sending((body) => Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')) }),
  faulty({ id: 'length-prefixed/ends-at-error', title: 'sends no word of its own protocol', caughtBy: ['length-prefixed/sends-words-of-the-protocol'], parts: () => sending((body) => (body.toString('latin1', 0, 5) === 'ERROR' ? Buffer.alloc(0) : body)) }),
  faulty({ id: 'length-prefixed/whole-blocks-only', title: 'sends whole blocks of 4096 bytes only', caughtBy: sends(1, 4095, 4097, 65_535), parts: () => sending((body) => body.subarray(0, body.length - (body.length % 4096))) }),
  faulty({ id: 'length-prefixed/one-block-only', title: 'sends the first 4096 bytes only', seen: 'students: one read', caughtBy: sends(4097, 65_536), parts: () => sending((body) => body.subarray(0, 4096)) }),
  faulty({ id: 'length-prefixed/wrong-after-a-mib', title: 'sends the first MiB again and again', caughtBy: ['length-prefixed/sends-a-large-file'], parts: () => sending((body) => (body.length <= 2 ** 20 ? body : Buffer.alloc(body.length, body.subarray(0, 2 ** 20)))) }),
  faulty({ id: 'length-prefixed/line-end-after-data', title: 'sends a line end after the data', caughtBy: sends(0, 4096), parts: () => sending((body) => Buffer.concat([body, Buffer.from('\r\n')])) }),
  faulty({
    id: 'length-prefixed/stays-open', title: 'does not close after the data', seen: 'students: the socket is never closed', caughtBy: [...sends(0, 65_536, 2 ** 20), 'length-prefixed/example-a-download'],
    parts: () => around((run) => async (session, prepared, signal) => {
      const end = await run(session, prepared, signal);
      await new Promise<void>((resolve) => { signal.addEventListener('abort', () => resolve()); session.socket.once('close', () => resolve()); });
      return end;
    }),
  }),
  faulty({
    id: 'length-prefixed/resumes', title: 'goes on where an earlier download was broken off', caughtBy: ['length-prefixed/begins-at-the-first-byte'],
    parts: () => {
      const broken = new Set<number>();
      return around((run) => async (session, prepared, signal) => {
        const size = prepared.kind === 'file' ? prepared.file.facts.size : 0;
        if (broken.has(size)) return sending((body) => body.subarray(1000)).transfer!(session, prepared, signal);
        // Broken off by the client, whether or not its end was seen in time.
        broken.add(size);
        return run(session, prepared, signal);
      });
    },
  }),
  faulty({
    id: 'length-prefixed/sends-to-the-end-of-the-file', title: 'sends to the end of the file, wherever that is by now', caughtBy: ['length-prefixed/sends-what-it-declared-of-a-growing-file'],
    parts: () => around((run) => async (session, prepared, signal) => {
      if (prepared.kind !== 'file') return run(session, prepared, signal);
      for await (const block of prepared.file.handle.createReadStream({ start: 0 }) as AsyncIterable<Buffer>) {
        if (!(await writeOut(session.socket, block))) return '[data failed]';
      }
      return '[data done]';
    }),
  }),
  faulty({
    id: 'length-prefixed/fills-up', title: 'fills up with zeros what is missing of a file that became shorter', caughtBy: ['length-prefixed/ends-early-when-the-file-is-cut'],
    parts: () => around((run) => async (session, prepared, signal) => {
      const size = prepared.kind === 'file' ? prepared.file.facts.size : 0;
      const end = await run(session, prepared, signal);
      if (end !== '[source failed]') return end;
      const zeros = Buffer.alloc(size - session.progress);
      return (await writeOut(session.socket, zeros)) ? '[data done]' : '[data failed]';
    }),
  }),
  faulty({
    id: 'length-prefixed/fifty-downloads', title: 'has no files to open left after fifty downloads', seen: 'students: files are never closed', caughtBy: ['length-prefixed/goes-on-for-sixty-downloads'],
    parts: () => {
      let count = 0;
      return rewriting((answer) => (answer.length > 0 && (count += 1) > 50 ? Buffer.from('ERROR too many open files') : answer));
    },
  }),
];
