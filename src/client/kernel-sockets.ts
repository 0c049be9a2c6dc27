import { closeSync, openSync, readSync } from 'node:fs';

/** Those of IPv4 and of IPv6. */
export const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const CHUNK = 64 * 1024;

/**
 * The TCP sockets of this machine as the kernel lists them, in pieces of whole lines; nothing where there is no `/proc` (Linux
 * only). Read at once: the kernel hands out 4 KiB at a time, and on a machine that remembers thirty thousand ended connections
 * a turn of a thread for each would take seconds.
 * @param tables files to be read; each lists the sockets that listen before all others
 */
export function* kernelSockets(tables: readonly string[] = TABLES): Generator<string, void, undefined> {
  const chunk = Buffer.allocUnsafe(CHUNK);
  for (const table of tables) {
    const fd = opened(table);
    if (fd === null) continue;
    try {
      let held = '';
      for (let length = readSync(fd, chunk); length > 0; length = readSync(fd, chunk)) {
        held += chunk.toString('latin1', 0, length);
        const end = held.lastIndexOf('\n') + 1;
        if (end > 0) yield held.slice(0, end);
        held = held.slice(end);
      }
    } finally {
      closeSync(fd);
    }
  }
}

function opened(table: string): number | null {
  try {
    return openSync(table, 'r');
  } catch {
    return null;
  }
}

/** A port as the kernel writes it there. */
export function kernelPort(port: number): string { return port.toString(16).toUpperCase().padStart(4, '0'); }
