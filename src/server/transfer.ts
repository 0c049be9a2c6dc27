import { isPlain } from '../wire/representation/representation.ts';
import { receiveEncoded } from './data/receive-encoded.ts';
import { sendEncodedFile, sendEncodedText } from './data/send-encoded.ts';
import { sendFile } from './data/send-file.ts';
import { sendText } from './data/send-text.ts';
import { limitSending } from './data/pace.ts';
import { protectedStream } from './data/protected-stream.ts';
import { receiveFile } from './data/receive-file.ts';
import type { Prepared, SessionState } from './session-state.ts';

/** Names of host events that end a transfer. */
export type TransferEnd = '[data done]' | '[data unopened]' | '[data unprotected]' | '[data failed]' | '[data malformed]' | '[source failed]' | '[storage failed]' | '[storage full]';

/**
 * Runs one transfer: opens the data connection, moves the bytes, closes. Its end is a host event, so that the rules say
 * what is replied. An upload that did not arrive whole is undone (FTP-XFR-R31).
 */
export async function runTransfer(session: SessionState, prepared: Prepared, signal: AbortSignal): Promise<TransferEnd> {
  const opened = await session.dataPort.open(session.config.dataLimit, signal);
  if (!opened.ok) {
    await release(prepared);
    return '[data unopened]';
  }
  const protection = session.privateData && session.tls !== null ? await session.tls.protectData(opened.socket, session.socket, signal, prepared.kind === 'upload') : null;
  if (protection?.ok === false) {
    session.dataProblem = protection.problem;
    await release(prepared);
    return signal.aborted ? '[data failed]' : '[data unprotected]';
  }
  const data = protection === null ? opened.socket : protectedStream(protection.layer);
  limitSending(data, session.config, session.guard.pacesOf(session.user));
  const { representation } = session;
  const options = { signal, stallLimit: session.config.dataLimit, ascii: session.ascii, progress: (bytes: number) => { session.progress = bytes; } };
  const encoding = { ...options, representation, level: session.deflateLevel, markers: session.config.markerInterval };
  switch (prepared.kind) {
    case 'file': {
      const { file, offset } = prepared;
      const sent = isPlain(representation) ? await sendFile(file.handle, offset, data, options) : await sendEncodedFile(file.handle, offset, data, encoding);
      await prepared.file.handle.close();
      return sent.ok ? '[data done]' : sent.reason === 'read failed' ? '[source failed]' : '[data failed]';
    }
    case 'listing': {
      const sent = isPlain(prepared.representation ?? representation) ? await sendText(prepared.lines, data, options) : await sendEncodedText(prepared.lines, data, { ...encoding, representation: prepared.representation ?? representation });
      return sent.ok ? '[data done]' : sent.reason === 'read failed' ? '[source failed]' : '[data failed]';
    }
    case 'upload': {
      const { restart = { position: 0, afterCr: false } } = prepared;
      const received = isPlain(representation) ? await receiveFile(data, prepared.upload, options) : await receiveEncoded(data, prepared.upload, { ...options, representation, restart, confirm: session.confirm });
      if (received.ok) {
        const stored = await prepared.upload.commit();
        return stored.ok ? '[data done]' : stored.reason === 'full' ? '[storage full]' : '[storage failed]';
      }
      await prepared.upload.abandon();
      if (received.reason === 'malformed') return '[data malformed]';
      return received.reason === 'full' ? '[storage full]' : received.reason === 'write failed' ? '[storage failed]' : '[data failed]';
    }
  }
}

/** Lets go of what a transfer command opened and will not use. */
export async function release(prepared: Prepared): Promise<void> {
  if (prepared.kind === 'file') await prepared.file.handle.close();
  if (prepared.kind === 'upload') await prepared.upload.abandon();
}
