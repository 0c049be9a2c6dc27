import { MarkedBody, SizedBody } from '../../../../src/dialects/inline-marker/body.ts';
import { conditions } from '../../../../src/dialects/inline-marker/conditions.ts';
import { inlineLength } from '../../../../src/dialects/inline-marker/inline-length.ts';
import { inlineMarker } from '../../../../src/dialects/inline-marker/inline-marker.ts';
import type { ServerParts } from '../../../../src/server/reference-server.ts';
import { fault, type Fault } from '../../../broken/fault.ts';
import { oneAtATime } from '../../../broken/own-transfer.ts';
import { overlayStore } from '../../../overlay-store.ts';
import { chunkwise } from './chunkwise.ts';
import { noJail } from './no-jail.ts';
import { between, finds, reads, rules, says, sends, textBody } from './parts.ts';

const START = /FILE_START\r\n/;
const END = /FILE_END\r\n/;

/** Transfers none of which ends after one was broken off. */
function lockNeverGivenBack(): Partial<ServerParts> {
  let held = false;
  return {
    transfer: async (session, prepared, signal) => {
      if (held) return new Promise((resolve) => { signal.addEventListener('abort', () => resolve('[data failed]')); });
      const end = await inlineMarker.parts.transfer!(session, prepared, signal);
      held ||= end === '[source failed]';
      return end;
    },
  };
}

/** Uploads that go to their final name at once. */
const inPlace = (): Partial<ServerParts> => overlayStore((store) => ({
  create: async (path) => {
    const empty = await store.create(path);
    if (!empty.ok) return empty;
    await empty.value.commit();
    return store.append(path);
  },
}));

/** Mistakes in moving files. */
export const transferFaults: readonly Fault[] = [
  fault({ id: 'inline-marker/226-after-download', title: 'says 226 after FILE_END', seen: 'habit of FTP', caughtBy: ['inline-marker/get-ends-with-file-end'], parts: () => says((text) => (text === 'FILE_END\r\n' ? `${text}226 done\r\n` : text)) }),
  fault({ id: 'inline-marker/size-with-separators', title: 'announces sizes with separators', seen: null, caughtBy: ['inline-marker/get-64-kib-and-around'], parts: () => says((text, on) => (on === 'GET' ? text.replace(/(?<=Size: \d*)\B(?=(\d{3})+ )/g, ',') : text)) }),
  fault({ id: 'inline-marker/text-mode', title: 'sends files in text mode', seen: 'students: open(name, "r")', caughtBy: ['inline-marker/get-sends-a-file'], parts: () => sends((body) => Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')) }),
  fault({ id: 'inline-marker/separator-before-file-end', title: 'sends a line end before FILE_END', seen: null, caughtBy: ['inline-marker/get-empty-file', 'inline-marker/get-sends-a-file'], parts: () => sends((body) => Buffer.concat([body, Buffer.from('\r\n')])) }),
  fault({ id: 'inline-marker/buffer-of-64-kib', title: 'sends no more than 64 KiB', seen: 'students: f.read(65536)', caughtBy: ['inline-marker/get-64-kib-and-around', 'inline-marker/get-1-mib'], parts: () => sends((body) => body.subarray(0, 65_536)) }),
  fault({ id: 'inline-marker/cuts-downloads-at-the-marker', title: 'sends a file up to FILE_END', seen: null, caughtBy: ['inline-marker/get-body-with-end-marker'], parts: () => sends((body) => body.subarray(0, body.includes('FILE_END\r\n') ? body.indexOf('FILE_END\r\n') : body.length)) }),
  fault({ id: 'inline-marker/marker-in-one-chunk', title: 'looks for markers in each chunk by itself', seen: 'the coursework itself', caughtBy: ['inline-marker/put-cut-at-every-byte', 'inline-marker/put-byte-by-byte'], parts: () => finds(chunkwise) }),
  fault({ id: 'inline-marker/drops-after-the-marker', title: 'drops what follows the end marker in its segment', seen: 'the coursework itself: split()[0]', caughtBy: ['inline-marker/put-then-command-in-a-segment'], parts: () => finds(() => { const body = new MarkedBody(); return { push: (chunk) => ({ ...body.push(chunk), rest: Buffer.alloc(0) }) }; }) }),
  fault({ id: 'inline-marker/stores-the-noise', title: 'stores what comes before FILE_START', seen: null, caughtBy: ['inline-marker/put-noise-before-start'], parts: () => finds(() => textBody((text) => { const at = text.indexOf('FILE_END\r\n'); return at < 0 ? null : { file: text.slice(0, at).replace('FILE_START\r\n', ''), rest: text.slice(at + 10) }; })) }),
  fault({ id: 'inline-marker/last-start', title: 'begins a file after the last FILE_START', seen: null, caughtBy: ['inline-marker/put-start-marker-in-body'], parts: () => finds(() => between(/[^]*FILE_START\r\n/, END)) }),
  fault({ id: 'inline-marker/marker-without-line-end', title: 'takes FILE_END for the end marker, whatever follows', seen: 'students: if b"FILE_END" in chunk', caughtBy: ['inline-marker/put-almost-markers', 'inline-marker/put-byte-by-byte'], parts: () => finds(() => between(START, /FILE_END(?:\r\n)?/)) }),
  fault({ id: 'inline-marker/strips-files', title: 'strips white space at the ends of a file', seen: 'students: .strip()', caughtBy: ['inline-marker/put-almost-markers'], parts: () => finds(() => between(START, /\s*FILE_END\r\n/)) }),
  fault({ id: 'inline-marker/last-marker', title: 'ends a file at the last end marker of a segment', seen: 'students: rsplit', caughtBy: ['inline-marker/put-ends-at-the-first-marker'], parts: () => finds(() => between(START, /FILE_END\r\n(?![^]*FILE_END\r\n)/)) }),
  fault({ id: 'inline-marker/needs-a-byte', title: 'waits for a file of a byte at least', seen: null, caughtBy: ['inline-marker/put-empty-file'], parts: () => finds(() => between(START, /(?<=[^])FILE_END\r\n/)) }),
  fault({ id: 'inline-marker/stores-64-kib', title: 'stores no more than 64 KiB', seen: null, caughtBy: ['inline-marker/put-64-kib-and-around', 'inline-marker/put-1-mib'], parts: () => finds(() => textBody((text) => { const at = text.indexOf('FILE_END\r\n'); return at < 0 ? null : { file: text.slice(12, Math.min(at, 65_548)), rest: text.slice(at + 10) }; })) }),
  fault({ id: 'inline-marker/stores-utf-8', title: 'decodes and encodes files', seen: 'students: data.decode()', caughtBy: ['inline-marker/put-stores-a-file'], parts: () => finds(() => { const body = new MarkedBody(); return { push: (chunk) => { const piece = body.push(chunk); return { ...piece, file: Buffer.from(piece.file.toString()) }; } }; }) }),
  fault({ id: 'inline-marker/replaces-files', title: 'replaces a file that exists', seen: null, caughtBy: ['inline-marker/put-refuses-an-existing-file'], parts: () => rules({ 'INL-PRO-30': null }) }),
  fault({ id: 'inline-marker/drops-a-refused-file', title: 'drops what looks like the file after a refusal', seen: null, caughtBy: ['inline-marker/refused-upload-sent-ahead'], parts: () => reads((text) => (text.startsWith('PUT') ? text.replace(/FILE_START\r\n[^]*FILE_END\r\n/, '') : text)) }),
  fault({ id: 'inline-marker/uploads-in-place', title: 'writes an upload under its final name', seen: 'students: open(name, "wb")', caughtBy: ['inline-marker/upload-is-invisible-until-whole', 'inline-marker/client-gone-while-uploading', 'inline-marker/client-closes-while-uploading'], parts: inPlace }),
  fault({ id: 'inline-marker/end-of-connection-is-end-of-file', title: 'stores what came when the client goes away', seen: 'students: while data', caughtBy: ['inline-marker/client-gone-while-uploading', 'inline-marker/client-closes-while-uploading'], parts: () => overlayStore((store) => ({ create: async (path) => { const upload = await store.create(path); return upload.ok ? { ok: true, value: { ...upload.value, path, write: (chunks) => upload.value.write(chunks), commit: () => upload.value.commit(), abandon: async () => { await upload.value.commit(); } } } : upload; } })) }),
  fault({ id: 'inline-marker/last-upload-wins', title: 'lets two clients upload the same name', seen: 'the coursework itself: os.path.exists, then os.rename', caughtBy: ['inline-marker/two-clients-one-name'], parts: () => ({ conditions: { ...conditions, 'name exists': async (_, asked) => (await asked.entry()) !== null, 'cannot be stored': async (session, asked) => { const upload = asked.path === null ? null : await session.store.create(asked.path); if (upload?.ok) session.prepared = { kind: 'upload', upload: upload.value }; return upload?.ok !== true; } } }) }),
  fault({ id: 'inline-marker/one-transfer-at-a-time', title: 'runs one transfer at a time for all clients', seen: 'students: one lock', caughtBy: ['inline-marker/uploading-client-holds-up-nobody'], parts: () => oneAtATime(inlineMarker.parts.transfer) }),
  fault({ id: 'inline-marker/lock-never-given-back', title: 'runs no transfer any more after one was broken off', seen: 'students: no finally', caughtBy: ['inline-marker/client-gone-while-downloading'], parts: lockNeverGivenBack }),
  fault({ id: 'inline-marker/ten-clients', title: 'takes ten clients', seen: 'students: listen(5) and no threads', caughtBy: ['inline-marker/many-clients'], config: { sessionLimit: 10 } }),
  fault({ id: 'inline-marker/download-of-directories', title: 'opens whatever has the name', seen: null, caughtBy: ['inline-marker/get-directory'], parts: () => rules({ 'INL-PRO-21': { reply: [[200]] } }) }),
  fault({ id: 'inline-marker/follows-dots', title: 'follows .. out of its directory', seen: 'the coursework itself', caughtBy: ['inline-marker/get-outside-by-dots', 'inline-marker/del-outside-by-dots', 'inline-marker/put-stays-inside'], parts: () => noJail((name) => name.includes('..')) }),
  fault({ id: 'inline-marker/looks-at-the-first-dots', title: 'refuses names that begin with .. and follows others', seen: null, caughtBy: ['inline-marker/get-outside-by-hidden-dots', 'inline-marker/del-outside-by-hidden-dots'], parts: () => noJail((name) => name.startsWith('./..')) }),
  fault({ id: 'inline-marker/absolute-paths', title: 'takes absolute paths as they are', seen: 'the coursework itself: os.path.join', caughtBy: ['inline-marker/get-outside-by-absolute-path', 'inline-marker/del-outside-by-absolute-path', 'inline-marker/put-stays-inside'], parts: () => noJail((name) => name.startsWith('/')) }),
];

/** Mistakes in reading announced sizes. */
export const lengthFaults: readonly Fault[] = [
  fault({ id: 'inline-length/goes-by-the-marker', title: 'ignores the announced size', seen: 'a server of inline-marker', caughtBy: ['inline-length/put-body-with-end-marker', 'inline-length/put-cut-at-every-byte', 'inline-length/size-too-small', 'inline-length/size-too-large', 'inline-length/no-size', 'inline-length/size-that-is-no-number'], parts: () => inlineMarker.parts }),
  fault({ id: 'inline-length/drops-after-the-end', title: 'drops what follows the end in its segment', seen: null, caughtBy: ['inline-length/put-then-command-in-a-segment'], parts: () => finds(() => { const body = new SizedBody(); return { push: (chunk) => ({ ...body.push(chunk), rest: Buffer.alloc(0) }) }; }) }),
  fault({ id: 'inline-length/needs-a-byte', title: 'refuses empty files', seen: null, caughtBy: ['inline-length/put-empty-file'], parts: () => finds(() => { const body = new SizedBody(); let length = 0; return { push: (chunk) => { const piece = body.push(chunk); length += piece.file.length; return piece.state === 'whole' && length === 0 ? { ...piece, state: 'broken' } : piece; } }; }) }),
  fault({ id: 'inline-length/size-in-16-bits', title: 'keeps the size in 16 bits', seen: null, caughtBy: ['inline-length/put-1-mib'], parts: () => reads((text) => text.replace(/Size: (\d+)/, (_, size: string) => `Size: ${Number(size) % 65_536}`)) }),
].map((one) => ({ ...one, parts: () => ({ ...inlineLength.parts, ...one.parts!() }) }));
