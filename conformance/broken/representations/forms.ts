import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { uploads } from '../own-transfer.ts';
import { inForm, wireDownloads, wireUploads } from './own-wire.ts';
import { strictly } from './lenient.ts';

/** Types and structures. */
export const formFaults = [
  fault({
    id: 'representations/telnet-format-is-image', title: 'takes TYPE A T for no text at all', seen: 'students: whatever is not A N is binary',
    caughtBy: ['representations/telnet-format-is-non-print'],
    line: () => ({ toServer: (chunk) => Buffer.from(chunk.toString('latin1').replace('TYPE A T\r\n', 'TYPE I\r\n'), 'latin1') }),
  }),
  fault({
    id: 'representations/acts-on-carriage-control', title: 'drops the control characters of TYPE A C', seen: null,
    caughtBy: ['representations/carriage-control-comes-back'],
    parts: () => uploads((body) => Buffer.from(body.toString('latin1').replace(/^[ 01+](?=[A-Z_])/gm, ''), 'latin1')),
  }),
  fault({
    id: 'representations/ebcdic-is-ascii', title: 'accepts TYPE E and sends ASCII', seen: 'students: 200 to every TYPE',
    caughtBy: ['representations/ebcdic-download', 'representations/ebcdic-lines-end-in-nl', 'representations/ebcdic-upload-becomes-text'],
    parts: () => inForm(({ type }) => (type === 'ebcdic' ? { type: 'ascii' } : {})),
  }),
  fault({
    id: 'representations/ebcdic-lines-end-in-lf', title: 'ends lines in TYPE E with the LF of EBCDIC', seen: 'iconv to IBM-1047',
    caughtBy: ['representations/ebcdic-lines-end-in-nl', 'representations/ebcdic-comes-back'],
    parts: () => wireDownloads((wire, { type }) => (type === 'ebcdic' ? Buffer.from(wire.map((byte) => (byte === 0x15 ? 0x25 : byte))) : wire)),
  }),
  fault({
    id: 'representations/ebcdic-for-good', title: 'stays in TYPE E', seen: null,
    caughtBy: ['representations/image-after-ebcdic'],
    parts: () => editProtocol({}, [{ in: ['loggedIn', 'ebcdic'], on: ['TYPE'], reply: [[200]], next: [] }]),
  }),
  fault({
    id: 'representations/pages-are-ignored', title: 'accepts STRU P and keeps to STRU F', seen: 'students: 200 to every STRU',
    caughtBy: ['representations/pages-hold-the-file', 'representations/pages-come-back', 'representations/pages-without-a-last'],
    parts: () => inForm(({ structure }) => (structure === 'page' ? { structure: 'file' } : {})),
  }),
  fault({
    id: 'representations/eor-is-nothing', title: 'stores nothing for EOR', seen: null,
    caughtBy: ['representations/records-become-lines', 'representations/records-come-back', 'representations/records-byte-by-byte'],
    parts: () => wireUploads(async (wire, as) => { const file = await strictly(wire, as); return file === null || as.structure !== 'record' ? file : Buffer.from(file.filter((byte) => byte !== 10)); }),
  }),
  fault({
    id: 'representations/a-255-once', title: 'sends a 255 of a record once', seen: null,
    caughtBy: ['representations/a-255-is-escaped'],
    parts: () => wireDownloads((wire, { structure }) => (structure === 'record' ? Buffer.from(wire.toString('latin1').replaceAll('\xff\xff', '\xff'), 'latin1') : wire)),
  }),
  fault({
    id: 'representations/an-eor-is-missing', title: 'forgets the end of the first record in MODE B and C', seen: null,
    caughtBy: ['representations/records-in-blocks', 'representations/compressed-records'],
    parts: () => wireDownloads((wire, { structure, mode }) => (structure !== 'record' ? wire : mode === 'block' ? Buffer.concat([Buffer.from([0]), wire.subarray(1)]) : Buffer.from(wire.toString('latin1').replace('\0\x80\xc0', ''), 'latin1'))),
  }),
  fault({
    id: 'representations/no-end-of-the-last-record', title: 'sends EOR between records alone', seen: null,
    caughtBy: ['representations/the-last-record-has-its-end', 'representations/lines-come-as-records', 'representations/records-come-back'],
    parts: () => wireDownloads((wire, { structure }) => (structure === 'record' ? Buffer.from(wire.toString('latin1').replace('\xff\x01\xff\x02', '\xff\x02'), 'latin1') : wire)),
  }),
  fault({
    id: 'representations/eor-with-eof-is-unknown', title: 'does not know EOR and EOF in one code', seen: null,
    caughtBy: ['representations/records-come-back'],
    parts: () => wireUploads((wire, as) => (as.structure === 'record' && wire.includes(Buffer.from('ff03', 'hex')) ? null : strictly(wire, as))),
  }),
];
