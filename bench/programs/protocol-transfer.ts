import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { formatRequest } from '../../src/dialects/length-prefixed/request-reader.ts';
import type { Endpoint } from './control.ts';
import { argument, tell } from './tell.ts';
import { sendZeros, writeZeros } from './zeros.ts';

/** One large transfer of a protocol that is not FTP, by a client in a process of its own. */
export interface ProtocolTransferJob extends Endpoint {
  readonly protocol: string;
  readonly verb: 'GET' | 'PUT';
  readonly path: string;
  readonly bytes: number;
}

/** A connection that is read into one buffer: as text until `head`, then only counted. */
class Wire {
  readonly socket: Socket;
  private text: string | null = '';
  private counted = 0;
  private wake: () => void = () => {};

  constructor(host: string, port: number) {
    this.socket = connect({ host, port, noDelay: true, onread: { buffer: Buffer.allocUnsafe(1024 * 1024), callback: (length, buffer) => this.take(length, buffer) } });
    this.socket.on('error', () => {}).on('close', () => this.wake());
  }

  static async open(host: string, port: number): Promise<Wire> {
    const wire = new Wire(host, port);
    await once(wire.socket, 'connect');
    return wire;
  }

  /** Waits for a word; what follows is counted. */
  async head(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.text ?? '');
      if (match !== null) {
        this.counted = this.text!.length - match.index - match[0].length;
        this.text = null;
        return match;
      }
      if (this.socket.destroyed) throw new Error(`closed before ${String(pattern)}: ${(this.text ?? '').slice(0, 200)}`);
      await this.more();
    }
  }

  /** Waits for so many bytes. */
  async count(bytes: number): Promise<void> {
    while (this.counted < bytes && !this.socket.destroyed) await this.more();
    if (this.counted < bytes) throw new Error(`received ${this.counted} bytes of ${bytes}`);
  }

  /** Reads as text again. */
  listen(): void { this.text = ''; }

  private take(length: number, buffer: Uint8Array): boolean {
    if (this.text === null) this.counted += length;
    else this.text += Buffer.from(buffer.buffer, buffer.byteOffset, length).toString('latin1');
    this.wake();
    return true;
  }

  private more(): Promise<void> { return new Promise((resolve) => { this.wake = resolve; }); }
}

const { host, port, protocol, verb, path, bytes } = argument() as ProtocolTransferJob;
const CRLF = '\r\n';
const FILE_END = `FILE_END${CRLF}`;

const wire = await Wire.open(host, port);
if (protocol.startsWith('inline-')) await wire.head(/^220 .*\r\n/);
wire.listen();
const began = performance.now();
if (protocol.startsWith('inline-') && verb === 'GET') {
  wire.socket.write(`GET ${path}${CRLF}`);
  await wire.head(/FILE_START\r\n/);
  await wire.count(bytes + FILE_END.length);
} else if (protocol.startsWith('inline-')) {
  wire.socket.write(`PUT ${path}${CRLF}`);
  await wire.head(/READY_FOR_FILE\r\n/);
  wire.listen();
  wire.socket.write(`${protocol === 'inline-length' ? `Size: ${bytes} bytes${CRLF}` : ''}FILE_START${CRLF}`);
  await writeZeros(wire.socket, bytes);
  wire.socket.write(FILE_END);
  await wire.head(/226 /);
} else if (protocol.startsWith('length-')) {
  wire.socket.write(protocol === 'length-resume' ? formatRequest(path, 0) : formatRequest(path));
  await wire.head(/^OK/);
  await wire.count(4 + path.length + 8 + bytes + (protocol === 'length-resume' ? 64 : 32));
} else {
  wire.socket.write(`${verb.toLowerCase()} ${path}`);
  const data = await Wire.open(host, Number((await wire.head(/DATA_PORT (\d{5})/))[1]));
  wire.listen();
  if (verb === 'GET') {
    await data.head(/^/);
    await data.count(bytes);
  } else {
    await sendZeros(data.socket, bytes);
    await wire.head(/UPLOAD SUCCESS/);
  }
}
tell({ seconds: (performance.now() - began) / 1000 });
