import { escapeBytes } from '../wire/escape.ts';
import { Excerpt } from './excerpt.ts';
import type { Channel, Direction, WireEvent } from './wire-event.ts';

/** Bytes that are kept of a stream. */
const KEPT: Readonly<Record<Channel, number>> = { control: 64 * 1024, data: 8 * 1024 };

/**
 * What went over the wire, all connections of all sessions on one timeline. Of each session, channel and direction it keeps
 * head and tail, of data less than of what control connections say; a note stands for what lies between, with the count
 * and SHA-256 of all the bytes.
 */
export class Transcript {
  readonly #clock: () => number;
  readonly #start: number;
  readonly #streams = new Map<string, Stream>();
  #count = 0;
  readonly #others: WireEvent[] = [];

  /** @param clock milliseconds from any origin; never goes backwards. */
  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
    this.#start = clock();
  }

  /** Takes a copy of what it keeps; a string is recorded as its UTF-8 bytes. */
  record(session: number, channel: Channel, direction: Direction, data: Uint8Array | string): void {
    const bytes = typeof data === 'string' ? Buffer.from(data) : data;
    if (bytes.length === 0) return;
    const key = `${session} ${channel} ${direction}`;
    let stream = this.#streams.get(key);
    if (stream === undefined) {
      stream = { session, channel, direction, excerpt: new Excerpt(KEPT[channel]) };
      this.#streams.set(key, stream);
    }
    stream.excerpt.add(this.#clock() - this.#start, this.#count++, bytes);
  }

  /** Takes over what somebody else has recorded; it comes behind what is recorded here. */
  include(events: readonly WireEvent[]): void { this.#others.push(...events); }

  /** The timeline so far. */
  events(): WireEvent[] {
    const own = [...this.#streams.values()].flatMap(eventsOf).sort((a, b) => a.order - b.order).map(({ event }) => event);
    return [...own, ...this.#others];
  }
}

interface Stream {
  readonly session: number;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly excerpt: Excerpt;
}

function eventsOf({ session, channel, direction, excerpt }: Stream): { order: number; event: WireEvent }[] {
  const { shown, gap } = excerpt.pieces();
  const events: { order: number; event: WireEvent }[] = shown.map(({ at, order, text }) => ({
    order,
    event: { at: toHundredths(at), session, channel, direction, data: escapeBytes(Buffer.from(text, 'latin1')) },
  }));
  if (gap !== null) {
    const { at, order, missing, bytes, sha256 } = gap;
    const data = `${missing} of ${bytes} bytes ${direction === 'note' ? 'of notes' : direction} are not shown`;
    events.push({ order, event: { at: toHundredths(at), session, channel, direction: 'note', data, bytes, sha256 } });
  }
  return events;
}

function toHundredths(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
