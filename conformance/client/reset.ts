import type { Socket } from 'node:net';

/** Resets a connection. `resetAndDestroy` ends a socket in order before it resets it, and a quick client sees the end only. */
export function reset(socket: Socket): void {
  Reflect.set(socket, 'resetAndClosing', true);
  socket.destroy();
}
