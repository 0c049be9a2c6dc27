import { legal, type Legal } from './legal.ts';

/** How replies travel: TCP keeps no message boundaries (RFC 1123 §4.1.2.10). */
export const wireServers: readonly Legal[] = [
  legal({
    id: 'wire/byte-at-a-time', title: 'sends each reply a byte a segment', why: 'RFC 1123 §4.1.2.10',
    wire: () => ({ cut: (bytes) => Array.from(bytes.subarray(0, 200), (_, at) => bytes.subarray(at, at + 1)).concat(bytes.length > 200 ? [bytes.subarray(200)] : []) }),
  }),
  legal({
    id: 'wire/cut-between-cr-and-lf', title: 'sends CR and LF in two segments', why: 'RFC 1123 §4.1.2.10',
    wire: () => ({ cut: (bytes) => bytes.toString('latin1').split(/(?<=\r)/).map((piece) => Buffer.from(piece, 'latin1')) }),
  }),
  legal({ id: 'wire/slow', title: 'takes 60 ms for each reply', why: 'no document sets a time', wire: () => ({ hold: 60 }) }),
  legal({ id: 'wire/glued', title: 'sends what it says within 15 ms as one segment', why: 'RFC 1123 §4.1.2.10', wire: () => ({ hold: 15 }) }),
  legal({ id: 'wire/closes-slowly', title: 'closes a quarter of a second after its last reply', why: 'RFC 959 §4.1.1', wire: () => ({ linger: 250 }) }),
];
