import { runTransfer } from '../../../src/server/transfer.ts';
import { anotherListing } from '../../another-listing.ts';
import { clientLines, clientReads } from '../../broken/client-lines.ts';
import { eachSession } from '../../broken/each-session.ts';
import { editProtocol, rewriteReplies, twice } from '../../broken/edit-protocol.ts';
import { fault, type Fault } from '../../broken/fault.ts';
import { forgetful } from '../../broken/forgetful.ts';
import { alwaysAscii, downloads, in26Bits, nothingAfterAbort, oneAtATime } from '../../broken/own-transfer.ts';
import { fullDisk } from '../../dialects/full-disk.ts';

/** What programs for "Project 09" get wrong, one mistake a server. */
export const courseFtpFaults: readonly Fault[] = [
  fault({
    id: 'course-ftp/says-226-on-the-data-connection', title: 'sends the closing reply over the data connection too', seen: 'students: the wrong socket', caughtBy: ['course-ftp/files-cross-the-data-connection-only'],
    parts: () => downloads((body) => Buffer.concat([body, Buffer.from('226 Transfer complete.\r\n')])),
  }),
  fault({
    id: 'course-ftp/lists-in-the-reply', title: 'sends the listing inside the reply and nothing over the data connection', seen: 'students: the wrong socket', caughtBy: ['course-ftp/listings-cross-the-data-connection-only', 'course-ftp/list-shows-a-new-file'],
    parts: () => anotherListing(['LIST'], () => []),
  }),
  fault({
    id: 'course-ftp/says-226-twice', title: 'says twice that a transfer has ended', seen: 'students: in the handler and in finally', caughtBy: ['course-ftp/two-replies-to-retr', 'course-ftp/two-replies-to-stor', 'course-ftp/two-replies-to-list'],
    parts: () => twice('[data done]'),
  }),
  fault({
    id: 'course-ftp/takes-type-a-for-type-i', title: 'says 200 to TYPE A and transfers in binary', seen: 'students', caughtBy: ['course-ftp/binary-download-in-ascii-is-changed', 'course-ftp/binary-upload-in-ascii-is-changed'],
    parts: () => alwaysAscii(false),
  }),
  fault({
    id: 'course-ftp/opens-in-text-mode', title: 'converts line ends in TYPE I too', seen: 'students: open(name, "r")', caughtBy: ['course-ftp/binary-download-in-ascii-is-changed'],
    parts: () => alwaysAscii(true),
  }),
  fault({
    id: 'course-ftp/status-without-progress', title: 'answers STAT during a transfer without a count', seen: 'students', caughtBy: ['course-ftp/status-tells-progress'],
    parts: () => rewriteReplies((text, on) => (on === 'STAT' ? text.replace(/Transferred \d+ bytes so far/, 'A transfer is running') : text)),
  }),
  fault({
    id: 'course-ftp/abort-is-the-end', title: 'transfers nothing more after ABOR', seen: 'students: the data socket is closed and not forgotten', caughtBy: ['course-ftp/abort-then-transfer-again', 'course-ftp/abort-an-upload'],
    parts: nothingAfterAbort,
  }),
  fault({
    id: 'course-ftp/one-recv-is-one-command', title: 'takes each read from the socket for a whole command', seen: 'students: recv(1024)', caughtBy: ['course-ftp/commands-byte-by-byte'],
    line: () => clientReads((text) => (text.endsWith('\n') ? text : `${text}\r\n`)),
  }),
  fault({
    id: 'course-ftp/one-command-a-recv', title: 'handles the first command of a segment and drops the others', seen: 'students: recv(1024)', caughtBy: ['course-ftp/commands-in-one-segment', 'course-ftp/login-in-one-segment'],
    line: () => clientReads((text) => text.slice(0, text.indexOf('\n') + 1) || text),
  }),
  fault({
    id: 'course-ftp/capitals-only', title: 'knows verbs in capitals only', seen: 'students: if command == "USER"', caughtBy: ['course-ftp/lower-case-verbs'],
    line: () => clientLines((line) => (/^[A-Z]*[a-z]/.test(line) ? 'XYZZY\r\n' : line)),
  }),
  fault({
    id: 'course-ftp/wrong-password-lets-in', title: 'says 530 to a wrong password and lets the user in', seen: 'students: authenticated set too early', caughtBy: ['course-ftp/wrong-password-keeps-out'],
    parts: () => editProtocol({ 'FTP-ACC-34': { next: ['loggedIn'] } }),
  }),
  fault({
    id: 'course-ftp/one-transfer-at-a-time', title: 'serves one transfer after the other', seen: 'students: no threads', caughtBy: ['course-ftp/all-at-once'],
    parts: () => oneAtATime(),
  }),
  fault({
    id: 'course-ftp/dies-with-its-client', title: 'takes no client any more after one has gone in a download', seen: 'students: BrokenPipeError that nobody catches', caughtBy: ['course-ftp/client-gone-in-a-download'],
    parts: () => {
      let dead = false;
      return {
        conditions: eachSession({ refuse: () => dead }),
        transfer: async (session, prepared, signal) => { const end = await runTransfer(session, prepared, signal); dead ||= end !== '[data done]'; return end; },
      };
    },
  }),
  fault({ id: 'course-ftp/reads-in-26-bits', title: 'begins a file anew after 64 MiB', seen: 'a position that runs over', caughtBy: ['course-ftp/sends-100-mib'], parts: in26Bits.downloads }),
  fault({ id: 'course-ftp/writes-in-26-bits', title: 'stores the first 64 MiB of a file', seen: 'a file size limit', caughtBy: ['course-ftp/stores-100-mib'], parts: in26Bits.uploads }),
  fault({
    id: 'course-ftp/full-and-silent', title: 'says that it stored a file for which there was no room', seen: 'students: except OSError: pass', caughtBy: ['course-ftp/stor-disk-full'],
    parts: () => ({ ...editProtocol({ 'FTP-XFR-66': { reply: [[226]] } }), store: fullDisk }),
  }),
  fault({ id: 'course-ftp/forgets', title: 'knows after a restart only what was stored since', seen: 'students: a list of files in memory', caughtBy: ['course-ftp/file-survives-a-restart'], parts: () => forgetful() }),
];
