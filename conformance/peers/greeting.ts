import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Between two attempts, in milliseconds: a listener that is not there yet gives no event to wait for. */
const BETWEEN_ATTEMPTS = 25;

/**
 * Waits until a server on loopback greets with 220 (RFC 959 §5.4, connection establishment).
 * @param port TCP port on 127.0.0.1.
 * @param signal ends the wait; its reason is then thrown.
 * @throws when something listens and does not say 220.
 */
export async function waitForGreeting(port: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const line = await firstLine(port, signal);
    if (line?.startsWith('220')) return;
    if (line !== null) throw new Error(`port ${port} greets with ${JSON.stringify(line)}, not with 220`);
    await pause(BETWEEN_ATTEMPTS, undefined, { signal });
  }
}

/** The first line that the server sends, or null when nothing listens on the port. */
function firstLine(port: number, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect({ host: '127.0.0.1', port });
    const abort = () => socket.destroy(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      received += text;
      if (!received.includes('\n') && received.length < 1024) return;
      resolve(received.split('\r\n', 1)[0]!);
      socket.end('QUIT\r\n');
      socket.resume();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') resolve(null);
      else reject(error);
    });
    socket.on('close', () => {
      signal.removeEventListener('abort', abort);
      resolve(received);
    });
  });
}
