import { NvtDecoder, NvtEncoder } from '../../src/wire/ascii.ts';

/** A file as TYPE A sends it. */
export function asciiForm(content: Buffer): Buffer { return new NvtEncoder().push(content); }

export function asciiSize(content: Buffer): number { return asciiForm(content).length; }

/** What TYPE A stores of what arrives, on a Unix system. */
export function storedForm(sent: Buffer): Buffer {
  const decoder = new NvtDecoder();
  const head = decoder.push(sent);
  return Buffer.concat([head, decoder.end()]);
}
