import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { connectSocket } from '../../client/connect.ts';
import { writePieces } from '../../client/write-bytes.ts';
import { FtpspecError } from '../../ftpspec-error.ts';
import { escapeBytes } from '../../wire/escape.ts';
import { ClientStream } from './client-stream.ts';
import { parseListed, type Listed } from './listed.ts';
import { MarkerFinder } from './marker-finder.ts';
import { FILE_END, FILE_START } from './markers.ts';

export interface InlineClientOptions {
  readonly host: string;
  readonly port: number;
  /** Milliseconds that the server may be silent. */
  readonly timeout: number;
  /** How uploads are framed: by the marker alone, or by their size (`inline-length`). */
  readonly framing?: 'marker' | 'length';
  /** Told each line that is sent (`> …`) and each reply (`< …`). */
  readonly log?: ((line: string) => void) | undefined;
}

/** Told of each piece of a transfer: bytes so far, and bytes in all. */
export type Progress = (moved: number, total: number) => void;

const BLOCK = 256 * 1024;

/**
 * A client of `inline-marker` and `inline-length`; one call at a time. Every call may throw an `FtpspecError`: `REFUSED` when the server
 * said no, and the session goes on; after any other code from the server (`CONNECTION_LOST`, `SERVER_SILENT`, `BAD_REPLY`) it is over.
 */
export class InlineClient {
  /** What the server said first. */
  greeting = '';
  readonly #socket: Socket;
  readonly #stream: ClientStream;
  readonly #options: InlineClientOptions;

  private constructor(socket: Socket, options: InlineClientOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#stream = new ClientStream(socket, options.timeout);
  }

  /** Connects and takes the greeting. */
  static async connect(options: InlineClientOptions): Promise<InlineClient> {
    const { host, port, timeout } = options;
    const client = new InlineClient(await connectSocket({ host, port, timeout, halfOpen: false }), options);
    client.greeting = textOf(await client.#guarded(() => client.#expect(220)));
    return client;
  }

  /** The entries of the directory. */
  async list(): Promise<Listed[]> {
    return this.#ask('LIST', async () => {
      const first = parseListed((await this.#expect(200)).replace(/^.*?(?=(?:FILE|DIR) +[\d,]+ bytes )/s, ''));
      const entries: Listed[] = first === null ? [] : [first];
      for (let line = first === null ? '' : await this.#stream.line(); line !== ''; line = await this.#stream.line()) {
        const listed = parseListed(line);
        if (listed === null) throw new FtpspecError('BAD_REPLY', 'the server sent a line that is no line of a listing');
        entries.push(listed);
      }
      return entries;
    });
  }

  /** The lines of the statistics, such as `Connections: 3`. */
  async stat(): Promise<string[]> {
    return this.#ask('STAT', async () => {
      const lines: string[] = [];
      for (let line = await this.#expect(200); line !== ''; line = await this.#stream.line()) lines.push(line);
      return lines.slice(1);
    });
  }

  async system(): Promise<string> { return textOf(await this.#ask('SYST', () => this.#expect(200))); }

  async remove(name: string): Promise<void> { await this.#ask(command('DEL', name), () => this.#expect(200)); }

  /** Downloads a file; it appears under its local name when it is whole, and not before. Returns its size in bytes. */
  async get(name: string, local: string, progress: Progress = () => {}): Promise<number> {
    const line = command('GET', name);
    const temporary = `${local}.${randomBytes(6).toString('hex')}.part`;
    const file = await open(temporary, 'wx');
    try {
      const size = await this.#ask(line, () => this.#receive(file, progress));
      await file.close();
      await rename(temporary, local);
      return size;
    } catch (error) {
      await file.close().catch(() => {});
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /**
   * Uploads a file. Whether it can be read, and whether it can be sent at all, is seen before the server hears of it.
   * @throws FtpspecError `MARKER_IN_FILE` where only the marker says where a file ends, and the file holds it
   */
  async put(local: string, name: string, progress: Progress = () => {}): Promise<number> {
    const line = command('PUT', name);
    const file = await open(local, 'r');
    try {
      const { size } = await file.stat();
      if (this.#options.framing !== 'length' && (await holdsMarker(file))) {
        throw new FtpspecError('MARKER_IN_FILE', `${local} holds FILE_END and a line end, which would end it`, { hint: 'Use a server of inline-length, or pack the file.' });
      }
      await this.#ask(line, async () => {
        await this.#expect(150);
        if ((await this.#stream.line()) !== 'READY_FOR_FILE') throw new FtpspecError('BAD_REPLY', 'the server did not say READY_FOR_FILE');
        await this.#send(file, size, progress);
        await this.#expect(226);
      });
      return size;
    } finally {
      await file.close();
    }
  }

  /** Says QUIT and closes. */
  async quit(): Promise<void> {
    await this.#ask('QUIT', () => this.#expect(221));
    this.destroy();
  }

  /** Closes at once, whatever is on its way. */
  destroy(): void { this.#socket.destroy(); }

  async #receive(file: FileHandle, progress: Progress): Promise<number> {
    await this.#expect(150);
    const size = Number(/^Size: (\d+) bytes$/.exec(await this.#stream.line())?.[1] ?? NaN);
    if (!Number.isSafeInteger(size) || (await this.#stream.line()) !== 'FILE_START') throw new FtpspecError('BAD_REPLY', 'the server did not announce the file');
    let moved = 0;
    await this.#stream.body(size, async (chunk) => {
      await file.writeFile(chunk);
      progress((moved += chunk.length), size);
    });
    if ((await this.#stream.line()) !== 'FILE_END') throw new FtpspecError('BAD_REPLY', `no FILE_END after the ${size} bytes that were announced`);
    return size;
  }

  async #send(file: FileHandle, size: number, progress: Progress): Promise<void> {
    const head = this.#options.framing === 'length' ? [Buffer.from(`Size: ${size} bytes\r\n`), FILE_START] : [FILE_START];
    await this.#write(Buffer.concat(head));
    const buffer = Buffer.allocUnsafe(Math.min(BLOCK, size));
    for (let sent = 0; sent < size;) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, size - sent), sent);
      if (bytesRead === 0) throw new FtpspecError('FILE_CHANGED', 'the file became shorter while it was sent');
      await this.#write(buffer.subarray(0, bytesRead));
      progress((sent += bytesRead), size);
    }
    await this.#write(FILE_END);
  }

  async #write(bytes: Buffer): Promise<void> {
    const { how } = await writePieces(this.#socket, [bytes], this.#options.timeout, () => {});
    if (how === 'reset') throw new FtpspecError('CONNECTION_LOST', 'the server closed the connection');
    if (how === 'silence') throw new FtpspecError('SERVER_SILENT', `the server took nothing for ${this.#options.timeout} ms`);
  }

  async #ask<T>(line: string, answer: () => Promise<T>): Promise<T> {
    return this.#guarded(async () => {
      this.#options.log?.(`> ${line}`);
      await this.#write(Buffer.from(`${line}\r\n`));
      return answer();
    });
  }

  /** After anything but a refusal nobody knows where in the stream we are. */
  async #guarded<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof FtpspecError && error.code === 'REFUSED')) this.destroy();
      throw error;
    }
  }

  /** The text of the reply that has to come, one character a byte. */
  async #expect(code: number): Promise<string> {
    const line = await this.#stream.line();
    this.#options.log?.(`< ${textOf(line)}`);
    const [, digits = '', text = ''] = /^(\d{3}) ?(.*)$/s.exec(line) ?? [];
    if (Number(digits) === code) return text;
    if (Number(digits) >= 400) throw new FtpspecError('REFUSED', `the server refused: ${textOf(line)}`);
    throw new FtpspecError('BAD_REPLY', `expected ${code}, the server sent: ${escapeBytes(Buffer.from(line, 'latin1'))}`);
  }
}

/** A command with a name that its line can carry. */
function command(verb: string, name: string): string {
  if (name === '' || name.trim() !== name || /[\r\n\0]/.test(name)) throw new FtpspecError('BAD_NAME', `no server can be asked for ${JSON.stringify(name)}`, { hint: 'A name has no space at its ends, and no line end in it.' });
  return `${verb} ${name}`;
}

function textOf(bytes: string): string { return Buffer.from(bytes, 'latin1').toString(); }

async function holdsMarker(file: FileHandle): Promise<boolean> {
  const finder = new MarkerFinder(FILE_END);
  const buffer = Buffer.allocUnsafe(BLOCK);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, BLOCK, position);
    if (bytesRead === 0) return false;
    if (finder.push(buffer.subarray(0, bytesRead)).found) return true;
    position += bytesRead;
  }
}
