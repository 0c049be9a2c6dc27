import { kernelPort, kernelSockets } from './kernel-sockets.ts';
import { starved } from './starved.ts';

const ESTABLISHED = '01';

/**
 * Whether the program at the other end of a connection on this machine has taken all bytes out of its socket. True also
 * where nobody can tell: on another machine, in another network namespace, without `/proc` (Linux only).
 * @param ours our port of the connection
 * @param theirs the port at the other end
 */
export function hasRead(ours: number, theirs: number): boolean {
  const pattern = new RegExp(`:${kernelPort(theirs)} [0-9A-F]+:${kernelPort(ours)} ${ESTABLISHED} [0-9A-F]{8}:([0-9A-F]{8})`);
  for (const lines of kernelSockets()) {
    const entry = pattern.exec(lines);
    if (entry !== null) return Number.parseInt(entry[1]!, 16) === 0;
  }
  return true;
}

/** Milliseconds that a server is given to read: one that minds the other connection first is not held up for long. On a machine that is busy it may still be waiting for its turn. */
const [PATIENCE, PATIENCE_WHEN_BUSY] = [250, 3000];

/** Waits until `hasRead`, so that what is sent next on another connection comes later for the server too; at most 250 ms, or 3 s on a busy machine. */
export async function untilRead({ localPort, remotePort }: { readonly localPort: number; readonly remotePort: number }): Promise<void> {
  const began = performance.now();
  const waits = (): boolean => { const waited = performance.now() - began; return waited < PATIENCE || (waited < PATIENCE_WHEN_BUSY && starved()); };
  while (!hasRead(localPort, remotePort) && waits()) await new Promise(setImmediate);
}
