import type { Socket } from 'node:net';
import type { Channel } from '../../server/channel.ts';
import type { Request } from '../../server/command-line.ts';
import { ControlChannel } from '../../server/control-channel.ts';
import type { RequestReader } from './word-reader.ts';

/** Held between the words of the server inside this program; it never goes out. No name holds it. */
export const WORD_END = '\0';

/**
 * The control connection of ephemeral-port. Each word of the server is a send of its own, as in the document's programs; whether it
 * arrives as a segment of its own is not in the server's hand.
 */
export class WordChannel implements Channel {
  private readonly inner: ControlChannel;
  private readonly reader: RequestReader;

  constructor(socket: Socket, reader: RequestReader) {
    this.inner = new ControlChannel(socket, 0, (verb) => verb);
    this.reader = reader;
  }

  get requests(): readonly Request[] { return this.inner.requests; }
  get blocked(): boolean { return this.inner.blocked; }

  take(chunk: Buffer): void {
    this.inner.requests.push(...this.reader.push(chunk));
    // Nothing more to read: the inner channel looks whether the client has to wait.
    this.inner.take(Buffer.alloc(0));
  }

  next(ready: (request: Request) => boolean): Request | undefined { return this.inner.next(ready); }

  reply(bytes: Buffer): void {
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(WORD_END, start);
      const word = bytes.subarray(start, end < 0 ? bytes.length : end);
      if (word.length > 0) this.inner.reply(word);
      this.inner.flush();
      start += word.length + 1;
    }
  }

  flush(): void { this.inner.flush(); }
  room(): Promise<void> { return this.inner.room(); }
}
