/** What a wire makes of the bytes of a server. */
export interface Tell {
  /** A reply, as the code that the specification gives it. */
  readonly reply: (code: number, text: string) => void;
  /** A file that came between replies; `whole`: as many bytes as were announced. */
  readonly file: (bytes: Buffer, whole: boolean) => void;
  /** A port to connect to for the file that was asked for. */
  readonly port: (number: number) => void;
  /** No reply of this protocol. */
  readonly malformed: (why: string) => void;
}

/** Reads what one connection brings. */
export interface WireReader {
  /** A command is about to be sent: what comes may be read by it. */
  sent(verb: string): void;
  push(chunk: Buffer): void;
  /** The server has ended its side. */
  ended(): void;
}

/** How a protocol of one's own looks on the connection. The engine knows no more of it. */
export interface Wire {
  /** Replies that are not said: a step in silence, by the specification. */
  readonly silent: ReadonlySet<number>;
  /** One command a connection. */
  readonly once: boolean;
  /** Nothing tells where a listing ends. */
  readonly openListing: boolean;
  format(verb: string, argument: string): Buffer;
  /** A file on the way to the server, on the control connection; null where files have connections of their own. */
  body(content: Buffer): Buffer | null;
  reader(tell: Tell): WireReader;
}
