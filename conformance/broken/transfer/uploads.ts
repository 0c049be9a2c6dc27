import { readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { failure } from '../../../src/server/store/outcome.ts';
import type { SessionState } from '../../../src/server/session-state.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { overlayStore } from '../../overlay-store.ts';
import { downloads, uploads } from '../own-transfer.ts';

const opened = transferConditions['cannot be opened']!;
const old = (session: SessionState, path: string): Promise<Buffer> => readFile(join(session.config.root, path)).catch(() => Buffer.alloc(0));

export const uploadFaults = [
  fault({
    id: 'transfer/early-226', title: 'says 226 before the file is there', seen: 'LightFTP #81: false success on STOR',
    caughtBy: ['transfer/upload-is-whole-at-226', 'transfer/upload-is-there-for-others'],
    parts: () => ({
      transfer: async (session, prepared, signal) => {
        if (prepared.kind !== 'upload') return runTransfer(session, prepared, signal);
        const { upload } = prepared;
        // The rest is written only when the session has ended.
        return runTransfer(session, { kind: 'upload', upload: { path: upload.path, write: (chunks) => upload.write(chunks), commit: async () => { session.socket.once('close', () => void upload.commit()); return { ok: true, value: 0 }; }, abandon: () => upload.abandon() } }, signal);
      },
    }),
  }),
  fault({
    id: 'transfer/226-with-150', title: 'says 226 together with 150 to an upload', seen: 'students',
    caughtBy: ['transfer/upload-reply-waits-for-the-end', 'transfer/two-replies-to-stor'],
    parts: () => rewriteReplies((text, on) => (on === 'STOR' && text.startsWith('150') ? `${text}226 Done.\r\n` : text)),
  }),
  fault({
    id: 'transfer/no-truncation', title: 'overwrites a file without cutting what is longer', seen: 'students: open(name, "r+b")',
    caughtBy: ['transfer/stor-replaces-a-longer-file', 'transfer/stor-replaces-by-nothing'],
    parts: () => uploads(async (body, upload, session) => Buffer.concat([body, (await old(session, upload.path)).subarray(body.length)])),
  }),
  fault({
    id: 'transfer/appe-overwrites', title: 'stores by APPE as by STOR', seen: 'students',
    caughtBy: ['transfer/appe-adds', 'transfer/appe-adds-again'],
    parts: () => overlayStore((store) => ({ append: (path) => store.create(path) })),
  }),
  fault({
    id: 'transfer/appe-needs-a-file', title: 'refuses APPE to a file that is missing', seen: null,
    caughtBy: ['transfer/appe-creates'],
    parts: () => overlayStore((store) => ({ append: async (path) => ((await store.stat(path)).ok ? store.append(path) : failure('missing', 'no such file')) })),
  }),
  fault({
    id: 'transfer/empty-means-failed', title: 'takes an upload of nothing for a failed one', seen: 'Pure-FTPd #6',
    caughtBy: ['transfer/empty-upload'],
    parts: () => ({
      transfer: async (session, prepared, signal) => {
        if (prepared.kind !== 'upload') return runTransfer(session, prepared, signal);
        let bytes = 0;
        const { upload } = prepared;
        return runTransfer(session, { kind: 'upload', upload: { path: upload.path, write: (chunks) => { bytes += 1; return upload.write(chunks); }, commit: async () => { if (bytes > 0) return upload.commit(); await upload.abandon(); return failure('failed', 'nothing came'); }, abandon: () => upload.abandon() } }, signal);
      },
    }),
  }),
  fault({
    id: 'transfer/empty-is-not-sent', title: 'breaks off the download of an empty file', seen: null,
    caughtBy: ['transfer/empty-download'],
    parts: () => downloads((body, offset) => (body.length === 0 ? null : body.subarray(offset))),
  }),
  fault({
    id: 'transfer/keeps-upload-connection', title: 'leaves its end of an upload connection open', seen: 'uFTP, LightFTP: descriptors left open',
    caughtBy: ['transfer/upload-closes-the-data-connection'],
    parts: () => ({
      transfer: async (session, prepared, signal) => {
        if (prepared.kind !== 'upload') return runTransfer(session, prepared, signal);
        const opened = await session.dataPort.open(session.config.dataLimit, signal);
        if (!opened.ok) return '[data unopened]';
        const chunks: Buffer[] = [];
        opened.socket.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk))).resume();
        await new Promise<void>((resolve) => { opened.socket.once('end', () => resolve()).once('error', () => resolve()).once('close', () => resolve()); });
        await prepared.upload.write(chunks);
        await prepared.upload.commit();
        return '[data done]';
      },
    }),
  }),
  fault({
    id: 'transfer/stou-silent', title: 'does not tell the name that STOU chose', seen: 'RFC 959 gives another form: RFC 1123 §4.1.2.9',
    caughtBy: ['transfer/stou-tells-the-name'],
    parts: () => rewriteReplies((text, on) => (on === 'STOU' ? text.replace(/^150 .*/, '150 Opening data connection.') : text)),
  }),
  fault({
    id: 'transfer/stou-tells-another-name', title: 'tells a name that the STOU file does not have', seen: null,
    caughtBy: ['transfer/stou-stores-under-that-name'],
    parts: () => rewriteReplies((text, on) => (on === 'STOU' ? text.replace(/^(150 FILE: .*?)\r/, '$1x\r') : text)),
  }),
  fault({
    id: 'transfer/stou-stores-in-the-root', title: 'stores STOU in the root whatever the working directory is', seen: null,
    caughtBy: ['transfer/stou-stores-in-the-working-directory'],
    parts: () => overlayStore((store) => ({ createUnique: (_directory, base, mask) => store.createUnique('/', base, mask) })),
  }),
  fault({
    id: 'transfer/stou-reuses-names', title: 'stores every STOU under the same name', seen: 'students',
    caughtBy: ['transfer/stou-names-differ'],
    parts: () => overlayStore((store) => ({ createUnique: () => store.create('/file.stou') })),
  }),
  fault({
    id: 'transfer/retr-takes-away', title: 'removes a file that has been retrieved', seen: 'servers of a print queue',
    caughtBy: ['transfer/download-leaves-the-file'],
    parts: () => ({
      conditions: {
        'cannot be opened': async (session, asked) => {
          const refused = await opened(session, asked);
          if (!refused) await unlink(join(session.config.root, asked.path!));
          return refused;
        },
      },
    }),
  }),
];
