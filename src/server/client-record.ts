/** Commands of a client that are kept. */
const KEPT = 100;
/** Bytes of an argument that are kept. */
const LONGEST = 255;

/** A command as it was answered. */
interface Answered {
  /** ISO 8601. */
  readonly at: string;
  readonly command: string;
  readonly code: number;
}

/** What one client has done since it came: counters, and its latest commands. */
export class ClientRecord {
  readonly #began = Date.now();
  /** A ring: the command number n stands at n modulo `KEPT`. */
  readonly #latest: (readonly [at: number, on: string, argument: string, code: number])[] = [];
  #commands = 0;
  #files = 0;
  readonly #bytes = { sent: 0, received: 0 };

  /** The latest commands, oldest first, without passwords. */
  get history(): Answered[] {
    const oldest = this.#commands % KEPT;
    const inOrder = this.#commands <= KEPT ? this.#latest : [...this.#latest.slice(oldest), ...this.#latest.slice(0, oldest)];
    return inOrder.map(([at, on, argument, code]) => ({ at: new Date(at).toISOString(), command: argument === '' ? on : `${on} ${argument}`, code }));
  }

  answered(on: string, argument: string, code: number): void {
    if (on.startsWith('[')) return;
    this.#latest[this.#commands % KEPT] = [Date.now(), on, short(argument), code];
    this.#commands += 1;
  }

  transferred(kind: 'file' | 'upload' | 'listing', bytes: number, whole: boolean): void {
    this.#bytes[kind === 'upload' ? 'received' : 'sent'] += bytes;
    if (whole && kind !== 'listing') this.#files += 1;
  }

  /** For the log; `seconds` is how long the client was there. */
  summary(): { readonly seconds: number; readonly commands: number; readonly files: number; readonly bytes: { readonly sent: number; readonly received: number } } {
    return { seconds: Math.round((Date.now() - this.#began) / 1000), commands: this.#commands, files: this.#files, bytes: this.#bytes };
  }
}

/** A copy: a part of a string would keep the whole of it in memory. */
function short(argument: string): string {
  return argument.length <= LONGEST ? argument : Buffer.from(argument.slice(0, LONGEST), 'latin1').toString('latin1');
}
