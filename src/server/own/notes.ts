/** Names that can be kept at a time, and bytes of names and words together. */
const NAMES = 10_000;
const BYTES = 16 * 2 ** 20;

/** Words kept under names, in memory: the only thing that a protocol of one's own can remember beyond its states and files. */
export class Notes {
  readonly #words = new Map<string, string>();
  #bytes = 0;

  /** Keeps words under a name, in place of earlier ones; false where there is no room. */
  keep(name: string, words: string): boolean {
    const before = this.#words.get(name);
    const bytes = this.#bytes + words.length - (before === undefined ? -name.length : before.length);
    if (bytes > BYTES || (before === undefined && this.#words.size >= NAMES)) return false;
    this.#words.set(name, words);
    this.#bytes = bytes;
    return true;
  }

  get(name: string): string | undefined { return this.#words.get(name); }

  /** The words that were kept, if any; they are no longer. */
  forget(name: string): string | undefined {
    const words = this.#words.get(name);
    if (words === undefined) return undefined;
    this.#words.delete(name);
    this.#bytes -= name.length + words.length;
    return words;
  }

  names(): string[] { return [...this.#words.keys()]; }
}
