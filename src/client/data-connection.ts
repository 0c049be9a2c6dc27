import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TlsLayer } from '../tls/tls-layer.ts';
import { ClientError } from './client-error.ts';
import { connectSocket, formatAddress, type ConnectOptions } from './connect.ts';
import { startDeadline } from './deadline.ts';
import { Inbox, type TakeEnd } from './inbox.ts';
import type { PeerEnding } from './peer-ending.ts';
import { handshake, secureClient } from './tls-client.ts';
import type { Transcript } from './transcript.ts';
import { writePieces, type SendOutcome } from './write-bytes.ts';

export interface DataConnectionOptions extends Omit<ConnectOptions, 'halfOpen'> {
  readonly transcript: Transcript;
  /** Number of the session that the connection belongs to. */
  readonly session: number;
}

export interface ReceiveOptions {
  /** Milliseconds without a byte until the server counts as silent. */
  readonly deadline: number;
  /** Return as soon as so many bytes came; 64 MiB for `receive`, none for the others. */
  readonly limit?: number;
  /** Milliseconds in all, against a server that drips; 20 deadlines. */
  readonly total?: number;
  /** Leave our side open after the server's FIN, as no ordinary client does. */
  readonly halfOpen?: boolean;
}

const MEMORY_LIMIT = 64 * 1024 * 1024;
const WRITE_SIZE = 64 * 1024;

/**
 * A data connection, either way round. Nothing but `connect` fails: whatever the server does is a value.
 * Reading is an option, not a duty: up to 256 KiB are read ahead, then the server has to wait.
 */
export class DataConnection {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  /** How the server ended its side; pending while more than 256 KiB wait to be received. */
  get closed(): Promise<PeerEnding> { return this.#inbox.ended; }
  /** The connection as it is read and written now; under TLS not the one that was opened. */
  #socket: Socket;
  readonly #raw: Socket;
  #inbox: Inbox;
  #layer: TlsLayer | null = null;
  #shaken = false;
  #resumed = false;
  /** Bytes beneath TLS when its handshake was over. */
  #heard = 0;
  readonly #arrived: (piece: Uint8Array) => void;
  readonly #note: (text: string) => void;
  readonly #sent: (piece: Uint8Array) => void;
  #receiving = false;

  /** Takes over a socket that is connected and half-open capable. */
  constructor(socket: Socket, transcript: Transcript, session: number) {
    this.#socket = socket;
    this.#raw = socket;
    this.remoteAddress = socket.remoteAddress ?? '';
    this.remotePort = socket.remotePort ?? 0;
    this.localAddress = socket.localAddress ?? '';
    this.localPort = socket.localPort ?? 0;
    this.#note = (text) => transcript.record(session, 'data', 'note', text);
    this.#sent = (piece) => transcript.record(session, 'data', 'sent', piece);
    this.#arrived = (chunk) => transcript.record(session, 'data', 'received', chunk);
    this.#inbox = new Inbox(socket, this.#arrived);
    this.#observe(socket);
  }

  /** Connects to the server's passive port; rejects with a `ClientError`. */
  static async connect({ transcript, session, ...address }: DataConnectionOptions): Promise<DataConnection> {
    try {
      const socket = await connectSocket({ ...address, halfOpen: true });
      transcript.record(session, 'data', 'note', `connected to ${formatAddress(address.host, address.port)}`);
      return new DataConnection(socket, transcript, session);
    } catch (error) {
      transcript.record(session, 'data', 'note', (error as Error).message);
      throw error;
    }
  }

  /**
   * Begins TLS as a client: what is sent and received from now on is protected.
   * @param session of the control connection, to be resumed; null for a session of its own
   * @param turn our first bytes leave when it resolves; at once where it is left out
   */
  secure(session: Buffer | null, turn?: Promise<void>): void {
    this.#inbox.release();
    const raw = this.#raw;
    raw.cork();
    void (turn ?? Promise.resolve()).then(() => raw.uncork());
    const layer = secureClient(this.#socket, session);
    this.#layer = layer;
    this.#socket = layer.socket;
    this.#inbox = new Inbox(layer.socket, this.#arrived);
    this.#observe(layer.socket);
    layer.socket.once('secureConnect', () => {
      this.#shaken = true;
      this.#heard = this.#raw.bytesRead;
      this.#resumed = layer.socket.isSessionReused();
      this.#note(`protected by ${layer.socket.getProtocol() ?? 'TLS'}${this.#resumed ? ', session resumed' : ''}`);
    });
  }

  /** TLS as it protects the connection, or null. */
  get protection(): TlsLayer | null { return this.#layer; }

  /** Whether the TLS session that was offered was resumed. */
  get resumed(): boolean { return this.#resumed; }

  /** Waits for the end of the handshake that `secure` began; null when it succeeded, otherwise what went wrong. */
  async handshake(deadline: number): Promise<string | null> {
    if (this.#layer === null) return 'no TLS';
    return this.#shaken ? null : handshake(this.#layer, deadline);
  }

  /** Bytes that came beneath TLS since the handshake: messages of TLS, and data; where there are none yet, those that come next, if they do within `deadline` milliseconds. */
  async heardSinceHandshake(deadline: number): Promise<number> {
    const raw = this.#raw;
    if (raw.bytesRead === this.#heard && !raw.destroyed) {
      await new Promise<void>((resolve) => {
        const stop = startDeadline(deadline, resolve);
        const heard = (): void => { stop(); resolve(); };
        raw.once('data', heard).once('close', heard);
      });
    }
    return raw.bytesRead - this.#heard;
  }

  /** Ends our side by FIN without the farewell of TLS, as somebody does who cuts a connection that he cannot read. */
  cut(): void {
    this.#note('cut by the client');
    this.#raw.end();
  }

  /** Receives until the server closes, falls silent, or a limit is reached; a later call goes on where this one stopped. */
  async receive(options: ReceiveOptions): Promise<{ readonly bytes: Buffer; readonly how: TakeEnd }> {
    const chunks: Buffer[] = [];
    const how = await this.#take((chunk) => chunks.push(chunk), options, MEMORY_LIMIT);
    return { bytes: Buffer.concat(chunks), how };
  }

  /** Like `receive` for bodies of any size: only counts and digests. `sha256` is in hexadecimal. */
  async receiveHash(options: ReceiveOptions): Promise<{ readonly bytes: number; readonly sha256: string; readonly how: TakeEnd }> {
    const hash = createHash('sha256');
    let bytes = 0;
    const how = await this.#take((chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
    }, options, Infinity);
    return { bytes, sha256: hash.digest('hex'), how };
  }

  /** Like `receive` for bodies of any size: each piece is given away as it comes, at least 1 byte. No limit unless one is given. */
  receiveInto(sink: (chunk: Buffer) => void, options: ReceiveOptions): Promise<TakeEnd> {
    return this.#take(sink, options, Infinity);
  }

  /** Sends all, at the pace of the server; `silence` when it takes nothing for `deadline` milliseconds. */
  async send(bytes: Uint8Array, { deadline }: { readonly deadline: number }): Promise<SendOutcome> {
    const outcome = await writePieces(this.#socket, slices(bytes), deadline, this.#sent);
    if (outcome.how !== 'sent') this.#note(`sending stopped after ${outcome.bytes} of ${bytes.length} bytes: ${outcome.how}`);
    return outcome;
  }

  /** Ends our side: FIN. */
  end(): void {
    if (!this.#socket.writable) return;
    this.#note('closed by the client');
    const socket = this.#socket;
    // In the middle of the handshake nothing can be said, no farewell either.
    if (this.#layer !== null && !this.#shaken) socket.once('secureConnect', () => socket.end());
    else socket.end();
  }

  /** Breaks the connection: RST. */
  reset(): void {
    if (this.#raw.destroyed) return;
    this.#note('reset by the client');
    this.#raw.resetAndDestroy();
  }

  /** Lets go of the connection at once, whatever is on its way. */
  destroy(): void {
    this.#socket.destroy();
    this.#raw.destroy();
  }

  /** Stops reading until the next `receive`: the server's sending window closes. */
  pause(): void {
    this.#inbox.hold();
  }

  #observe(socket: Socket): void {
    socket.once('end', () => this.#note('closed by the server'));
    socket.on('error', (error: NodeJS.ErrnoException) => this.#note(`broken: ${error.code ?? error.message}`));
  }

  async #take(sink: (chunk: Buffer) => void, options: ReceiveOptions, most: number): Promise<TakeEnd> {
    if (this.#receiving) throw new ClientError('busy', 'this data connection is being received from already');
    this.#receiving = true;
    try {
      const { deadline, limit = most, total = 20 * deadline } = options;
      const how = await this.#inbox.take(sink, { deadline, limit, total });
      if (how === 'end' && options.halfOpen !== true) this.end();
      return how;
    } finally {
      this.#receiving = false;
    }
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += WRITE_SIZE) yield bytes.subarray(start, start + WRITE_SIZE);
}
