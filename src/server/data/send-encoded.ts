import type { FileHandle } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { encode, type Encoding } from '../../wire/representation/encode.ts';
import type { Representation } from '../../wire/representation/representation.ts';
import { fileBlocks } from './file-blocks.ts';
import { sendBlocks, type Sent } from './send-blocks.ts';
import type { TransferOptions } from './transfer-options.ts';

/** Encoding can make several times as much of a block. */
const BLOCK = 64 * 1024;
const BATCH = 16 * 1024;

export interface SendEncodedOptions extends TransferOptions, Omit<Encoding, 'offset'> {
  readonly representation: Representation;
}

/** A file from `offset` (bytes of the file) on as TYPE, STRU and MODE say, with restart markers where they belong. */
export function encodedFile(handle: FileHandle, offset: number, options: Pick<SendEncodedOptions, 'representation' | 'level' | 'markers'>): AsyncIterable<Buffer> {
  return encode(fileBlocks(handle, offset, Math.min(BLOCK, options.markers ?? BLOCK)), options.representation, { ...options, offset });
}

/** Sends `encodedFile` and closes the connection. */
export function sendEncodedFile(handle: FileHandle, offset: number, socket: Socket, options: SendEncodedOptions): Promise<Sent> {
  return sendBlocks(encodedFile(handle, offset, options), socket, options);
}

/** Sends lines, which are byte strings, as TYPE, STRU and MODE say; without records they end in CR LF in TYPE I too. */
export function sendEncodedText(lines: AsyncIterable<string>, socket: Socket, options: SendEncodedOptions): Promise<Sent> {
  const { type, structure } = options.representation;
  const end = type === 'image' && structure !== 'record' ? '\r\n' : '\n';
  return sendBlocks(encode(batches(lines, end), options.representation, { ...options, offset: 0, markers: null }), socket, options);
}

async function* batches(lines: AsyncIterable<string>, end: string): AsyncGenerator<Buffer, void, undefined> {
  let batch = '';
  for await (const line of lines) {
    batch += `${line}${end}`;
    if (batch.length < BATCH) continue;
    yield Buffer.from(batch, 'latin1');
    batch = '';
  }
  yield Buffer.from(batch, 'latin1');
}
