import type { SessionState } from '../../src/server/session-state.ts';
import type { ServerParts } from '../../src/server/reference-server.ts';
import type { Upload } from '../../src/server/store/upload.ts';
import { release, runTransfer } from '../../src/server/transfer.ts';

type Transfer = ServerParts['transfer'];

/** A server that sends other bytes than the file's. `body` is the whole file, `offset` the restart position. */
export function downloads(change: (body: Buffer, offset: number, session: SessionState) => Buffer | null | Promise<Buffer | null>): { transfer: Transfer } {
  return {
    transfer: async (session, prepared, signal) => {
      if (prepared.kind !== 'file') return runTransfer(session, prepared, signal);
      const body = Buffer.alloc(prepared.file.facts.size);
      if (body.length > 0) await prepared.file.handle.read(body, 0, body.length, 0);
      await prepared.file.handle.close();
      const bytes = await change(body, prepared.offset, session);
      const opened = await session.dataPort.open(session.config.dataLimit, signal);
      if (!opened.ok) return '[data unopened]';
      if (bytes === null) { opened.socket.destroy(); return '[data failed]'; }
      opened.socket.resume();
      await new Promise<void>((resolve) => { opened.socket.once('error', () => resolve()).once('close', () => resolve()).end(bytes, () => resolve()); });
      return '[data done]';
    },
  };
}

/** A server that stores other bytes than came. `body` is all that came, in wire form when `wire` is set. */
export function uploads(change: (body: Buffer, upload: Upload, session: SessionState) => Buffer | Promise<Buffer>): { transfer: Transfer } {
  return {
    transfer: (session, prepared, signal) => {
      if (prepared.kind !== 'upload') return runTransfer(session, prepared, signal);
      const { upload } = prepared;
      const came: Buffer[] = [];
      const changed: Upload = {
        path: upload.path,
        write: async (chunks) => { for (const chunk of chunks) came.push(Buffer.from(chunk)); },
        commit: async () => { await upload.write([await change(Buffer.concat(came), upload, session)]); return upload.commit(); },
        abandon: () => upload.abandon(),
      };
      return runTransfer(session, { kind: 'upload', upload: changed }, signal);
    },
  };
}

/** A session that claims another representation than its machine's. */
export function claiming(session: SessionState, ascii: boolean): SessionState {
  return new Proxy(session, { get: (target, key) => (key === 'ascii' ? ascii : (Reflect.get(target, key) as unknown)) });
}

/** Transfers in one representation, whatever TYPE said. */
export function alwaysAscii(ascii: boolean): { transfer: Transfer } {
  return { transfer: (session, prepared, signal) => runTransfer(claiming(session, ascii), prepared, signal) };
}

/** Transfers one at a time in the whole server. */
export function oneAtATime(transfer: Transfer = runTransfer): { transfer: Transfer } {
  let running: Promise<unknown> = Promise.resolve();
  return {
    transfer: (session, prepared, signal) => {
      const mine = running.then(() => transfer(session, prepared, signal));
      running = mine.catch(() => {});
      return mine;
    },
  };
}

/** Bytes that a position of 26 bits can count. */
const MOST = 2 ** 26;

/** Downloads that begin anew after 64 MiB, and uploads of which the first 64 MiB are stored. */
export const in26Bits = {
  downloads: () => downloads((body) => (body.length > MOST ? Buffer.concat([body.subarray(0, MOST), body.subarray(0, body.length - MOST)]) : body)),
  uploads: () => uploads((body) => body.subarray(0, MOST)),
} as const;

/** No more transfers in a session in which one was aborted. */
export function nothingAfterAbort(): { transfer: Transfer } {
  const flags = perSession(() => ({ aborted: false }));
  return {
    transfer: async (session, prepared, signal) => {
      if (flags(session).aborted) { await release(prepared); return '[data unopened]'; }
      const end = await runTransfer(session, prepared, signal);
      if (signal.aborted) flags(session).aborted = true;
      return end;
    },
  };
}

/** Something remembered for each session, made when it is first asked for. */
export function perSession<T>(make: () => T): (session: SessionState) => T {
  const kept = new WeakMap<object, T>();
  return (session) => {
    const key = session.socket;
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key)!;
  };
}
