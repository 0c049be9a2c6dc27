import type { Socket } from 'node:net';
import { Pace } from './data/pace.ts';
import type { GuardSettings } from './guard-settings.ts';
import type { User } from './users.ts';

/** Addresses whose failures are remembered; beyond, the one that failed longest ago is forgotten. */
const MOST_ADDRESSES = 10_000;

/** What a server knows of its clients beyond their sessions: how many come from one address, who fails, who uses what. */
export class Guard {
  readonly #settings: GuardSettings;
  readonly #sessions = new Map<string, number>();
  /** By the time of the last failure. */
  readonly #failures = new Map<string, { readonly count: number; readonly last: number }>();
  readonly #loggedIn = new Map<Socket, User>();
  readonly #watched = new WeakSet<Socket>();
  readonly #paces = new Map<User, Pace>();
  readonly #total: Pace | null;
  readonly #waiting = new Set<() => void>();
  #stopped = false;

  constructor(settings: GuardSettings) {
    this.#settings = settings;
    this.#total = settings.totalRate === null ? null : new Pace(settings.totalRate);
  }

  /** Whether an address may open a session; then it counts until its socket closes. */
  admits(address: string, socket: Socket): boolean {
    const already = this.#sessions.get(address) ?? 0;
    if (already >= (this.#settings.addressSessions ?? Infinity) || this.isBarred(address)) return false;
    this.#sessions.set(address, already + 1);
    socket.once('close', () => {
      const left = (this.#sessions.get(address) ?? 1) - 1;
      if (left > 0) this.#sessions.set(address, left);
      else this.#sessions.delete(address);
    });
    return true;
  }

  /** Whether an address has failed too often. */
  isBarred(address: string): boolean {
    return (this.#recent(address)?.count ?? 0) >= (this.#settings.addressFailures ?? Infinity);
  }

  /** Counts a failed login, and waits before it is refused; no longer than the socket stands. */
  async failed(address: string, socket: Socket): Promise<void> {
    const count = (this.#recent(address)?.count ?? 0) + 1;
    this.#failures.delete(address);
    this.#failures.set(address, { count, last: performance.now() });
    if (this.#failures.size > MOST_ADDRESSES) this.#failures.delete(this.#failures.keys().next().value!);
    if (this.#settings.loginDelay === 0 || socket.destroyed || this.#stopped) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        socket.off('close', done);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, this.#settings.loginDelay);
      socket.once('close', done);
      this.#waiting.add(done);
    });
  }

  /** Nobody waits any more. */
  stop(): void {
    this.#stopped = true;
    for (const done of this.#waiting) done();
  }

  /** Whether a user may have one more session. Counts it until its socket closes or it logs in as another. */
  takes(user: User, socket: Socket): boolean {
    this.#loggedIn.delete(socket);
    const others = [...this.#loggedIn.values()].filter((one) => one === user).length;
    if (others >= (user.sessionLimit ?? Infinity)) return false;
    this.#loggedIn.set(socket, user);
    // One listener a connection, however often somebody logs in on it.
    if (!this.#watched.has(socket)) socket.once('close', () => this.#loggedIn.delete(socket));
    this.#watched.add(socket);
    return true;
  }

  /** What limits the transfers of a user beside the limit of each. */
  pacesOf(user: User | null): readonly Pace[] {
    const paces = this.#total === null ? [] : [this.#total];
    if (user?.rateLimit === undefined) return paces;
    const own = this.#paces.get(user) ?? new Pace(user.rateLimit);
    this.#paces.set(user, own);
    return [...paces, own];
  }

  #recent(address: string): { readonly count: number } | null {
    const known = this.#failures.get(address);
    return known === undefined || performance.now() - known.last > this.#settings.addressPause ? null : known;
  }
}
