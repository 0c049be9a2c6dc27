import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { Channel } from '../../server/channel.ts';
import type { Request } from '../../server/command-line.ts';
import { DataSocket } from '../../server/data/data-socket.ts';
import { BlockReader } from './block-reader.ts';
import { CommandLines } from './command-lines.ts';
import { requestOf } from './request.ts';

/** Bytes that may wait to be read as commands, and as a file; then the client has to wait. */
const COMMANDS_AHEAD = 64 * 1024;
const FILE_AHEAD = 1024 * 1024;
/** Bytes of replies that a client may leave unread before the server stops answering. */
const UNREAD = 256 * 1024;

/**
 * The server's end of a connection that carries commands and files. What arrives is kept as bytes until it is known what it
 * is: lines are cut off one at a time, and during an upload its reader takes the bytes instead.
 */
export class InlineChannel implements Channel {
  readonly carriesData = true;
  blocked = false;
  readonly #socket: Socket;
  readonly #lines: CommandLines;
  readonly #canonical: (verb: string) => string;
  #waiting: Buffer[] = [];
  #length = 0;
  #pending: Request | null = null;
  #file = false;
  /** Takes the file where the connection allows it: what comes as chunks costs a buffer each. */
  #reader: BlockReader | null = null;
  #ended = false;
  #corked = false;
  #wake: (() => void) | null = null;

  constructor(socket: Socket, lineLimit: number, canonical: (verb: string) => string) {
    this.#socket = socket;
    this.#lines = new CommandLines(lineLimit);
    this.#canonical = canonical;
    const ended = (): void => {
      this.#ended = true;
      this.#wake?.();
    };
    socket.on('end', ended).on('close', ended);
  }

  get requests(): readonly Request[] {
    if (this.#file) return [];
    this.#pending ??= this.#parse();
    return this.#pending === null ? [] : [this.#pending];
  }

  take(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#length += chunk.length;
    if (this.#length >= this.#room) this.#socket.pause();
    this.#wake?.();
  }

  next(ready: (request: Request) => boolean): Request | undefined {
    const [request] = this.requests;
    if (request === undefined || !ready(request)) return undefined;
    this.#pending = null;
    return request;
  }

  reply(bytes: Buffer): void {
    if (!this.#socket.writable) return;
    if (!this.#corked) this.#socket.cork();
    this.#corked = true;
    this.#socket.write(bytes);
  }

  flush(): void {
    if (this.#corked) this.#socket.uncork();
    this.#corked = false;
  }

  async room(): Promise<void> {
    const { writableLength, destroyed } = this.#socket;
    if (writableLength <= UNREAD || destroyed) return;
    this.blocked = true;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#socket.off('drain', done).off('close', done);
        resolve();
      };
      this.#socket.on('drain', done).on('close', done);
      this.flush();
    });
    this.blocked = false;
  }

  /** From now on what arrives is a file, until `endFile`. */
  beginFile(): void {
    this.#file = true;
    // What the socket itself still holds came before all that a reader would get.
    if (!(this.#socket instanceof DataSocket) || this.#socket.readableLength > 0) return;
    this.#reader = new BlockReader(() => this.#wake?.());
    this.#socket.readInto(this.#reader);
  }

  /** The file is over; `rest` came after it and is commands. */
  endFile(rest: readonly Buffer[]): void {
    this.#file = false;
    // Copies: the blocks of the reader are used again, and a few commands should keep no block alive.
    const commands = [...rest, ...this.#take()].map((chunk) => Buffer.from(chunk));
    if (this.#socket instanceof DataSocket) this.#socket.readInto(null);
    this.#reader = null;
    this.#waiting.unshift(...commands);
    this.#length += commands.reduce((sum, { length }) => sum + length, 0);
  }

  /** The bytes of a file that wait, or that come within `patience` milliseconds, valid until the next call; null when none come any more. */
  async read(patience: number, signal: AbortSignal): Promise<Buffer[] | null> {
    if (this.#empty && !this.#ended && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          this.#wake = null;
          resolve();
        };
        const timer = setTimeout(done, patience);
        signal.addEventListener('abort', done);
        this.#wake = done;
      });
      // What arrives in the same turn of the event loop is taken with it: a write of many chunks costs hardly more than one of one.
      await turn();
    }
    // Nothing more is wanted of a client that never stops sending.
    return this.#empty || signal.aborted ? null : [...this.#drain(), ...this.#take()];
  }

  get #room(): number { return this.#file ? FILE_AHEAD : COMMANDS_AHEAD; }

  get #empty(): boolean { return this.#length === 0 && (this.#reader?.empty ?? true); }

  /** What the reader has. */
  #take(): Buffer[] {
    if (this.#reader === null) return [];
    const { paused } = this.#reader;
    const blocks = this.#reader.take();
    if (paused) this.#socket.resume();
    return blocks;
  }

  #drain(): Buffer[] {
    const bytes = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    if (this.#socket.isPaused()) this.#socket.resume();
    return bytes;
  }

  #parse(): Request | null {
    for (let chunk = this.#waiting.shift(); chunk !== undefined; chunk = this.#waiting.shift()) {
      const { line, rest } = this.#lines.cut(chunk);
      this.#length -= chunk.length - rest.length;
      if (rest.length > 0) this.#waiting.unshift(rest);
      if (this.#length < COMMANDS_AHEAD / 2 && this.#socket.isPaused()) this.#socket.resume();
      if (line !== null) return requestOf(line, this.#canonical);
    }
    return null;
  }
}
