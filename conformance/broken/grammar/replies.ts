import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

/** Replies that are not what RFC 959 §4.2 says they look like. */
export const replyFaults = [
  fault({
    id: 'grammar/help-without-codes', title: 'sends the help text as bare lines', seen: 'bftpd', caughtBy: ['grammar/replies-have-codes'],
    parts: () => rewriteReplies((text, on) => (on === 'HELP' ? text.replace(/^214[- ]/gm, '') : text)),
  }),

  fault({
    id: 'grammar/code-glued-to-the-text', title: 'leaves out the space between the code and the text', seen: null, caughtBy: ['grammar/replies-have-codes'],
    parts: () => rewriteReplies((text, on) => (on === 'SYST' ? text.replace('215 ', '215') : text)),
  }),

  fault({
    id: 'grammar/bare-code', title: 'sends a reply without text as three digits alone', seen: 'students', caughtBy: ['grammar/bare-codes-have-a-space'],
    parts: () => rewriteReplies((text, on) => (on === 'NOOP' ? '200\r\n' : text)),
  }),

  fault({
    id: 'grammar/code-out-of-range', title: 'answers SYST with a code of its own, 698', seen: null, caughtBy: ['grammar/reply-codes-are-in-range'],
    parts: () => rewriteReplies((text, on) => (on === 'SYST' ? text.replace('215', '698') : text)),
  }),

  fault({
    id: 'grammar/cr-in-the-text', title: 'sends a CR in the middle of a reply', seen: 'curl PR 20949', caughtBy: ['grammar/reply-text-is-clean'],
    parts: () => rewriteReplies((text, on) => (on === 'NOOP' ? text.replace(' okay', '\rokay') : text)),
  }),

  fault({
    id: 'grammar/lf-between-lines', title: 'ends the inner lines of FEAT in LF alone', seen: 'students: "\\n".join()', caughtBy: ['grammar/reply-lines-end-in-crlf'],
    parts: () => rewriteReplies((text, on) => (on === 'FEAT' ? text.replace(/\r\n(?=.)/gs, '\n') : text)),
  }),

  fault({
    id: 'grammar/multi-line-without-end', title: 'ends FEAT with a line that has no code', seen: 'students: 211-…, End', caughtBy: ['grammar/multi-line-replies-end'],
    parts: () => rewriteReplies((text, on) => (on === 'FEAT' ? text.replace(/^211 /m, ' ') : text)),
  }),

  fault({
    id: 'grammar/inner-lines-look-like-replies', title: 'lists reply codes at the beginning of the lines of HELP', seen: null, caughtBy: ['grammar/inner-lines-are-no-codes'],
    parts: () => rewriteReplies((text, on) => (on === 'HELP' ? text.replace('\r\n', '\r\n200 means success\r\n') : text)),
  }),

  fault({
    id: 'grammar/echoes-control-characters', title: 'quotes a name with the control characters that it holds', seen: 'ProFTPD #2001, LightFTP #57', caughtBy: ['grammar/quoted-names-are-clean'],
    parts: () => rewriteReplies((text, on) => (on === 'CWD' && text.startsWith('501') ? text.replace('CWD', 'CWD x\ry') : text)),
  }),
];
