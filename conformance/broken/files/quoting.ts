import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

export const quotingFaults = [
  fault({
    id: 'files/quotes-not-doubled', title: 'writes a double quote in a 257 reply as it is', seen: 'pyftpdlib #140', caughtBy: ['files/mkd-doubles-quotes', 'files/pwd-doubles-quotes'],
    parts: () => rewriteReplies((text, on) => (on === 'PWD' || on === 'MKD' ? text.replaceAll('""', '"') : text)),
  }),

  fault({
    id: 'files/quotes-with-backslash', title: 'escapes a double quote in a 257 reply with a backslash', seen: 'ftpserverlib PR 265', caughtBy: ['files/mkd-doubles-quotes', 'files/pwd-doubles-quotes'],
    parts: () => rewriteReplies((text, on) => (on === 'PWD' || on === 'MKD' ? text.replaceAll('""', '\\"') : text)),
  }),

  fault({
    id: 'files/pwd-in-ascii', title: 'writes a question mark for each byte beyond ASCII in the reply to PWD', seen: 'students: encode("ascii", "replace")', caughtBy: ['files/pwd-keeps-utf-8'],
    parts: () => rewriteReplies((text, on) => (on === 'PWD' ? text.replace(/[^\0-\x7f]/g, '?') : text)),
  }),

  fault({
    id: 'files/mkd-tells-the-last-name', title: 'tells by MKD the name as it was sent, not the path', seen: 'Pure-FTPd', caughtBy: ['files/mkd-tells-an-absolute-path'],
    parts: () => rewriteReplies((text, on) => (on === 'MKD' ? text.replace(/"\/(?:[^"]*\/)?/, '"') : text)),
  }),
];
