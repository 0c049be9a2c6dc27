import type { Socket } from 'node:net';
import { posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FtpspecError } from '../ftpspec-error.ts';
import { MinimalClient, type MinimalClientOptions } from '../dialects/minimal-ftp/client.ts';
import { parseListLine } from '../wire/list-line.ts';
import { HeldConnection } from './held-connection.ts';
import { LimitedFiles } from './limited-files.ts';
import { openLocal } from './local-source.ts';
import { receiveFile } from './receive-file.ts';
import type { RemoteEntry, TransferOptions, Transferred } from './remote-files.ts';

const FOREVER = new AbortController().signal;
/** Milliseconds that the server has to agree that a transfer is over. */
const PATIENCE = 3000;
/** Bytes of a listing that are taken. */
const LISTING = 16 * 2 ** 20;

/** The files of a server of `minimal-ftp`. There is no resume: nothing of an interrupted transfer is kept. */
export class MinimalFiles extends LimitedFiles {
  protected readonly protocol = 'minimal-ftp';
  protected readonly has = 'ls, get, put and cd';
  readonly #held: HeldConnection<MinimalClient>;
  readonly #place: { directory: string };

  private constructor(held: HeldConnection<MinimalClient>, place: { directory: string }) {
    super();
    this.#held = held;
    this.#place = place;
  }

  /** @throws RemoteError */
  static async open(options: MinimalClientOptions, signal: AbortSignal): Promise<MinimalFiles> {
    const place = { directory: '/' };
    // A new connection, after an interruption, goes where the last one was.
    const dial = async (): Promise<MinimalClient> => {
      const client = await MinimalClient.connect(options);
      if (place.directory !== '/') await client.cd(place.directory);
      return client;
    };
    return new MinimalFiles(await HeldConnection.open(dial, signal), place);
  }

  get open(): boolean { return this.#held.open; }
  get greeting(): string { return this.#held.client?.greeting ?? ''; }

  /** LIST takes no name: another directory is entered, and left again. */
  override list(path: string, signal: AbortSignal): Promise<RemoteEntry[]> {
    return this.#held.use(signal, async (client) => {
      if (path === '') return listed(client, signal);
      await client.cd(path);
      try {
        return await listed(client, signal);
      } finally {
        await client.cd(this.#place.directory);
      }
    }, PATIENCE);
  }

  override get(remote: string, local: string, options: TransferOptions): Promise<Transferred> {
    return this.#held.use(options.signal, (client) => receiveFile(local, {
      size: null, modified: null, restarts: false,
      read: (into, _, signal) => client.fetch('RETR', remote, (data) => pipeline(data, into, { signal })),
    }, options), PATIENCE);
  }

  override async put(local: string, remote: string, { signal, progress }: TransferOptions): Promise<Transferred> {
    const source = await openLocal(local);
    try {
      await this.#held.use(signal, (client) => client.store(remote, async (data) => {
        // An orderly end would be the end of the file (MIN-PRO-R4): whatever goes wrong ends in a reset.
        const reset = (): void => { data.resetAndDestroy(); };
        signal.addEventListener('abort', reset, { once: true });
        try {
          await sent(data, source.stream(0, (at) => progress(at, source.size), reset));
          source.check();
        } catch (error) {
          reset();
          source.check();
          throw error;
        } finally {
          signal.removeEventListener('abort', reset);
        }
      }), PATIENCE);
      return { size: source.size, resumedAt: 0 };
    } finally {
      await source.close();
    }
  }

  override async cd(path: string): Promise<void> {
    await this.#held.use(FOREVER, (client) => client.cd(path));
    this.#place.directory = posix.resolve(this.#place.directory, path);
  }

  /** The protocol has no such command: the way that cd has gone. */
  override async pwd(): Promise<string> { return this.#place.directory; }

  async quit(): Promise<void> {
    await this.#held.client?.quit().catch(() => {});
  }
}

async function listed(client: MinimalClient, signal: AbortSignal): Promise<RemoteEntry[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  await client.fetch('LIST', '', (data) => pipeline(data, async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > LISTING) throw new FtpspecError('TOO_LARGE', `the listing is larger than ${LISTING} bytes`);
      chunks.push(chunk);
    }
  }, { signal }));
  const lines = Buffer.concat(chunks).toString().split(/\r?\n/).filter((line) => line !== '');
  // A listing of bare names is one too.
  return lines.map((line) => ({ name: line, type: 'other' as const, size: null, ...parseListLine(line), modified: null }));
}

async function sent(data: Socket, source: AsyncIterable<Buffer>): Promise<void> {
  // The server sends nothing here; reading shows its end.
  data.resume();
  await pipeline(source, data, { end: false });
  await new Promise<void>((resolve, reject) => {
    data.once('close', () => { if (!data.writableFinished) reject(new FtpspecError('CONNECTION_LOST', 'the data connection was lost')); });
    data.end(() => resolve());
  });
}
