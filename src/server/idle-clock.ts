/** Tells when nothing has happened for so long. The limit may change (SITE IDLE); from then on it counts from the change. */
export class IdleClock {
  readonly #expired: () => void;
  #limit: number;
  #timer: NodeJS.Timeout | null;

  /** @param limit milliseconds */
  constructor(limit: number, expired: () => void) {
    this.#limit = limit;
    this.#expired = expired;
    this.#timer = setTimeout(expired, limit);
  }

  /** Milliseconds. */
  get limit(): number { return this.#limit; }

  set limit(limit: number) {
    if (limit === this.#limit || this.#timer === null) return;
    this.#limit = limit;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#expired, limit);
  }

  /** Something has happened. */
  refresh(): void { this.#timer?.refresh(); }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
