/** Which of the two connections of a session. */
export type Channel = 'control' | 'data';

/** Seen from the client; a note is the client's own remark (connected, closed, reset). */
export type Direction = 'sent' | 'received' | 'note';

/** One thing on the wire. */
export interface WireEvent {
  /** Milliseconds since the transcript began, to a hundredth. */
  readonly at: number;
  readonly session: number;
  readonly channel: Channel;
  readonly direction: Direction;
  /** Escaped text (`\xNN`), safe to print anywhere. */
  readonly data: string;
  /** On the note that stands for what is not shown: all bytes of that session, channel and direction. */
  readonly bytes?: number;
  /** Of the same bytes, in hexadecimal. */
  readonly sha256?: string;
}
