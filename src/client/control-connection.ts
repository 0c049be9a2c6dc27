import type { Socket } from 'node:net';
import { ReplyReader, type Reply } from '../wire/reply.ts';
import type { TlsLayer } from '../tls/tls-layer.ts';
import { TelnetFilter } from '../wire/telnet.ts';
import type { Arrival } from './arrival.ts';
import { ArrivalQueue } from './arrival-queue.ts';
import { connectSocket, formatAddress, type ConnectOptions } from './connect.ts';
import { startDeadline } from './deadline.ts';
import { peerEnding, type PeerEnding } from './peer-ending.ts';
import { sendUrgent } from './send-urgent.ts';
import { handshake, secureClient } from './tls-client.ts';
import type { Transcript } from './transcript.ts';
import { flush, writePieces, type SendOutcome } from './write-bytes.ts';

export interface ControlConnectionOptions extends Omit<ConnectOptions, 'halfOpen'> {
  readonly transcript: Transcript;
  /** Number that tells this session from others in the transcript. */
  readonly session: number;
  /** Keep our side open when the server ends its own; without it FIN answers FIN, as ordinary clients do. */
  readonly halfOpen?: boolean;
}

/** Replies, and bytes of them, that may wait for a reader; then the server has to wait. */
const UNREAD_REPLIES = 1000;
const UNREAD_BYTES = 1024 * 1024;

/**
 * The control connection as a tester needs it: sends anything, right or wrong, loses nothing, never hangs. Nothing but `open` fails:
 * whatever the server does is a value. Telnet options are refused as RFC 1123 §4.1.2.12 asks.
 */
export class ControlConnection {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  /** How the server ended its side; pending while a flood of unread replies makes the server wait. */
  readonly closed: Promise<PeerEnding>;
  /** The connection as it is read and written now; under TLS not the one that was opened. */
  #socket: Socket;
  readonly #raw: Socket;
  #layer: TlsLayer | null = null;
  #session: Buffer | null = null;
  readonly #timeout: number;
  readonly #telnet = new TelnetFilter();
  readonly #reader = new ReplyReader();
  readonly #queue = new ArrivalQueue(() => this.#reader.rest);
  readonly #record: (direction: 'sent' | 'received' | 'note', data: Uint8Array | string) => void;
  #unread = 0;
  readonly #listening: (() => void)[] = [];
  #end: (how: PeerEnding) => void = () => {};

  private constructor(socket: Socket, { timeout, transcript, session }: ControlConnectionOptions) {
    this.#socket = socket;
    this.#raw = socket;
    this.#timeout = timeout;
    this.remoteAddress = socket.remoteAddress ?? '';
    this.remotePort = socket.remotePort ?? 0;
    this.localAddress = socket.localAddress ?? '';
    this.localPort = socket.localPort ?? 0;
    this.#record = (direction, data) => transcript.record(session, 'control', direction, data);
    this.closed = new Promise((resolve) => { this.#end = resolve; });
    void this.closed.then((how) => this.#queue.end(how));
    this.#listen(socket);
  }

  /** Connects; rejects with a `ClientError`. `timeout`, in milliseconds, is also the deadline of every other wait. */
  static async open(options: ControlConnectionOptions): Promise<ControlConnection> {
    const { transcript, session, halfOpen = false, ...address } = options;
    try {
      const socket = await connectSocket({ ...address, halfOpen });
      transcript.record(session, 'control', 'note', `connected to ${formatAddress(address.host, address.port)}`);
      return new ControlConnection(socket, options);
    } catch (error) {
      transcript.record(session, 'control', 'note', (error as Error).message);
      throw error;
    }
  }

  /**
   * Sends in one write: a string is a line and gets its CR LF, bytes go as they are. False when our side is closed already;
   * whether the server takes it shows in what arrives.
   */
  send(data: string | Uint8Array): boolean {
    const bytes = toBytes(data);
    if (!this.#socket.writable) {
      this.#record('note', `not sent, the connection is closed: ${bytes.length} bytes`);
      return false;
    }
    this.#record('sent', bytes);
    this.#socket.write(bytes);
    return true;
  }

  /**
   * Sends pieces of the given sizes, and what is left as the last one, each as a TCP segment of its own (the server may
   * still read two at once). `data` as for `send`.
   */
  async sendInPieces(data: string | Uint8Array, sizes: readonly number[]): Promise<SendOutcome> {
    const bytes = toBytes(data);
    let sent = 0;
    for (const size of [...sizes, bytes.length]) {
      const piece = bytes.subarray(sent, sent + size);
      if (piece.length === 0) continue;
      const { how } = await writePieces(this.#socket, [piece], this.#timeout, () => this.#record('sent', piece));
      if (how !== 'sent') return { how, bytes: sent };
      sent += piece.length;
      // A turn of the loop lets a server in this process read the piece by itself.
      await new Promise(setImmediate);
    }
    return { how: 'sent', bytes: sent };
  }

  /** Begins TLS, for which the server has to be ready. Null when the handshake succeeded, otherwise what went wrong; then the connection is gone. */
  async secure(): Promise<string | null> {
    this.#ignore();
    const layer = secureClient(this.#raw, null);
    this.#layer = layer;
    layer.socket.on('session', (session: Buffer) => { this.#session = session; });
    this.#listen(layer.socket);
    const problem = await handshake(layer, this.#timeout);
    this.#record('note', problem === null ? `protected by ${layer.socket.getProtocol() ?? 'TLS'}` : `TLS failed: ${problem}`);
    if (problem !== null) layer.socket.destroy();
    return problem;
  }

  /** Ends TLS in an orderly way and goes on in clear; false when the connection ended with it. */
  async uncover(): Promise<boolean> {
    const layer = this.#layer;
    if (layer === null) return true;
    this.#ignore();
    // The end of TLS is not the end of the connection.
    this.#socket = this.#raw;
    const cancel = startDeadline(this.#timeout, () => this.#raw.destroy());
    const rest = await layer.takeOff();
    cancel();
    this.#layer = null;
    this.#record('note', rest === null ? 'the connection ended with TLS' : 'TLS has ended');
    this.#listen(this.#raw);
    if (rest !== null && rest.length > 0) this.#arrive(rest);
    if (rest === null) this.#end('clean');
    else this.#raw.resume();
    return rest !== null;
  }

  /** TLS as it protects the connection now, or null. */
  get protection(): TlsLayer | null { return this.#layer; }

  /** Resolves when the next reply arrives, or after `deadline` milliseconds; takes no reply from the queue. */
  spoken(deadline: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = startDeadline(deadline, resolve);
      this.#listening.push(() => { cancel(); resolve(); });
    });
  }

  /** What a data connection may resume: the TLS session that the server gave last. */
  get tlsSession(): Buffer | null { return this.#session; }

  /** Sends bytes as urgent data, the last one marked, where this machine can; false where not. */
  async sendUrgent(bytes: Uint8Array): Promise<boolean> {
    if (await flush(this.#socket, this.#timeout) !== 'sent') return false;
    const sent = await sendUrgent(this.#socket, bytes, this.#timeout);
    this.#record('note', sent ? 'the last byte of what follows is urgent' : 'urgent data cannot be sent here');
    if (sent) this.#record('sent', bytes);
    return sent;
  }

  /** The next reply, or why there is none. Concurrent calls are served in their order. */
  async reply(deadline: number = this.#timeout): Promise<Arrival> {
    const arrival = await this.#queue.take(deadline);
    if (arrival.kind === 'reply') this.#release(arrival.reply.raw.length);
    return arrival;
  }

  /**
   * The reply that ought not to come, or null when none came within `deadline` milliseconds or the connection ended. The one wait
   * whose event may rightly never come: it costs the whole deadline, so use it only to prove that no second reply follows.
   */
  async quiet(deadline: number): Promise<Reply | null> {
    const arrival = await this.reply(deadline);
    return arrival.kind === 'reply' ? arrival.reply : null;
  }

  /** Takes everything that came and was not asked for: whole replies, then the beginning of the next. */
  takeBuffered(): Buffer {
    const replies = this.#queue.takeAll().map(({ raw }) => raw);
    const bytes = Buffer.concat([...replies, this.#reader.rest]);
    this.#reader.discard();
    this.#release(this.#unread);
    return bytes;
  }

  /** Ends our side: FIN. Replies still arrive. */
  end(): void {
    if (!this.#socket.writable) return;
    this.#record('note', 'closed by the client');
    this.#socket.end();
  }

  /** Breaks the connection: RST. */
  reset(): void {
    if (this.#raw.destroyed) return;
    this.#record('note', 'reset by the client');
    this.#raw.resetAndDestroy();
  }

  /** Lets go of the connection at once; whoever awaits a reply learns that it ended. */
  destroy(): void {
    this.#socket.destroy();
    this.#raw.destroy();
  }

  #listen(socket: Socket): void {
    this.#socket = socket;
    void this.#ending(socket).then((how) => { if (this.#socket === socket) this.#end(how); });
    socket.on('data', this.#onData).on('end', this.#onEnd).on('error', this.#onError);
  }

  /** After close_notify the connection may still stand: TLS is taken off it then, or its own end follows. */
  async #ending(socket: Socket): Promise<PeerEnding> {
    const how = await peerEnding(socket);
    const raw = this.#raw;
    return socket === raw || how === 'reset' || raw.destroyed || raw.readableEnded ? how : peerEnding(raw);
  }

  /** The errors are listened to for good. */
  #ignore(): void { this.#socket.off('data', this.#onData).off('end', this.#onEnd); }

  #onData = (chunk: Buffer): void => this.#arrive(chunk);

  #onEnd = (): void => this.#record('note', 'closed by the server');

  #onError = (error: NodeJS.ErrnoException): void => this.#record('note', `broken: ${error.code ?? error.message}`);

  #arrive(chunk: Buffer): void {
    this.#record('received', chunk);
    const { data, replies: refusals } = this.#telnet.push(chunk);
    // A server that floods with options and reads no answer gets none.
    if (refusals.length > 0 && this.#socket.writableLength < UNREAD_BYTES) this.send(refusals);
    for (const reply of this.#reader.push(data)) {
      this.#unread += reply.raw.length;
      this.#queue.push(reply);
      for (const tell of this.#listening.splice(0)) tell();
    }
    if (this.#unread >= UNREAD_BYTES || this.#queue.length >= UNREAD_REPLIES) this.#socket.pause();
  }

  #release(bytes: number): void {
    this.#unread -= bytes;
    if (this.#unread < UNREAD_BYTES && this.#queue.length < UNREAD_REPLIES) this.#socket.resume();
  }
}

function toBytes(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? Buffer.from(`${data}\r\n`) : data;
}
