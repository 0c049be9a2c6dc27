import { EphemeralPortClient } from '../dialects/ephemeral-port/client.ts';
import { chosenEntries } from './flat-listing.ts';
import { HeldConnection } from './held-connection.ts';
import { LimitedFiles } from './limited-files.ts';
import { openLocal } from './local-source.ts';
import { checkReceivable } from './receive-file.ts';
import type { RemoteEntry, TransferOptions, Transferred } from './remote-files.ts';

/** Milliseconds that the server has to agree that a transfer is over. */
const PATIENCE = 3000;

type ClientOptions = Parameters<typeof EphemeralPortClient.connect>[0];

/** The files of a server of `ephemeral-port` or `ephemeral-port-lines`. There is no resume: nothing of an interrupted transfer is kept. */
export class EphemeralPortFiles extends LimitedFiles {
  readonly greeting = '';
  protected readonly protocol: string;
  protected readonly has = 'ls, get and put';
  readonly #held: HeldConnection<EphemeralPortClient>;

  private constructor(held: HeldConnection<EphemeralPortClient>, protocol: string) {
    super();
    this.#held = held;
    this.protocol = protocol;
  }

  /** @throws RemoteError */
  static async open(options: ClientOptions, signal: AbortSignal): Promise<EphemeralPortFiles> {
    const held = await HeldConnection.open(() => EphemeralPortClient.connect(options), signal);
    return new EphemeralPortFiles(held, options.framing === 'lines' ? 'ephemeral-port-lines' : 'ephemeral-port');
  }

  get open(): boolean { return this.#held.open; }

  /** Names are all that this protocol tells. */
  override list(path: string, signal: AbortSignal): Promise<RemoteEntry[]> {
    return this.#held.use(signal, async (client) => chosenEntries((await client.list()).map((name) => ({ name, type: 'file', size: null, modified: null })), path));
  }

  override async get(remote: string, local: string, { signal, progress }: TransferOptions): Promise<Transferred> {
    await checkReceivable(local);
    return this.#held.use(signal, async (client) => ({ size: await client.get(remote, local, { signal, progress }), resumedAt: 0 }), PATIENCE);
  }

  override async put(local: string, remote: string, { signal, progress }: TransferOptions): Promise<Transferred> {
    await (await openLocal(local)).close();
    return this.#held.use(signal, async (client) => ({ size: await client.put(local, remote, { signal, progress }), resumedAt: 0 }), PATIENCE);
  }

  async quit(): Promise<void> {
    await this.#held.client?.quit();
  }
}
