import { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { TlsLayer } from '../tls/tls-layer.ts';
import type { TlsService } from './tls-service.ts';

/**
 * A control connection whose bytes may come to be protected, and cease to be, while the session goes on. It looks like
 * the socket that it has taken over.
 */
export class ControlSocket extends Socket {
  readonly #raw: Socket;
  readonly #tls: TlsService;
  #layer: TlsLayer | null = null;
  #handshake: NodeJS.Timeout | undefined;

  constructor(raw: Socket, tls: TlsService) {
    super({ allowHalfOpen: true });
    this.#raw = raw;
    this.#tls = tls;
    const { remoteAddress, remotePort, localAddress, localPort } = raw;
    // Not to be had from a socket without a connection of its own.
    for (const [name, value] of Object.entries({ remoteAddress, remotePort, localAddress, localPort })) Object.defineProperty(this, name, { value });
    raw.on('error', this.#onError).on('close', this.#onClose);
    this.#listen(raw);
  }

  /** TLS as it protects the connection now, or null. */
  get protection(): TLSSocket | null { return this.#layer?.socket ?? null; }

  /** Drops everything that has come so far and reads nothing more until `protect`. */
  hold(): void {
    this.#raw.pause();
    while (this.read() !== null);
    while (this.#raw.read() !== null);
  }

  /** Begins TLS once everything that was written before is out; what comes from now on has to be TLS. */
  async protect(): Promise<TLSSocket | null> {
    await new Promise<void>((resolve) => this.write('', () => resolve()));
    if (this.destroyed) return null;
    this.#ignore(this.#raw);
    const layer = this.#tls.protectControl(this.#raw, this);
    this.#layer = layer;
    this.#handshake = setTimeout(() => this.destroy(new Error('no TLS handshake in time')), this.#tls.deadline).unref();
    layer.socket.once('secure', () => clearTimeout(this.#handshake));
    layer.socket.on('error', this.#onError).on('close', this.#onClose);
    this.#listen(layer.socket);
    return layer.socket;
  }

  /** Ends TLS after all that was written is out, and goes on in clear. Without TLS nothing happens. */
  async uncover(): Promise<void> {
    const layer = this.#layer;
    if (layer === null) return;
    // From here on the end of TLS, which the client may say as soon as it has the reply, is not that of the connection.
    this.#ignore(layer.socket);
    layer.socket.off('close', this.#onClose);
    await new Promise<void>((resolve) => this.write('', () => resolve()));
    const rest = await layer.takeOff();
    this.#layer = null;
    this.#tls.forget(this);
    if (rest === null || this.destroyed) {
      this.destroy();
      return;
    }
    this.#listen(this.#raw);
    if (rest.length > 0) this.push(rest);
    this.#raw.resume();
  }

  override setNoDelay(noDelay?: boolean): this {
    this.#raw.setNoDelay(noDelay);
    return this;
  }

  override _read(): void { this.#current.resume(); }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: (error?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => asBytes(chunk))), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#current.destroyed) done();
    else this.#current.end(() => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.#handshake);
    this.#tls.forget(this);
    this.#layer?.socket.destroy();
    this.#raw.destroy();
    done(error);
    // Sockets say so themselves, when their handle is closed.
    process.nextTick(() => this.emit('close', error !== null));
  }

  get #current(): Socket { return this.#layer?.socket ?? this.#raw; }

  #send(bytes: Buffer, done: (error?: Error | null) => void): void {
    if (bytes.length === 0) done();
    else this.#current.write(bytes, done);
  }

  #listen(source: Socket): void { source.on('data', this.#onData).on('end', this.#onEnd); }

  #ignore(source: Socket): void { source.off('data', this.#onData).off('end', this.#onEnd); }

  #onData = (chunk: Buffer): void => { if (!this.push(chunk)) this.#current.pause(); };

  #onEnd = (): void => { this.push(null); };

  #onError = (error: Error): void => { this.destroy(error); };

  #onClose = (): void => { this.destroy(); };
}

/** TLS passes an empty string where it ends. */
function asBytes(chunk: Buffer | string): Buffer { return typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk; }
