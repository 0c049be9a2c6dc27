import type { ServerParts } from '../../server/reference-server.ts';
import { release } from '../../server/transfer.ts';
import { progressLog } from './progress-log.ts';
import { sendDeclared } from './send-declared.ts';

/** How the data is sent. */
export interface SendSettings {
  /** Bytes that are read and sent at a time; the coursework document has 4096. */
  readonly block: number;
  /** Bytes a second at most to each client; null is as fast as it goes. */
  readonly rate: number | null;
}

/** The effect `send the file`: on the same connection, as many bytes as were declared. */
export function sendingWith({ block, rate }: SendSettings): ServerParts['transfer'] {
  return async (session, prepared, signal) => {
    if (prepared.kind !== 'file') {
      await release(prepared);
      return '[source failed]';
    }
    const { handle, facts } = prepared.file;
    const log = progressLog(session, facts.size);
    const shortfall = await sendDeclared(handle, facts.size, session.socket, {
      block, rate, signal, stallLimit: session.config.dataLimit,
      progress: (bytes) => { session.progress = bytes; log.moved(bytes); },
    });
    await handle.close();
    log.ended(shortfall);
    if (shortfall === null) return '[data done]';
    return shortfall === 'read failed' || shortfall === 'file shorter' ? '[source failed]' : '[data failed]';
  };
}
