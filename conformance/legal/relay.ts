import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** How the server's bytes reach the client. What is not given changes nothing. */
export interface Wire {
  /** Cuts what came in one piece into segments. */
  readonly cut?: (bytes: Buffer) => readonly Buffer[];
  /** Milliseconds before what came is passed on; whatever comes meanwhile goes with it. */
  readonly hold?: number;
  /** Milliseconds between the server's end and the client's seeing it. */
  readonly linger?: number;
}

export interface Relay { readonly port: number; readonly stop: () => void }

/**
 * Passes control connections on to the server, its replies in the pace and the pieces of `wire`. Data connections do not come through here.
 * @param places how many at a time; the others wait, taken by the kernel's queue as it looks to them
 */
export async function startRelay(target: number, wire: () => Wire, places = Infinity): Promise<Relay> {
  const sockets = new Set<Socket>();
  const waiting: Socket[] = [];
  let served = 0;
  const serve = (client: Socket): void => {
    served += 1;
    const server = connect({ host: '127.0.0.1', port: target, allowHalfOpen: true, noDelay: true });
    sockets.add(server.once('close', () => sockets.delete(server)).on('error', () => {}));
    client.pipe(server);
    client.on('error', () => server.destroy()).on('close', () => server.destroySoon());
    client.once('close', () => {
      served -= 1;
      const next = waiting.shift();
      if (next !== undefined) serve(next);
    });
    pace(server, client, wire());
  };
  const relay = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    sockets.add(client.once('close', () => sockets.delete(client)).on('error', () => {}));
    if (served < places) serve(client);
    else waiting.push(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  return {
    port: (relay.address() as AddressInfo).port,
    stop: () => {
      relay.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function pace(server: Socket, client: Socket, wire: Wire): void {
  let held: Buffer[] = [];
  let busy = false;
  let over = false;
  const leave = async (): Promise<void> => {
    if (wire.linger !== undefined) await pause(wire.linger);
    client.end();
  };
  const send = async (): Promise<void> => {
    busy = true;
    while (held.length > 0 && client.writable) {
      if (wire.hold !== undefined) await pause(wire.hold);
      const bytes = Buffer.concat(held);
      held = [];
      for (const piece of wire.cut?.(bytes) ?? [bytes]) {
        if (client.writable) client.write(piece);
        // A turn of the loop between two writes: each becomes a segment of its own.
        await new Promise(setImmediate);
      }
    }
    busy = false;
    if (over) await leave();
  };
  server.on('data', (chunk: Buffer) => {
    held.push(chunk);
    if (!busy) void send();
  });
  const ended = (): void => {
    if (over) return;
    over = true;
    if (!busy) void leave();
  };
  server.on('end', ended).on('close', () => { ended(); if (server.errored !== null) client.destroySoon(); });
}

function pause(milliseconds: number): Promise<void> { return new Promise((resolve) => { setTimeout(resolve, milliseconds); }); }
