import { createHash } from 'node:crypto';
import { writeOut } from '../../server/data/outgoing.ts';
import type { ServerParts } from '../../server/reference-server.ts';
import type { SessionState } from '../../server/session-state.ts';
import { release } from '../../server/transfer.ts';
import { OneRequestChannel } from './channel.ts';
import { digestInto } from './checksum.ts';
import { progressLog } from './progress-log.ts';
import { sendDeclared } from './send-declared.ts';
import type { SendSettings } from './transfer.ts';

/** The position that a session's request names. */
export function positionOf({ channel }: SessionState): number {
  return channel instanceof OneRequestChannel ? channel.position : 0;
}

/**
 * The effect `send the file` of `length-resume`: the bytes from the position on, then the SHA-256 of the whole file. It is computed
 * while the data goes out; only what comes before the position is read for it alone. Without all the data there is no checksum.
 */
export function resumingWith({ block, rate }: SendSettings): ServerParts['transfer'] {
  return async (session, prepared, signal) => {
    if (prepared.kind !== 'file') {
      await release(prepared);
      return '[source failed]';
    }
    const { handle, facts } = prepared.file;
    const from = positionOf(session);
    const hash = createHash('sha256');
    const log = progressLog(session, facts.size);
    try {
      const wanted = (): boolean => !signal.aborted && !session.socket.destroyed;
      const begun = await digestInto(hash, handle, from, wanted).catch(() => false);
      if (!begun) return wanted() ? '[source failed]' : '[data failed]';
      const shortfall = await sendDeclared(handle, facts.size, session.socket, {
        block, rate, from, signal, stallLimit: session.config.dataLimit,
        sending: (bytes) => hash.update(bytes),
        progress: (bytes) => { session.progress = bytes; log.moved(bytes); },
      });
      log.ended(shortfall);
      if (shortfall === null) return (await writeOut(session.socket, Buffer.from(hash.digest('hex')))) ? '[data done]' : '[data failed]';
      return shortfall === 'read failed' || shortfall === 'file shorter' ? '[source failed]' : '[data failed]';
    } finally {
      await handle.close();
    }
  };
}
