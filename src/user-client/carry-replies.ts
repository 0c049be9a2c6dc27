import type { Socket } from 'node:net';
import { formatExtendedPassive, parseExtendedPassive } from '../wire/host-port.ts';

/**
 * Passes a server's replies on, line by line, for tests with something between client and server. A 229 names another port.
 *
 * @param client where replies go now
 * @param via listens for data connections to a port of the server, and says where
 */
export function carryReplies(server: Socket, client: () => Socket, via: (port: number) => Promise<number>): void {
  let rest = '';
  server.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const port = line.startsWith('229 ') ? parseExtendedPassive(line) : null;
      if (port === null) client().write(`${line}\n`, 'latin1');
      else void via(port).then((here) => client().write(`229 Here ${formatExtendedPassive(here)}\r\n`));
    }
  });
  server.once('end', () => client().end());
}
