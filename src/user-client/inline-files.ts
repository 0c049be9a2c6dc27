import { InlineClient, type InlineClientOptions } from '../dialects/inline-marker/client.ts';
import { chosenEntries } from './flat-listing.ts';
import { HeldConnection } from './held-connection.ts';
import { LimitedFiles } from './limited-files.ts';
import { openLocal } from './local-source.ts';
import { checkReceivable } from './receive-file.ts';
import type { RemoteEntry, TransferOptions, Transferred } from './remote-files.ts';

const FOREVER = new AbortController().signal;

/** The files of a server of `inline-marker` or `inline-length`. There is no resume: nothing of an interrupted transfer is kept. */
export class InlineFiles extends LimitedFiles {
  protected readonly protocol: string;
  protected readonly has = 'ls, get, put, del and stat';
  readonly #held: HeldConnection<InlineClient>;

  private constructor(held: HeldConnection<InlineClient>, protocol: string) {
    super();
    this.#held = held;
    this.protocol = protocol;
  }

  /** @throws RemoteError */
  static async open(options: InlineClientOptions, signal: AbortSignal): Promise<InlineFiles> {
    const held = await HeldConnection.open(() => InlineClient.connect(options), signal);
    return new InlineFiles(held, options.framing === 'length' ? 'inline-length' : 'inline-marker');
  }

  get open(): boolean { return this.#held.open; }
  get greeting(): string { return this.#held.client?.greeting ?? ''; }

  override list(path: string, signal: AbortSignal): Promise<RemoteEntry[]> {
    return this.#held.use(signal, async (client) => {
      const entries = await client.list();
      // The server's clock: its zone is not told, so the time is not certain.
      return chosenEntries(entries.map(({ name, kind, size }) => ({ name, type: kind, size: kind === 'file' ? size : null, modified: null })), path);
    });
  }

  override async get(remote: string, local: string, { signal, progress }: TransferOptions): Promise<Transferred> {
    await checkReceivable(local);
    return this.#held.use(signal, async (client) => ({ size: await client.get(remote, local, progress), resumedAt: 0 }));
  }

  override async put(local: string, remote: string, { signal, progress }: TransferOptions): Promise<Transferred> {
    await (await openLocal(local)).close();
    return this.#held.use(signal, async (client) => ({ size: await client.put(local, remote, progress), resumedAt: 0 }));
  }

  override delete(path: string): Promise<void> { return this.#held.use(FOREVER, (client) => client.remove(path)); }

  /** Of the server: its system and its statistics. Of a file: its line of the listing. */
  override stat(path: string): Promise<string[]> {
    return this.#held.use(FOREVER, async (client) => {
      if (path === '') return [await client.system(), ...await client.stat()];
      const entries = await client.list();
      chosenEntries(entries.map(({ name, kind, size }) => ({ name, type: kind, size, modified: null })), path);
      return entries.filter(({ name }) => name === path).map(({ name, kind, size, modified }) => `${kind} ${size} bytes ${modified} ${name}`);
    });
  }

  async quit(): Promise<void> {
    await this.#held.client?.quit().catch(() => {});
    this.#held.client?.destroy();
  }
}
