import type { ServerParts } from '../../../src/server/reference-server.ts';
import type { Prepared, SessionState } from '../../../src/server/session-state.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { encode } from '../../../src/wire/representation/encode.ts';
import type { Representation } from '../../../src/wire/representation/representation.ts';
import { downloads } from '../own-transfer.ts';

type Transfer = Pick<ServerParts, 'transfer'>;

/** A server that transfers in another form than was chosen; `change` says what is different. */
export function inForm(change: (as: Representation, kind: Prepared['kind']) => Partial<Representation>): Transfer {
  return {
    transfer: (session, prepared, signal) => runTransfer(claimingThat(session, { representation: { ...session.representation, ...change(session.representation, prepared.kind) } }), prepared, signal),
  };
}

/** A session of which something else is said. */
export function claimingThat(session: SessionState, claims: Partial<SessionState>): SessionState {
  return new Proxy(session, { get: (target, key) => (key in claims ? (Reflect.get(claims, key) as unknown) : (Reflect.get(target, key) as unknown)) });
}

/** A server that sends other bytes than the form prescribes. `wire` is what it should send. */
export function wireDownloads(change: (wire: Buffer, as: Representation) => Buffer): Transfer {
  return downloads(async (body, offset, session) => {
    const chunks: Buffer[] = [];
    const source = async function* (): AsyncGenerator<Buffer> { yield body.subarray(offset); };
    for await (const chunk of encode(source(), session.representation, { level: 6, markers: null, offset })) chunks.push(chunk);
    return change(Buffer.concat(chunks), session.representation);
  });
}

/** A server that reads an upload to the end of the connection and makes a file of it in its own way; null refuses it. */
export function wireUploads(read: (wire: Buffer, as: Representation) => Promise<Buffer | null> | Buffer | null): Transfer {
  return {
    transfer: async (session, prepared, signal) => {
      if (prepared.kind !== 'upload') return runTransfer(session, prepared, signal);
      const opened = await session.dataPort.open(session.config.dataLimit, signal);
      if (!opened.ok) { await prepared.upload.abandon(); return '[data unopened]'; }
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of opened.socket) chunks.push(Buffer.from(chunk as Buffer));
      } catch { /* what came before is all there is */ }
      opened.socket.destroy();
      const file = await read(Buffer.concat(chunks), session.representation);
      if (file === null) { await prepared.upload.abandon(); return '[data malformed]'; }
      await prepared.upload.write([file]);
      return (await prepared.upload.commit()).ok ? '[data done]' : '[storage failed]';
    },
  };
}
