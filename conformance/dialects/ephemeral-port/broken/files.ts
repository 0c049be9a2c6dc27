import { mkdtemp, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { conditions } from '../../../../src/dialects/ephemeral-port/host.ts';
import { WordChannel } from '../../../../src/dialects/ephemeral-port/word-channel.ts';
import { WordReader } from '../../../../src/dialects/ephemeral-port/word-reader.ts';
import { runTransfer } from '../../../../src/server/transfer.ts';
import { fault, type Fault } from '../../../broken/fault.ts';
import { noJail } from '../../../broken/no-jail.ts';
import { overlayStore } from '../../../overlay-store.ts';
import { forgets, readsIn26Bits, writesIn26Bits } from '../../broken-disks.ts';
import { otherNames, otherReader, otherRules, otherUploads } from './change.ts';

const all = (...ids: string[]): string[] => ids.map((id) => `ephemeral-port/${id}`);
/** A file of those bytes, without a name. */
async function fileOf(bytes: Buffer): Promise<FileHandle> {
  const directory = await mkdtemp(join(tmpdir(), 'ftpspec-nameless-'));
  const path = join(directory, 'file');
  await writeFile(path, bytes);
  const handle = await open(path);
  await rm(directory, { recursive: true });
  return handle;
}

/** Mistakes in moving, storing and naming files. */
export const fileFaults: readonly Fault[] = [
  fault({ id: 'ephemeral-port/reads-in-26-bits', title: 'begins a file anew after 64 MiB', seen: 'a position that runs over', caughtBy: all('get-100-mib'), parts: readsIn26Bits }),
  fault({ id: 'ephemeral-port/writes-in-26-bits', title: 'stores the first 64 MiB of a file', seen: 'a file size limit', caughtBy: all('put-100-mib'), parts: writesIn26Bits }),
  fault({ id: 'ephemeral-port/forgets', title: 'knows after a restart only what was stored since', seen: 'files in a dictionary', caughtBy: all('file-survives-a-restart'), parts: forgets }),
  fault({ id: 'ephemeral-port/text-mode', title: 'sends and stores in text mode', seen: null, caughtBy: all('get', 'get-large-file'), parts: () => ({ transfer: (session, ...rest) => runTransfer({ ...session, ascii: true }, ...rest) }) }),
  fault({
    id: 'ephemeral-port/loses-a-byte', title: 'loses the last byte of each block of an upload', seen: null, caughtBy: all('put-one-byte', 'put-valid-file', 'put-64-kib-less-one', 'put-64-kib', 'put-64-kib-and-one', 'put-large-file', 'sizes-around-64-kib', 'put-under-load'),
    parts: () => otherUploads((upload) => ({ write: (chunks) => upload.write(chunks.map((chunk) => chunk.subarray(0, -1))) })),
  }),
  fault({
    id: 'ephemeral-port/no-empty-files', title: 'makes no file of an empty upload', seen: null, caughtBy: all('put-empty-file'),
    parts: () => otherUploads((upload) => {
      let size = 0;
      return {
        write: (chunks) => { size += chunks.length; return upload.write(chunks); },
        commit: async () => { if (size > 0) return upload.commit(); await upload.abandon(); return { ok: true, value: 0 }; },
      };
    }),
  }),
  fault({
    id: 'ephemeral-port/empty-file-is-a-line', title: 'sends a LF for an empty file', seen: null, caughtBy: all('get-empty-file'),
    parts: () => overlayStore((store) => ({
      openRead: async (path: string) => {
        const file = await store.openRead(path);
        if (!file.ok || file.value.facts.size > 0) return file;
        await file.value.handle.close();
        return { ok: true as const, value: { ...file.value, handle: await fileOf(Buffer.from('\n')) } };
      },
    })),
  }),
  fault({
    id: 'ephemeral-port/remembers-files', title: 'sends a file as it was when it was first asked for', seen: null, caughtBy: all('file-of-before'),
    parts: () => {
      const first = new Map<string, Buffer>();
      return overlayStore((store) => ({
        openRead: async (path: string) => {
          const file = await store.openRead(path);
          if (!file.ok) return file;
          if (!first.has(path)) first.set(path, await file.value.handle.readFile());
          await file.value.handle.close();
          return { ok: true as const, value: { ...file.value, handle: await fileOf(first.get(path)!) } };
        },
      }));
    },
  }),
  fault({ id: 'ephemeral-port/one-port', title: 'uses one port for all data connections', seen: null, caughtBy: all('port-of-its-own', 'concurrent-clients'), config: { passivePorts: [20_111, 20_111] }, parts: () => ({}) }),
  fault({
    id: 'ephemeral-port/listens-late', title: 'names the data port before it listens, as the document\'s server does', seen: null, caughtBy: all('port-listens-when-named'),
    parts: () => ({
      conditions: {
        ...conditions,
        'no port to listen on': async (session) => {
          const opened = await session.dataPort.passive({ family: 4, address: session.local.address });
          if (opened.ok) session.passivePort = opened.port;
          session.dataPort.close();
          return !opened.ok;
        },
      },
      transfer: async (session, ...rest) => {
        await setTimeout(30);
        await session.dataPort.passive({ family: 4, address: session.local.address, ports: [session.passivePort, session.passivePort] });
        return runTransfer(session, ...rest);
      },
    }),
  }),
  fault({
    id: 'ephemeral-port/serves-twice', title: 'goes on listening on a data port', seen: null, caughtBy: all('port-serves-once'),
    parts: () => ({
      transfer: async (session, prepared, signal) => {
        const opened = await session.dataPort.open(session.config.dataLimit, signal);
        if (!opened.ok || prepared.kind !== 'file') return '[data unopened]';
        const again = createServer((socket) => { socket.end('again'); again.close(); }).on('error', () => {});
        again.unref();
        // Before the client sees the end of its file, so that it finds somebody there.
        await new Promise<void>((resolve) => again.listen(session.passivePort, session.local.address, resolve));
        opened.socket.resume().end(await prepared.file.handle.readFile());
        await prepared.file.handle.close();
        return '[data done]';
      },
    }),
  }),
  fault({
    id: 'ephemeral-port/one-at-a-time', title: 'lets one transfer wait for the other', seen: null, caughtBy: all('get-while-another-uploads', 'get-while-another-stands-still', 'put-existing-file-unfinished'),
    parts: () => {
      let last: Promise<unknown> = Promise.resolve();
      return { transfer: (...asked) => { const next = last.then(() => runTransfer(...asked)); last = next; return next; } };
    },
  }),
  fault({
    id: 'ephemeral-port/few-clients', title: 'drops every client after the tenth', seen: null, caughtBy: all('concurrent-clients', 'put-under-load'),
    parts: () => {
      let open = 0;
      return { channel: (socket, limit) => { open += 1; socket.once('close', () => { open -= 1; }); if (open > 10) socket.destroy(); return new WordChannel(socket, new WordReader(limit)); } };
    },
  }),
  fault({
    id: 'ephemeral-port/gives-up', title: 'answers nobody any more after a transfer that failed', seen: null, caughtBy: all('client-gone-in-download', 'client-gone-in-upload', 'get-after-broken-upload', 'put-existing-file-broken-off'),
    parts: () => {
      let broken = false;
      return {
        transfer: async (...asked) => { const end = await runTransfer(...asked); broken ||= end === '[data failed]'; return end; },
        ...otherReader((limit) => { const reader = new WordReader(limit); return { push: (chunk) => (broken ? [] : reader.push(chunk)) }; }),
      };
    },
  }),
  fault({
    id: 'ephemeral-port/writes-in-place', title: 'writes an upload under its final name from the first byte, as the document\'s server does', seen: null,
    caughtBy: all('put-existing-file-unfinished', 'put-existing-file-broken-off', 'upload-broken-off', 'put-disk-full'),
    parts: () => otherUploads(async (upload, store) => {
      await upload.commit();
      const direct = await store.append(upload.path);
      if (!direct.ok) throw new Error(direct.detail);
      return { write: (chunks) => direct.value.write(chunks), commit: () => direct.value.commit(), abandon: async () => { await direct.value.commit(); } };
    }),
  }),
  fault({
    id: 'ephemeral-port/adds-to-existing', title: 'adds an upload to an existing file', seen: null, caughtBy: all('put-existing-file'),
    parts: () => overlayStore((store) => ({ create: (path: string) => store.append(path) })),
  }),
  fault({ id: 'ephemeral-port/success-of-half', title: 'says UPLOAD SUCCESS of an upload that broke off, as the document\'s server does', seen: null, caughtBy: all('upload-broken-off', 'put-existing-file-broken-off'), parts: () => otherRules({ 'EPH-PRO-21': { reply: [[226]] } }) }),
  fault({ id: 'ephemeral-port/success-on-full-disk', title: 'says UPLOAD SUCCESS of what found no room', seen: null, caughtBy: all('put-disk-full'), parts: () => otherRules({ 'EPH-PRO-23': { reply: [[226]] } }) }),
  fault({ id: 'ephemeral-port/success-at-once', title: 'says UPLOAD SUCCESS before the data have come', seen: null, caughtBy: all('success-after-the-end'), parts: () => otherRules({ 'EPH-PRO-14': { reply: [[229], [226]] } }) }),
  fault({
    id: 'ephemeral-port/ten-uploads', title: 'forgets every upload after the tenth', seen: null, caughtBy: all('put-in-quick-succession'),
    parts: () => { let count = 0; return otherUploads((upload) => ({ commit: async () => { count += 1; if (count <= 10) return upload.commit(); await upload.abandon(); return { ok: true, value: 0 }; } })); },
  }),
  fault({
    id: 'ephemeral-port/stores-later', title: 'says UPLOAD SUCCESS and stores afterwards', seen: null, caughtBy: all('file-on-disk-when-confirmed', 'put-valid-file'),
    parts: () => otherUploads((upload) => ({ commit: async () => { void setTimeout(300).then(() => upload.commit()); return { ok: true, value: 0 }; } })),
  }),
  fault({
    id: 'ephemeral-port/forgets-with-session', title: 'loses what was uploaded when a client quits', seen: null, caughtBy: all('file-outlives-session'),
    parts: () => {
      const uploaded = new Set<string>();
      const gone = new Set<string>();
      return {
        ...otherReader((limit) => {
          const reader = new WordReader(limit);
          return { push: (chunk) => { if (chunk.includes('quit')) for (const path of uploaded) gone.add(path); return reader.push(chunk); } };
        }),
        ...overlayStore((store) => ({
          create: (path: string) => { uploaded.add(path); return store.create(path); },
          stat: (path: string) => (gone.has(path) ? Promise.resolve({ ok: false as const, reason: 'missing' as const, detail: 'gone' }) : store.stat(path)),
        })),
      };
    },
  }),
  fault({ id: 'ephemeral-port/splits-names', title: 'takes the name up to the first space, as the document\'s server does', seen: null, caughtBy: all('name-with-spaces', 'name-with-trailing-space', 'name-like-a-command'), parts: () => otherNames((name) => name.split(' ')[0]!) }),
  fault({ id: 'ephemeral-port/ascii-names', title: 'replaces every byte of a name that is not ASCII', seen: null, caughtBy: all('name-in-utf-8'), parts: () => otherNames((name) => name.replace(/[^\x20-\x7e]/g, '?')) }),
  fault({ id: 'ephemeral-port/tidies-names', title: 'replaces special characters in names', seen: null, caughtBy: all('name-with-special-characters'), parts: () => otherNames((name) => name.replace(/[^\w.\- ]/g, '_')) }),
  fault({ id: 'ephemeral-port/short-names', title: 'refuses names of more than 100 bytes', seen: null, caughtBy: all('name-of-255-bytes'), parts: () => ({ conditions: { ...conditions, 'no plain name': (session, asked) => asked.argument.length > 100 || conditions['no plain name']!(session, asked) } }) }),
  fault({ id: 'ephemeral-port/cuts-names', title: 'cuts names at 255 bytes', seen: null, caughtBy: all('name-of-256-bytes'), parts: () => otherNames((name) => name.slice(0, 255)) }),
  fault({ id: 'ephemeral-port/no-jail', title: 'opens any path, as the document\'s server does', seen: null, caughtBy: all('get-dot-dot', 'get-absolute', 'put-dot-dot', 'put-absolute'), parts: () => ({ conditions: { ...conditions, ...noJail(['get', 'put'], (argument, { root }) => (argument.startsWith('/') ? argument : join(root, argument))).conditions, 'no plain name': () => false } }) }),
];
