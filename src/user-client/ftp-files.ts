import { Client, FileType, FTPError, type FileInfo } from 'basic-ftp';
import { readQuotedPath } from '../wire/quoted-path.ts';
import { startDeadline } from '../client/deadline.ts';
import { explainFtpError, refusal } from './ftp-errors.ts';
import { explainTlsError } from './tls-errors.ts';
import { nameAccount } from './name-account.ts';
import { interruptible } from './interruptible.ts';
import { activeData, passiveData } from './open-data.ts';
import { receiveFile } from './receive-file.ts';
import { RemoteError } from './remote-error.ts';
import type { RemoteEntry, RemoteFiles, TransferOptions, Transferred } from './remote-files.ts';
import { sendFile } from './send-file.ts';

/** Whether FTP runs over TLS: from the start, or from AUTH TLS on (RFC 4217 §4). */
export type Tls = 'none' | 'explicit' | 'implicit';

export interface FtpOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Named where the server asks for it, and behind the login; absent: the user has none. */
  readonly account?: string;
  /** Milliseconds without any sign of the server until it is given up. */
  readonly timeout: number;
  /** The server connects to us for data. */
  readonly active: boolean;
  readonly tls?: Tls;
  /** Takes any certificate, also one that nobody vouches for. */
  readonly insecure?: boolean;
  /** Told what goes over the control connection, without passwords. */
  readonly log: (message: string) => void;
}

/** Milliseconds that a goodbye may take. */
const GOODBYE = 1000;
const TYPES: Readonly<Record<FileType, RemoteEntry['type']>> = { [FileType.File]: 'file', [FileType.Directory]: 'directory', [FileType.SymbolicLink]: 'link', [FileType.Unknown]: 'other' };

/** The files of an FTP server, by way of basic-ftp. Transfers are of TYPE I. */
export class FtpFiles implements RemoteFiles {
  readonly greeting: string;
  readonly #client: Client;
  readonly #listsByFacts: boolean;

  private constructor(client: Client, greeting: string) {
    this.greeting = greeting;
    this.#client = client;
    this.#listsByFacts = client.availableListCommands.includes('MLSD');
  }

  /**
   * Connects and logs in.
   * @throws RemoteError
   */
  static async open(options: FtpOptions, signal: AbortSignal): Promise<FtpFiles> {
    const client = new Client(options.timeout);
    client.ftp.log = options.log;
    client.prepareTransfer = options.active ? activeData : passiveData(options.timeout);
    const { host, port, user, password, account, tls = 'none', insecure = false } = options;
    if (account !== undefined) nameAccount(client, account);
    const secure = tls === 'implicit' ? tls : tls === 'explicit';
    const stop = (): void => client.close();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { message } = await client.access({ host, port, user, password, secure, secureOptions: { host, rejectUnauthorized: !insecure } });
      return new FtpFiles(client, message);
    } catch (error) {
      client.close();
      throw signal.aborted ? new RemoteError('ABORTED', 'interrupted', { cause: error }) : explainTlsError(error, tls) ?? explainFtpError(error, client);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  get open(): boolean {
    return !this.#client.closed;
  }

  async list(path: string, signal: AbortSignal): Promise<RemoteEntry[]> {
    const entries = await this.#ask((client) => interruptible(client, signal, false, () => this.#list(path)).catch((error: unknown) => {
      // Of a directory that is not there RFC 959 §5.4 lets a server say nothing but 450: it will not come by waiting.
      throw error instanceof FTPError && error.code === 450 ? new RemoteError('REFUSED', refusal(error).message, { reply: error.code, transient: false }) : error;
    }));
    return entries.filter(({ name }) => name !== '.' && name !== '..').map(entryOf);
  }

  get(remote: string, local: string, options: TransferOptions): Promise<Transferred> {
    return this.#ask(async (client) => {
      const size = await optional(client, client.size(remote));
      const modified = size === null ? null : await optional(client, client.lastMod(remote));
      return receiveFile(local, {
        size, modified,
        read: async (into, from, signal) => { await this.#ask(() => interruptible(client, signal, false, () => client.downloadTo(into, remote, from))); },
      }, options);
    });
  }

  put(local: string, remote: string, options: TransferOptions): Promise<Transferred> {
    return this.#ask((client) => sendFile(client, local, remote, options));
  }

  async cd(path: string): Promise<void> {
    await this.#ask((client) => (path === '..' ? client.cdup() : client.cd(path)));
  }

  pwd(): Promise<string> {
    return this.#ask(async (client) => {
      const { code, message } = await client.send('PWD');
      const quoted = readQuotedPath(message.slice(4));
      if (quoted === null) throw new RemoteError('REFUSED', `the server answered what cannot be understood: ${message}`, { reply: code });
      return quoted.path;
    });
  }

  async delete(path: string): Promise<void> {
    await this.#ask((client) => client.remove(path));
  }

  async mkdir(path: string): Promise<void> {
    await this.#ask(async (client) => client.send(`MKD ${await client.protectWhitespace(path)}`));
  }

  async rmdir(path: string): Promise<void> {
    await this.#ask((client) => client.removeEmptyDir(path));
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#ask((client) => client.rename(from, to));
  }

  stat(path: string): Promise<string[]> {
    return this.#ask(async (client) => {
      const reply = await client.send(path === '' ? 'STAT' : `STAT ${await client.protectWhitespace(path)}`);
      return reply.message.split('\n').map((line) => line.replace(/^\d{3}[ -]/, ''));
    });
  }

  async quit(): Promise<void> {
    if (!this.open) return;
    const cancel = startDeadline(GOODBYE, () => this.#client.close());
    await this.#client.send('QUIT').catch(() => {});
    cancel();
    // Closing says QUIT again, to a connection that is over.
    this.#client.ftp.log = () => {};
    this.#client.ftp.socket.destroy();
    this.#client.close();
  }

  /** By MLSD where the server has it. A file is listed by LIST only, and what neither lists fails as MLSD said. */
  async #list(path: string): Promise<FileInfo[]> {
    const client = this.#client;
    const byLine = (): Promise<FileInfo[]> => {
      client.availableListCommands = ['LIST -a', 'LIST'];
      return client.list(path);
    };
    if (!this.#listsByFacts) return byLine();
    try {
      client.availableListCommands = ['MLSD'];
      return await client.list(path);
    } catch (error) {
      if (!(error instanceof FTPError)) throw error;
      return byLine().catch((second: unknown) => { throw second instanceof FTPError ? error : second; });
    }
  }

  async #ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await question(this.#client);
    } catch (error) {
      throw explainFtpError(error, this.#client);
    }
  }
}

function entryOf({ name, type, size, modifiedAt }: FileInfo): RemoteEntry {
  return { name, type: TYPES[type], size: type === FileType.File ? size : null, modified: modifiedAt ?? null };
}

/** An answer that some servers cannot give, or not in a form that can be read. */
async function optional<T>(client: Client, answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (client.closed) throw error;
    return null;
  }
}
