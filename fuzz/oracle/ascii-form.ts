import { NvtDecoder, NvtEncoder } from '../../src/wire/ascii.ts';

/** A file as TYPE A sends it. */
export function asciiForm(content: Buffer): Buffer { return new NvtEncoder().push(content); }

export function asciiSize(content: Buffer): number { return asciiForm(content).length; }

/** What is left of a text without whatever may be a line end, or be changed with one. */
export function lettersOf(text: Buffer): string { return text.toString('latin1').replace(/[^\x20-\x7e]/g, ''); }

/** What TYPE A stores of what arrives, on a Unix system. */
export function storedForm(sent: Buffer): Buffer {
  const decoder = new NvtDecoder();
  const head = decoder.push(sent);
  return Buffer.concat([head, decoder.end()]);
}
