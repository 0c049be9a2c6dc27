import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { release, runTransfer } from '../../../src/server/transfer.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const impossible = transferConditions['restart position impossible']!;

/** Servers that end transfers too early, too late or not at all. */
export const endingFaults = [
  fault({
    id: 'transfer/226-while-sending', title: 'says 226 when it has begun to send', seen: 'students: a thread that nobody joins', caughtBy: ['transfer/download-reply-waits-for-the-end'],
    parts: () => ({
      transfer: async (session, prepared, signal) => {
        const end = runTransfer(session, prepared, signal);
        return prepared.kind === 'file' ? '[data done]' : end;
      },
    }),
  }),
  fault({
    id: 'transfer/no-150', title: 'sends a file without a reply before it', seen: 'students', caughtBy: ['transfer/two-replies-to-retr', 'transfer/pasv-download'],
    parts: () => rewriteReplies((text, on) => (on === 'RETR' && text.startsWith('150') ? '' : text)),
  }),
  fault({
    id: 'transfer/no-226', title: 'says nothing when a transfer has ended', seen: 'netxduo PR 404',
    caughtBy: ['transfer/two-replies-to-retr', 'transfer/two-replies-to-stor', 'transfer/two-replies-to-list', 'transfer/upload-reply-waits-for-the-end'],
    parts: () => rewriteReplies((text, on) => (on === '[data done]' ? '' : text)),
  }),
  fault({
    id: 'transfer/rest-beyond-starts-over', title: 'sends the whole file when REST names a position beyond its end', seen: 'vsftpd 3.0.5, for positions that do not fit 63 bits',
    caughtBy: ['transfer/restart-beyond-the-end', 'transfer/restart-beyond-2-to-the-32', 'transfer/restart-beyond-2-to-the-63'],
    parts: () => ({
      conditions: {
        'restart position impossible': async (session, asked) => {
          if (await impossible(session, asked)) session.restart = 0;
          return false;
        },
      },
    }),
  }),
  fault({
    id: 'transfer/abor-answered-twice', title: 'answers ABOR by two replies when no transfer runs', seen: 'students: 426 and 226, always', caughtBy: ['transfer/abor-without-a-transfer', 'transfer/abor-with-a-passive-port'],
    parts: () => editProtocol({ 'FTP-XFR-70': { reply: [[225], [226]] } }),
  }),
  fault({
    id: 'transfer/abor-leaves-the-data-open', title: 'stops at ABOR without closing the data connection', seen: 'students',
    caughtBy: ['transfer/abor-ends-a-download', 'transfer/abor-ends-an-upload', 'transfer/abor-behind-telnet-ip-ends-a-download'],
    parts: () => ({
      transfer: async (session, prepared, signal) => {
        const opened = await session.dataPort.open(session.config.dataLimit, signal);
        if (opened.ok) {
          session.socket.once('close', () => opened.socket.destroy());
          if (!signal.aborted) await new Promise<void>((resolve) => { signal.addEventListener('abort', () => resolve()); });
        }
        await release(prepared);
        return '[data failed]';
      },
    }),
  }),
  fault({
    id: 'transfer/abor-without-226', title: 'answers ABOR during a transfer by 426 alone', seen: 'students', caughtBy: ['transfer/abor-ends-a-download', 'transfer/abor-ends-an-upload'],
    parts: () => rewriteReplies((text, on) => (on === '[data closed]' ? '' : text)),
  }),
];
