import { kernelSockets } from './kernel-sockets.ts';

const ESTABLISHED = '01';

/**
 * Whether the program at the other end of a connection on this machine has taken all bytes out of its socket. True also
 * where nobody can tell: on another machine, in another network namespace, without `/proc` (Linux only).
 * @param ours our port of the connection
 * @param theirs the port at the other end
 */
export function hasRead(ours: number, theirs: number): boolean {
  const pattern = new RegExp(`:${hex(theirs)} [0-9A-F]+:${hex(ours)} ${ESTABLISHED} [0-9A-F]{8}:([0-9A-F]{8})`);
  for (const lines of kernelSockets()) {
    const entry = pattern.exec(lines);
    if (entry !== null) return Number.parseInt(entry[1]!, 16) === 0;
  }
  return true;
}

/** Milliseconds that a server is given to read: one that minds the other connection first is not held up for long. */
const PATIENCE = 250;

/** Waits until `hasRead`, so that what is sent next on another connection comes later for the server too; at most 250 ms. */
export async function untilRead({ localPort, remotePort }: { readonly localPort: number; readonly remotePort: number }): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (performance.now() < end && !hasRead(localPort, remotePort)) await new Promise(setImmediate);
}

function hex(port: number): string { return port.toString(16).toUpperCase().padStart(4, '0'); }
