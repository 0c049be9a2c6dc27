/** EBCDIC code page 1047 as Latin-1, one byte after another, but for NL: 0x15 stands for LF, and 0x25 for the 0x85 that is left. */
const LATIN = Buffer.from([
  '000102039c09867f978d8e0b0c0d0e0f101112139d0a08871819928f1c1d1e1f',
  '808182838485171b88898a8b8c050607909116939495960498999a9b14159e1a',
  '20a0e2e4e0e1e3e5e7f1a22e3c282b7c26e9eaebe8edeeefecdf21242a293b5e',
  '2d2fc2c4c0c1c3c5c7d1a62c255f3e3ff8c9cacbc8cdcecfcc603a2340273d22',
  'd8616263646566676869abbbf0fdfeb1b06a6b6c6d6e6f707172aabae6b8c6a4',
  'b57e737475767778797aa1bfd05bdeaeaca3a5b7a9a7b6bcbdbedda8af5db4d7',
  '7b414243444546474849adf4f6f2f3f57d4a4b4c4d4e4f505152b9fbfcf9faff',
  '5cf7535455565758595ab2d4d6d2d3d530313233343536373839b3dbdcd9da9f',
].join(''), 'hex');

const EBCDIC = Buffer.alloc(256);
LATIN.forEach((latin, ebcdic) => { EBCDIC[latin] = ebcdic; });

/**
 * A file as TYPE E sends it (RFC 959 §3.1.1.2): each byte in EBCDIC, the LF that ends a line as NL. Every byte has a code
 * of its own, so nothing is lost on the way and back.
 */
export function toEbcdic(chunk: Buffer): Buffer { return translated(chunk, EBCDIC); }

/** What TYPE E received, as a file with LF lines. */
export function fromEbcdic(chunk: Buffer): Buffer { return translated(chunk, LATIN); }

function translated(chunk: Buffer, table: Buffer): Buffer {
  const result = Buffer.allocUnsafe(chunk.length);
  for (let at = 0; at < chunk.length; at += 1) result[at] = table[chunk[at]!]!;
  return result;
}
