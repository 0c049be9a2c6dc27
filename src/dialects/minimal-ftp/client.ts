import type { Socket } from 'node:net';
import { connectSocket } from '../../client/connect.ts';
import { FtpspecError } from '../../ftpspec-error.ts';
import { escapeBytes } from '../../wire/escape.ts';
import { parseExtendedPassive } from '../../wire/host-port.ts';
import { ClientStream } from '../inline-marker/client-stream.ts';

export interface MinimalClientOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds that the server may be silent. */
  readonly timeout: number;
  /** Told each line that is sent (`> …`) and received (`< …`). */
  readonly log?: ((line: string) => void) | undefined;
}

/**
 * A client of `minimal-ftp`; one call at a time. Throws `FtpspecError`: `REFUSED` when the server said no, and the
 * session goes on; `CONNECTION_LOST`, `SERVER_SILENT` and `BAD_REPLY` end it.
 */
export class MinimalClient {
  /** What the server said first. */
  greeting = '';
  readonly #socket: Socket;
  readonly #stream: ClientStream;
  readonly #options: MinimalClientOptions;

  private constructor(socket: Socket, options: MinimalClientOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#stream = new ClientStream(socket, options.timeout);
  }

  /** Connects and takes the greeting. */
  static async connect(options: MinimalClientOptions): Promise<MinimalClient> {
    const { host, port, timeout } = options;
    const client = new MinimalClient(await connectSocket({ host, port, timeout, halfOpen: false }), options);
    client.greeting = await client.#reply().catch((error: unknown) => {
      client.destroy();
      throw error;
    });
    return client;
  }

  async cd(path: string): Promise<void> { await this.#ask('CD', path); }

  /** Fetches the listing, or with a name a file: `move` reads the data connection to its end. */
  fetch(verb: 'LIST' | 'RETR', name: string, move: (data: Socket) => Promise<void>): Promise<void> { return this.#transfer(verb, name, move); }

  /** Stores a file: `move` writes the data connection and ends it; a data connection that breaks off stores nothing. */
  store(name: string, move: (data: Socket) => Promise<void>): Promise<void> { return this.#transfer('STOR', name, move); }

  /** Says QUIT and closes. */
  async quit(): Promise<void> {
    await this.#ask('QUIT', '').finally(() => this.destroy());
  }

  /** Closes at once. */
  destroy(): void { this.#socket.destroy(); }

  async #transfer(verb: string, name: string, move: (data: Socket) => Promise<void>): Promise<void> {
    const port = parseExtendedPassive(await this.#ask(verb, name));
    if (port === null) {
      this.destroy();
      throw new FtpspecError('BAD_REPLY', 'the reply names no port for the data');
    }
    const { host, timeout } = this.#options;
    const moved = await settled(this.#move(host, port, timeout, move));
    // Whatever became of the data, the reply that ends the transfer comes; it says more than a connection that broke off.
    const ended = await settled(this.#reply());
    const brokeOff = moved.status === 'rejected' && (!(moved.reason instanceof FtpspecError) || moved.reason.code === 'CONNECTION_LOST');
    for (const step of brokeOff ? [ended, moved] : [moved, ended]) if (step.status === 'rejected') throw step.reason;
  }

  async #move(host: string, port: number, timeout: number, move: (data: Socket) => Promise<void>): Promise<void> {
    const data = await connectSocket({ host, port, timeout, halfOpen: false });
    data.setTimeout(timeout, () => data.destroy(new FtpspecError('SERVER_SILENT', `nothing moved for ${timeout} ms`)));
    try {
      await move(data);
    } finally {
      data.destroy();
    }
  }

  async #ask(verb: string, argument: string): Promise<string> {
    if (/[\r\n\0]/.test(argument)) throw new FtpspecError('BAD_NAME', 'no line can carry a name with a line end or a NUL in it');
    const line = argument === '' ? verb : `${verb} ${argument}`;
    this.#options.log?.(`> ${line}`);
    this.#socket.write(`${line}\r\n`);
    return this.#reply();
  }

  /** The text of the next reply, which is one line (MIN-PRO-R1). */
  async #reply(): Promise<string> {
    const line = await this.#stream.line();
    const [, digits = '', text = ''] = /^([1-5]\d\d) ?(.*)$/s.exec(line) ?? [];
    const shown = Buffer.from(line, 'latin1').toString();
    this.#options.log?.(`< ${shown}`);
    if (digits === '') {
      this.destroy();
      throw new FtpspecError('BAD_REPLY', `no reply: ${escapeBytes(Buffer.from(line, 'latin1'))}`);
    }
    if (Number(digits) < 400) return Buffer.from(text, 'latin1').toString();
    // 421 announces the end of the session (RFC 959 §5.4).
    if (digits === '421') throw new FtpspecError('CONNECTION_LOST', `the server ended the session: ${shown}`);
    throw new FtpspecError('REFUSED', `the server refused: ${shown}`);
  }
}

async function settled(promise: Promise<unknown>): Promise<PromiseSettledResult<unknown>> {
  return (await Promise.allSettled([promise]))[0];
}
