import type { FileHandle } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { NvtEncoder } from '../../wire/ascii.ts';
import { fileBlocks } from './file-blocks.ts';
import { sendBlocks, type Sent } from './send-blocks.ts';
import type { TransferOptions } from './transfer-options.ts';

const BLOCK = 1024 * 1024;
/** In TYPE A a block can double and is copied: smaller ones keep the sum under two of the large. */
const ASCII_BLOCK = 256 * 1024;

export interface SendFileOptions extends TransferOptions {
  /** Send with CR LF line ends (TYPE A). */
  readonly ascii?: boolean;
}

/**
 * Sends a file from `offset` (bytes of the file) to its end and closes the connection. Reading the next block overlaps
 * sending this one; never more than 2 MiB are held. The caller closes the handle: nothing reads from it any more.
 */
export function sendFile(handle: FileHandle, offset: number, socket: Socket, options: SendFileOptions): Promise<Sent> {
  const blocks = options.ascii === true ? asText(fileBlocks(handle, offset, ASCII_BLOCK)) : fileBlocks(handle, offset, BLOCK);
  return sendBlocks(blocks, socket, options);
}

async function* asText(blocks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const encoder = new NvtEncoder();
  for await (const block of blocks) yield encoder.push(block);
}
