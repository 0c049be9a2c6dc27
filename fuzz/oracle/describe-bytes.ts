import { escapeBytes } from '../../src/wire/escape.ts';

/** Bytes as a person reads them: how many, and how they begin. */
export function describeBytes(bytes: Buffer): string {
  return `${bytes.length} bytes${bytes.length === 0 ? '' : `: ${escapeBytes(bytes.subarray(0, 40))}${bytes.length > 40 ? '…' : ''}`}`;
}
