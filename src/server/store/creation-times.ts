import type { Entry } from './entry.ts';

/** Times kept at once; the oldest is forgotten first. */
const LIMIT = 10_000;

/**
 * Times of creation that clients have set (MFCT). Unix systems have no call for it, so they are remembered here, for as long as the server runs.
 */
export class CreationTimes {
  readonly #times = new Map<string, Date>();

  set(entry: Entry, created: Date): void {
    const key = keyOf(entry);
    this.#times.delete(key);
    this.#times.set(key, created);
    for (const oldest of this.#times.keys()) {
      if (this.#times.size <= LIMIT) break;
      this.#times.delete(oldest);
    }
  }

  /** The entry with the time that was set for it, if one was. */
  of(entry: Entry): Entry {
    const created = this.#times.size === 0 ? undefined : this.#times.get(keyOf(entry));
    return created === undefined ? entry : { ...entry, created };
  }

  async *ofAll(entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
    for await (const entry of entries) yield this.of(entry);
  }
}

/** A file that is made anew may get the number of one that is gone, but not its time as well. */
function keyOf({ unique, created }: Entry): string { return `${unique} ${created?.getTime() ?? ''}`; }
