import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { alwaysAscii, downloads, uploads } from '../own-transfer.ts';

const both = (left: ReturnType<typeof downloads>, right: ReturnType<typeof uploads>): ReturnType<typeof downloads> => ({
  transfer: (session, prepared, signal) => (prepared.kind === 'upload' ? right : left).transfer(session, prepared, signal),
});

export const representationFaults = [
  fault({
    id: 'transfer/always-ascii', title: 'converts line ends in TYPE I too', seen: 'students: open(name, "r")',
    caughtBy: ['transfer/image-keeps-every-byte', 'transfer/image-stores-line-ends-as-they-are', 'transfer/image-sends-line-ends-as-they-are', 'transfer/local-bytes-are-image', 'transfer/image-after-ascii', 'transfer/image-holds-for-later-transfers', 'transfer/large-file-arrives-whole'],
    parts: () => alwaysAscii(true),
  }),
  fault({
    id: 'transfer/never-ascii', title: 'ignores TYPE A', seen: 'students',
    caughtBy: ['transfer/ascii-download-has-crlf', 'transfer/ascii-is-the-first-type', 'transfer/ascii-upload-is-stored-as-lines'],
    parts: () => alwaysAscii(false),
  }),
  fault({
    id: 'transfer/doubles-cr', title: 'sends CR before each LF of a text that holds CR LF already', seen: 'CVE-2003-0831 (translation that grows)',
    caughtBy: ['transfer/ascii-text-comes-back', 'transfer/ascii-long-text-comes-back'],
    parts: () => both(
      downloads((body, _, session) => (session.ascii ? Buffer.from(body.toString('latin1').replaceAll('\n', '\r\n'), 'latin1') : body)),
      alwaysAscii(false),
    ),
  }),
  fault({
    id: 'transfer/loses-a-border', title: 'drops a CR LF that does not lie in one block', seen: null,
    caughtBy: ['transfer/ascii-crlf-in-two-segments'],
    parts: () => uploads((body, _, session) => (session.ascii ? Buffer.from(body.toString('latin1').replace('\n', ''), 'latin1') : body)),
  }),
  fault({
    id: 'transfer/crlf-by-segments', title: 'stores a CR LF as it came when its bytes came in two segments', seen: 'pyftpdlib before 0.5.2',
    caughtBy: ['transfer/ascii-crlf-in-two-segments'],
    parts: () => uploads((body, _, session) => (session.ascii ? Buffer.from(body.toString('latin1').replace('\n', '\r\n'), 'latin1') : body)),
  }),
  fault({
    id: 'transfer/eats-after-cr', title: 'takes a lone CR together with the letter after it', seen: null,
    caughtBy: ['transfer/ascii-takes-other-line-ends'],
    parts: () => uploads((body, _, session) => (session.ascii ? Buffer.from(body.toString('latin1').replace(/\r(?!\n)./g, ''), 'latin1') : body)),
  }),
  fault({
    id: 'transfer/refused-type-becomes-ascii', title: 'goes to TYPE A when it refuses a parameter', seen: 'LightFTP #63 (arguments half accepted)',
    caughtBy: ['transfer/refused-type-leaves-image', 'transfer/refused-structure-leaves-file'],
    parts: () => editProtocol({ 'FTP-XFR-2': { next: ['ascii'] }, 'FTP-XFR-3': { next: ['ascii'] } }),
  }),
  fault({
    id: 'transfer/refused-type-becomes-image', title: 'goes to TYPE I when it refuses a TYPE', seen: null,
    caughtBy: ['transfer/refused-type-leaves-ascii'],
    parts: () => editProtocol({ 'FTP-XFR-2': { next: ['image'] }, 'FTP-XFR-3': { next: ['image'] } }),
  }),
  fault({
    id: 'transfer/no-a-n', title: 'refuses TYPE A N', seen: 'pyftpdlib 1.5.7',
    caughtBy: ['transfer/accepts-the-required-parameters'],
    parts: () => editProtocol({}, [{ in: ['loggedIn'], on: ['TYPE'], when: 'selects ascii', reply: [[504]] }]),
  }),
  fault({
    id: 'transfer/one-send', title: 'sends what fits in one buffer of 64 KiB', seen: 'students: one send, its result not looked at',
    caughtBy: ['transfer/64-kib-sizes', 'transfer/1-mib-sizes', 'transfer/large-file-arrives-whole', 'transfer/slow-reader-gets-every-byte'],
    parts: () => downloads((body, offset) => body.subarray(offset, offset + 65_536)),
  }),
  fault({
    id: 'transfer/one-block', title: 'sends no more than 8 KiB', seen: 'students: read(8192) without a loop',
    caughtBy: ['transfer/block-sizes'],
    parts: () => downloads((body, offset) => body.subarray(offset, offset + 8192)),
  }),
  fault({
    id: 'transfer/loses-the-last-byte', title: 'loses the last byte of small files', seen: 'students: off by one at the end of the file',
    caughtBy: ['transfer/small-sizes'],
    parts: () => downloads((body, offset) => body.subarray(offset, body.length < 2000 ? body.length - 1 : body.length)),
  }),
  fault({
    id: 'transfer/one-recv', title: 'stores what the first segment of an upload held', seen: 'students: one recv for the whole file',
    caughtBy: ['transfer/upload-in-many-segments'],
    parts: () => uploads((body) => body.subarray(0, 100)),
  }),
];
