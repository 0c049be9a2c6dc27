import type { Reply } from '../wire/reply.ts';
import type { Arrival } from './arrival.ts';
import { startDeadline } from './deadline.ts';
import type { PeerEnding } from './peer-ending.ts';

/** Replies in the order of the wire, for takers in the order of their calls. After the last reply each taker learns how it ended. */
export class ArrivalQueue {
  readonly #replies: Reply[] = [];
  readonly #waiting: ((arrival: Arrival) => void)[] = [];
  readonly #partial: () => Buffer;
  #ending: PeerEnding | null = null;

  /** @param partial tells what came of a reply that is not complete. */
  constructor(partial: () => Buffer) {
    this.#partial = partial;
  }

  get length(): number {
    return this.#replies.length;
  }

  push(reply: Reply): void {
    const waiter = this.#waiting.shift();
    if (waiter === undefined) this.#replies.push(reply);
    else waiter({ kind: 'reply', reply });
  }

  end(how: PeerEnding): void {
    this.#ending = how;
    for (const waiter of this.#waiting.splice(0)) waiter({ kind: 'ended', how, partial: this.#partial() });
  }

  /** Empties the queue. */
  takeAll(): Reply[] {
    return this.#replies.splice(0);
  }

  /** Always resolves, at the latest after `deadline` milliseconds. */
  take(deadline: number): Promise<Arrival> {
    const reply = this.#replies.shift();
    if (reply !== undefined) return Promise.resolve({ kind: 'reply', reply });
    if (this.#ending !== null) return Promise.resolve({ kind: 'ended', how: this.#ending, partial: this.#partial() });
    const began = performance.now();
    return new Promise((resolve) => {
      const finish = (arrival: Arrival) => {
        cancel();
        resolve(arrival);
      };
      const cancel = startDeadline(deadline, () => {
        this.#waiting.splice(this.#waiting.indexOf(finish), 1);
        finish({ kind: 'silence', waited: performance.now() - began, partial: this.#partial() });
      });
      this.#waiting.push(finish);
    });
  }
}
