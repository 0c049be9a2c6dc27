/** A block of MODE B as it came. */
export interface Block { readonly code: number; readonly data: Buffer }

/** Cuts what came in MODE B into its blocks, by RFC 959 §3.4.2 and nothing else; a string says why it cannot be done. */
export function readBlocks(wire: Buffer): readonly Block[] | string {
  const blocks: Block[] = [];
  for (let at = 0; at < wire.length;) {
    if (at + 3 > wire.length) return `the header of block ${blocks.length + 1} is cut after ${wire.length - at} bytes`;
    const count = wire.readUInt16BE(at + 1);
    if (at + 3 + count > wire.length) return `block ${blocks.length + 1} promises ${count} bytes and has ${wire.length - at - 3}`;
    blocks.push({ code: wire[at]!, data: wire.subarray(at + 3, at + 3 + count) });
    at += 3 + count;
  }
  return blocks;
}

/** The data of blocks, without those that are restart markers. */
export function dataOf(blocks: readonly Block[]): Buffer {
  return Buffer.concat(blocks.filter(({ code }) => (code & 16) === 0).map(({ data }) => data));
}
