import type { Socket } from 'node:net';
import { ControlSocket } from '../../../src/server/control-socket.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import type { SessionState } from '../../../src/server/session-state.ts';
import { TlsService, type Protected } from '../../../src/server/tls-service.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import type { Prepared } from '../../../src/server/session-state.ts';
import type { TlsLayer } from '../../../src/tls/tls-layer.ts';

/** TLS that goes wrong once it stands; a talkative one sends session tickets on uploads too. */
export function spoiledTls(spoil: { control?: (layer: TlsLayer, raw: Socket) => void; data?: (done: Protected, raw: Socket, session: Socket) => void; talkative?: boolean }): Pick<ServerParts, 'tls'> {
  class Spoiled extends TlsService {
    override protectControl(raw: Socket, session: Socket): TlsLayer {
      const layer = super.protectControl(raw, session);
      spoil.control?.(layer, raw);
      return layer;
    }

    override async protectData(raw: Socket, session: Socket, signal: AbortSignal, receives = false): Promise<Protected> {
      const done = await super.protectData(raw, session, signal, receives && spoil.talkative !== true);
      spoil.data?.(done, raw, session);
      return done;
    }
  }
  return { tls: (settings, deadline) => new Spoiled(settings, deadline) };
}

/** Ends the connection beneath TLS and not TLS. */
export function rude(layer: TlsLayer, raw: Socket): void {
  Reflect.set(layer.socket, '_final', (done: () => void) => { raw.end(() => done()); });
}

/** Whether a session is under TLS at this moment. */
export function isProtected(session: Pick<SessionState, 'socket'>): boolean {
  return session.socket instanceof ControlSocket && session.socket.protection !== null;
}

/** A server whose transfers are protected when `wanted` says so, whatever PROT said. */
export function protectingData(wanted: (session: SessionState, prepared: Prepared) => boolean): Pick<ServerParts, 'transfer'> {
  return {
    transfer: (session, prepared, signal) => {
      const privateData = wanted(session, prepared);
      const claimed = new Proxy(session, { get: (target, key) => (key === 'privateData' ? privateData : (Reflect.get(target, key) as unknown)) });
      return runTransfer(claimed, prepared, signal);
    },
  };
}
