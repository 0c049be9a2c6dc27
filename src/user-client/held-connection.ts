import { startDeadline } from '../client/deadline.ts';
import { explainDialectError } from './dialect-errors.ts';
import { RemoteError } from './remote-error.ts';

/** A client that can be ended at once. */
interface Endable { destroy(): void }

/**
 * The connection of a protocol in which a transfer can be stopped only by ending the connection: the next use after an
 * interruption makes another one. A connection that was lost in any other way stays lost.
 */
export class HeldConnection<C extends Endable> {
  readonly #dial: () => Promise<C>;
  #client: C | null = null;
  #lost = false;

  private constructor(dial: () => Promise<C>) { this.#dial = dial; }

  /** @throws RemoteError */
  static async open<C extends Endable>(dial: () => Promise<C>, signal: AbortSignal): Promise<HeldConnection<C>> {
    const held = new HeldConnection(dial);
    await held.use(signal, async () => {});
    return held;
  }

  get open(): boolean { return !this.#lost; }

  /** The client, if there is a connection at the moment. */
  get client(): C | null { return this.#client; }

  /**
   * Does some work, which an abort ends: the work itself in `patience` milliseconds, else by the end of the connection.
   * Errors come out as `explainDialectError` has them.
   */
  async use<T>(signal: AbortSignal, work: (client: C) => Promise<T>, patience = 0): Promise<T> {
    if (signal.aborted) throw interrupted();
    if (this.#lost) throw new RemoteError('UNREACHABLE', 'the connection was lost');
    let cancel = (): void => {};
    const stop = (): void => {
      if (patience === 0) this.#drop();
      else cancel = startDeadline(patience, () => this.#drop());
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await work(this.#client ??= await this.#connect(signal));
    } catch (error) {
      throw this.#after(error, signal);
    } finally {
      cancel();
      signal.removeEventListener('abort', stop);
    }
  }

  async #connect(signal: AbortSignal): Promise<C> {
    const dialled = this.#dial();
    let stop = (): void => {};
    const aborted = new Promise<never>((_, reject) => { stop = () => reject(interrupted()); });
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([dialled, aborted]);
    } catch (error) {
      // Who is not waited for any more is hung up on.
      dialled.then((client) => client.destroy(), () => {});
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  #after(error: unknown, signal: AbortSignal): unknown {
    const explained = explainDialectError(error);
    const gone = explained instanceof RemoteError && (explained.code === 'UNREACHABLE' || explained.code === 'INCOMPLETE' || explained.senseless);
    if (signal.aborted) {
      if (gone) this.#drop();
      return interrupted(error);
    }
    // After what is no reply nobody knows where in the stream we are.
    if (gone) {
      this.#drop();
      this.#lost = true;
    }
    return explained;
  }

  #drop(): void {
    this.#client?.destroy();
    this.#client = null;
  }
}

function interrupted(cause?: unknown): RemoteError {
  return new RemoteError('ABORTED', 'interrupted', { cause });
}
