import type { WireEvent } from '../../conformance/result.ts';
import { escapeBytes } from '../../src/wire/escape.ts';

interface Entry { readonly at: number; readonly session: number; readonly channel: WireEvent['channel']; readonly direction: WireEvent['direction']; readonly data: Buffer | string; readonly bytes: number }

/** Bytes shown of one piece, and pieces kept of one scenario. */
const SHOWN = 2048;
const MOST = 1500;

/** What went over the wire in one scenario, as it was; turned into text only where it is shown. */
export class WireLog {
  private readonly entries: Entry[] = [];
  private readonly began = performance.now();

  /** `data`: bytes, or a string of one character a byte; notes are text. */
  add(session: number, channel: WireEvent['channel'], direction: WireEvent['direction'], data: Buffer | string): void {
    if (this.entries.length >= MOST || data.length === 0) return;
    const kept = typeof data === 'string' ? data.slice(0, SHOWN) : data.length > SHOWN ? Buffer.from(data.subarray(0, SHOWN)) : data;
    this.entries.push({ at: performance.now() - this.began, session, channel, direction, data: kept, bytes: data.length });
  }

  /** What was sent and received on the control connection of a session; null where not all of it was kept. */
  control(session: number): { readonly sent: boolean; readonly data: Buffer | string }[] | null {
    const of = this.entries.filter((entry) => entry.session === session && entry.channel === 'control' && entry.direction !== 'note');
    return this.entries.length >= MOST || of.some(({ bytes }) => bytes > SHOWN) ? null : of.map(({ direction, data }) => ({ sent: direction === 'sent', data }));
  }

  events(): WireEvent[] {
    return this.entries.map(({ at, session, channel, direction, data, bytes }) => {
      const text = direction === 'note' ? escapeBytes(data) : escapeBytes(typeof data === 'string' ? Buffer.from(data, 'latin1') : data);
      return { at: Math.round(at * 100) / 100, session, channel, direction, data: text, ...(bytes > SHOWN ? { bytes } : {}) };
    });
  }
}
