import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext, type TLSSocketOptions } from 'node:tls';
import { FtpspecError } from '../ftpspec-error.ts';
import { TlsLayer } from '../tls/tls-layer.ts';
import type { TlsSettings } from './tls-settings.ts';

/** How TLS went on a data connection. */
export type Protected =
  | { readonly ok: true; readonly layer: TlsLayer }
  | { readonly ok: false; readonly problem: string };

/** What one control connection's TLS leaves for its data connections. */
interface Control { readonly context: SecureContext; readonly sessions: EventEmitter }

/** TLS as a server does it: one certificate for control and data connections, sessions that clients may resume. */
export class TlsService {
  /** Milliseconds that a handshake may take. */
  readonly deadline: number;
  readonly #settings: TlsSettings;
  readonly #shared: SecureContext;
  readonly #ticketKeys = randomBytes(48);
  readonly #controls = new WeakMap<Socket, Control>();

  /** @throws FtpspecError `TLS_UNUSABLE` when certificate and key are no pair, or cannot be read */
  constructor(settings: TlsSettings, deadline: number) {
    this.#settings = settings;
    this.deadline = deadline;
    try {
      this.#shared = this.#context('ftpspec');
    } catch (error) {
      throw new FtpspecError('TLS_UNUSABLE', `cannot use the TLS certificate: ${(error as Error).message}`, { hint: 'Give a certificate and its private key, both in PEM; or neither, and one is made.' });
    }
  }

  /** Begins TLS on a control connection. `session` is what `protectData` and `forget` are told later. */
  protectControl(raw: Socket, session: Socket): TlsLayer {
    const sessions = cacheOfSessions();
    // With a context of its own no ticket but its own resumes; where any may, all share one, which costs less.
    const context = this.#settings.sessionReuse === 'required' ? this.#context(randomBytes(16).toString('hex')) : this.#shared;
    this.#controls.set(session, { context, sessions });
    const layer = new TlsLayer(raw, (beneath) => new TLSSocket(beneath, this.#options(context, sessions)));
    layer.socket.once('secure', () => { if (this.#isStranger(layer.socket)) layer.socket.destroy(); });
    return layer;
  }

  /** Nothing resumes the session of that control connection any more. */
  forget(session: Socket): void { this.#controls.delete(session); }

  /**
   * Takes a data connection through the handshake; where it fails, the connection is gone.
   * @param receives whether only the client sends: then it hears nothing but the handshake before its end (FTP-SEC-R31)
   */
  protectData(raw: Socket, session: Socket, signal: AbortSignal, receives = false): Promise<Protected> {
    const { context, sessions } = this.#controls.get(session) ?? { context: this.#shared, sessions: cacheOfSessions() };
    const layer = new TlsLayer(raw, (beneath) => new TLSSocket(beneath, this.#options(context, sessions)), receives ? 'listens' : 'sends');
    const { socket } = layer;
    return new Promise((resolve) => {
      const settle = (problem: string | null): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        socket.off('secure', done).off('end', lost).off('close', lost);
        if (problem === null) resolve({ ok: true, layer });
        else {
          socket.destroy();
          resolve({ ok: false, problem });
        }
      };
      const stop = (): void => settle('aborted');
      const lost = (): void => settle('the connection ended');
      const done = (): void => {
        if (this.#isStranger(socket)) settle('no valid client certificate');
        else settle(this.#settings.sessionReuse === 'required' && !socket.isSessionReused() ? 'the TLS session of the control connection was not resumed' : null);
      };
      const timer = setTimeout(() => settle('no handshake in time'), this.deadline);
      // Stays for good: a reset may come at any time.
      socket.on('error', (error) => settle(error.message.replace(/[^ -~]/g, ' ').slice(0, 200)));
      socket.once('secure', done).once('end', lost).once('close', lost);
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
    });
  }

  #context(sessionIdContext: string): SecureContext {
    const { certificate, key, clientAuthorities, sessionReuse } = this.#settings;
    return createSecureContext({
      cert: certificate, key, sessionIdContext: sessionIdContext.slice(0, 32), ticketKeys: this.#ticketKeys,
      ...(clientAuthorities !== null && { ca: clientAuthorities }),
      // A ticket of TLS 1.3 is good for one connection, and Node gives no new one with a resumed session.
      ...(sessionReuse === 'required' && { maxVersion: 'TLSv1.2' as const }),
    });
  }

  /** Whether a client that needs a certificate has shown none that an authority vouches for. */
  #isStranger(socket: TLSSocket): boolean {
    if (this.#settings.clientAuthorities === null) return false;
    // Node asks this for the sockets of its own servers only.
    const handle = Reflect.get(socket, '_handle') as { verifyError(): Error | null } | null;
    return handle === null || handle.verifyError() !== null;
  }

  #options(secureContext: SecureContext, sessions: EventEmitter): TLSSocketOptions {
    const wanted = this.#settings.clientAuthorities !== null;
    return { isServer: true, secureContext, allowHalfOpen: true, server: sessions, requestCert: wanted, rejectUnauthorized: wanted } as unknown as TLSSocketOptions;
  }
}

/** Session ids of TLS 1.2, for clients that use no tickets. */
function cacheOfSessions(): EventEmitter {
  const sessions = new Map<string, Buffer>();
  return new EventEmitter()
    .on('newSession', (id: Buffer, data: Buffer, done: () => void) => {
      if (sessions.size < 16) sessions.set(id.toString('hex'), data);
      done();
    })
    .on('resumeSession', (id: Buffer, done: (error: null, data: Buffer | null) => void) => done(null, sessions.get(id.toString('hex')) ?? null));
}
