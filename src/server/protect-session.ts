import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import type { Channel } from './channel.ts';
import { ControlSocket } from './control-socket.ts';

/** Begins TLS. What came in clear behind AUTH is dropped: executed later it would pass for protected (CVE-2011-1575). */
export async function protectSession(socket: Socket, channel: Channel, log: Logger): Promise<void> {
  if (!(socket instanceof ControlSocket) || socket.protection !== null) return;
  socket.hold();
  channel.forget?.();
  channel.flush();
  const tls = await socket.protect();
  socket.resume();
  tls?.once('secure', () => log.info({ version: tls.getProtocol(), cipher: tls.getCipher().name }, 'protected'));
}

/** Ends TLS once the reply is out. */
export async function uncoverSession(socket: Socket, channel: Channel): Promise<void> {
  if (!(socket instanceof ControlSocket)) return;
  channel.flush();
  await socket.uncover();
}
