import type { Upload } from '../../../src/server/store/upload.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { claimingThat } from './own-wire.ts';

/** An upload as it is, but for the checkpoint. */
function forgetful(upload: Upload): Upload {
  return { path: upload.path, write: (chunks) => upload.write(chunks), checkpoint: async () => {}, commit: () => upload.commit(), abandon: () => upload.abandon() };
}

/** Restart markers. */
export const markerFaults = [
  fault({
    id: 'representations/marker-reply-of-rfc-959', title: 'confirms a marker in another form', seen: 'RFC 959 §4.2.2, corrected by RFC 1123 §4.1.3.4',
    caughtBy: ['representations/a-marker-is-confirmed'],
    parts: () => rewriteReplies((text, on) => (on === '[marker]' ? text.replace(/MARK (\S+) = /, 'MARK $1=') : text)),
  }),
  fault({
    id: 'representations/marker-keeps-nothing', title: 'confirms markers and drops a broken upload all the same', seen: null,
    caughtBy: ['representations/an-upload-goes-on-at-its-marker', 'representations/a-marker-between-cr-and-lf'],
    parts: () => ({ transfer: (session, prepared, signal) => runTransfer(session, prepared.kind === 'upload' ? { ...prepared, upload: forgetful(prepared.upload) } : prepared, signal) }),
  }),
  fault({
    id: 'representations/marker-counts-a-cr', title: 'counts a CR that it has not stored', seen: null,
    caughtBy: ['representations/a-marker-between-cr-and-lf'],
    parts: () => ({ transfer: (session, prepared, signal) => runTransfer(claimingThat(session, { confirm: (theirs, ours) => session.confirm(theirs, ours.endsWith('.CR') ? String(Number(ours.slice(0, -3)) + 1) : ours) }), prepared, signal) }),
  }),
  fault({
    id: 'representations/download-from-the-start', title: 'sends the whole file after REST with a marker of its own', seen: null,
    caughtBy: ['representations/a-download-goes-on-at-its-marker'],
    parts: () => ({ transfer: (session, prepared, signal) => runTransfer(session, prepared.kind === 'file' ? { ...prepared, offset: 0 } : prepared, signal) }),
  }),
];
