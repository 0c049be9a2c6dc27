import { runTransfer } from '../../../src/server/transfer.ts';
import { valuesFor } from '../../../src/server/texts.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { leniently, strictly } from './lenient.ts';
import { inForm, wireDownloads, wireUploads } from './own-wire.ts';

/** MODE B, C and Z. */
export const modeFaults = [
  fault({
    id: 'representations/mode-is-ignored', title: 'accepts every mode and keeps to MODE S', seen: 'students: 200 to every MODE',
    caughtBy: [
      'representations/blocks-hold-the-file', 'representations/the-last-block-says-so', 'representations/records-in-blocks', 'representations/listings-cross-in-blocks', 'representations/blocks-hold-until-changed',
      'representations/blocks-of-any-size', 'representations/a-block-of-the-largest-size', 'representations/blocks-byte-by-byte', 'representations/codes-come-together', 'representations/suspect-data-are-data',
      'representations/blocks-end-with-eof', 'representations/blocks-without-eof', 'representations/a-block-that-promises-more', 'representations/a-block-with-unknown-codes', 'representations/a-marker-is-no-data', 'representations/size-of-blocks',
      'representations/compressed-strings-hold-the-file', 'representations/compressed-strings-are-stored', 'representations/compressed-strings-byte-by-byte', 'representations/compressed-records', 'representations/compressed-strings-end-with-eof',
      'representations/compressed-strings-without-eof', 'representations/compressed-sizes', 'representations/deflated-download', 'representations/deflated-upload', 'representations/deflated-listing', 'representations/what-nobody-deflated',
    ],
    parts: () => inForm(() => ({ mode: 'stream' })),
  }),
  fault({
    id: 'representations/mlsd-in-blocks', title: 'sends MLSD in blocks', seen: null,
    caughtBy: ['representations/mlsd-crosses-as-it-is'],
    parts: () => ({ transfer: (session, prepared, signal) => runTransfer(session, prepared.kind === 'listing' ? { kind: 'listing', lines: prepared.lines } : prepared, signal) }),
  }),
  fault({
    id: 'representations/blocks-for-good', title: 'stays in MODE B', seen: null,
    caughtBy: ['representations/stream-after-blocks', 'representations/a-session-outlives-bad-blocks'],
    parts: () => editProtocol({}, [{ in: ['loggedIn', 'blockMode'], on: ['MODE'], reply: [[200]], next: [] }]),
  }),
  fault({
    id: 'representations/blocks-once', title: 'goes back to MODE S after a transfer', seen: null,
    caughtBy: ['representations/blocks-hold-until-changed'],
    parts: () => editProtocol({ 'FTP-XFR-60': { next: ['idle', 'streamMode'] } }),
  }),
  fault({
    id: 'representations/size-of-the-disk', title: 'gives the size on the disk whatever the mode', seen: 'most servers',
    caughtBy: ['representations/size-of-blocks', 'representations/compressed-sizes'],
    parts: () => ({ values: async (table, session, asked, code) => ({ ...(await valuesFor(table, session, asked, code)), ...(asked.on === 'SIZE' ? { size: String((await asked.entry())?.size ?? 0) } : {}) }) }),
  }),
  fault({
    id: 'representations/no-eof-in-blocks', title: 'ends a file in MODE B by closing alone', seen: null,
    caughtBy: ['representations/the-last-block-says-so'],
    parts: () => wireDownloads((wire, { mode }) => (mode === 'block' ? Buffer.concat([Buffer.from([0]), wire.subarray(1)]) : wire)),
  }),
  fault({
    id: 'representations/waits-for-the-end-of-the-connection', title: 'waits for the client to close after EOF', seen: 'students: read until recv gives nothing',
    caughtBy: ['representations/blocks-end-with-eof', 'representations/compressed-strings-end-with-eof', 'representations/records-end-with-eof'],
    parts: () => wireUploads(strictly),
  }),
  fault({
    id: 'representations/a-part-is-the-whole', title: 'stores what came before the connection ended or the data made no sense', seen: null,
    caughtBy: [
      'representations/blocks-without-eof', 'representations/a-block-that-promises-more', 'representations/a-block-with-unknown-codes', 'representations/records-without-eof', 'representations/records-with-an-unknown-code',
      'representations/compressed-strings-without-eof', 'representations/cut-deflated-upload', 'representations/what-nobody-deflated',
    ],
    parts: () => wireUploads(leniently),
  }),
  fault({
    id: 'representations/bad-blocks-end-the-session', title: 'ends the session when blocks make no sense', seen: null,
    caughtBy: ['representations/a-session-outlives-bad-blocks'],
    parts: () => editProtocol({ 'FTP-XFR-127': { reply: [[421]], next: ['closed'] } }),
  }),
  fault({
    id: 'representations/text-only-upwards', title: 'translates line ends of uploads alone where the mode is not MODE S', seen: null,
    caughtBy: ['representations/blocks-come-back', 'representations/deflated-text-comes-back'],
    parts: () => inForm(({ mode }, kind) => (kind === 'file' && mode !== 'stream' ? { type: 'image' } : {})),
  }),
  fault({
    id: 'representations/one-filler', title: 'takes zero for the filler of every type', seen: null,
    caughtBy: ['representations/spaces-are-the-filler-of-text', 'representations/fillers-of-text-are-spaces'],
    parts: () => inForm(({ mode }) => (mode === 'compressed' ? { type: 'image' } : {})),
  }),
  fault({
    id: 'representations/raw-deflate', title: 'sends raw deflate data in MODE Z', seen: 'clients and servers that disagree about zlib’s header',
    caughtBy: ['representations/deflated-download'],
    parts: () => wireDownloads((wire, { mode }) => (mode === 'deflated' ? wire.subarray(2, -4) : wire)),
  }),
  fault({
    id: 'representations/deflation-is-not-listed', title: 'has MODE Z and does not say so', seen: null,
    caughtBy: ['representations/deflation-is-listed'],
    parts: () => rewriteReplies((text, on) => (on === 'FEAT' ? text.replace(' MODE Z\r\n', '') : text)),
  }),
  fault({
    id: 'representations/deflation-is-only-listed', title: 'lists MODE Z and refuses it', seen: null,
    caughtBy: ['representations/listed-deflation-is-accepted'],
    parts: () => editProtocol({}, [{ in: ['loggedIn'], on: ['MODE'], when: 'selects deflation', reply: [[504]] }]),
  }),
];
