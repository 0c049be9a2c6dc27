import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Beneath } from './beneath.ts';

/** TLS over a connection that stands: it knows how its peer ended it, and can be taken off again. */
export class TlsLayer {
  readonly socket: TLSSocket;
  /** Whether the peer said close_notify: only then is what came all that was sent. */
  saidFarewell = false;
  readonly #beneath: Beneath | null;

  /**
   * Takes the socket over: nothing but what comes through TLS is read from it any more.
   * @param begin puts TLS, as a server or as a client, over what it is given
   * @param role `listens`: this side says nothing but its part of the handshake before it ends (see `Beneath`); `sends`: nothing that the peer
   * sends matters, nor how it ends, so that TLS works right on the connection, which costs a third less
   */
  constructor(socket: Socket, begin: (beneath: Duplex) => TLSSocket, role: 'talks' | 'listens' | 'sends' = 'talks') {
    const beneath = role === 'sends' ? null : new Beneath(socket, role === 'listens');
    this.#beneath = beneath;
    this.socket = begin(beneath ?? socket);
    if (beneath === null) return;
    const push = this.socket.push.bind(this.socket);
    // Node ends the readable side for close_notify and for the end of TCP alike; which one it was shows only here.
    this.socket.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
      if (chunk === null && !beneath.ended && !beneath.destroyed) this.saidFarewell = true;
      return push(chunk, encoding);
    };
  }

  /**
   * Says close_notify, waits for the peer's, and gives the connection back, with what came in clear behind it; null when it
   * ended first. Not for a connection that only sends.
   */
  async takeOff(): Promise<Buffer | null> {
    this.socket.end();
    this.socket.resume();
    const rest = (await this.#beneath?.leave(() => this.saidFarewell)) ?? null;
    this.socket.destroy();
    return rest;
  }
}
