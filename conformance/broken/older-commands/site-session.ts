import { overlayStore } from '../../overlay-store.ts';
import { clientLines } from '../client-lines.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const WORDS = ['CHMOD', 'UMASK', 'IDLE', 'UTIME'];

/** Servers whose SITE tells what is not so, or does to all what one session asked for. */
export const siteSessionFaults = [
  fault({
    id: 'older-commands/site-help-of-another-server', title: 'lists in SITE HELP what it does not know', seen: 'students: a text copied from another server', caughtBy: WORDS.map((word) => `older-commands/site-help-names-${word.toLowerCase()}`),
    parts: () => editProtocol({}, [{ in: ['loggedIn'], on: WORDS.map((word) => `SITE ${word}`), reply: [[500]] }]),
  }),
  fault({
    id: 'older-commands/umask-for-no-file', title: 'keeps the mask of SITE UMASK and makes files without it', seen: null, caughtBy: ['older-commands/site-umask-holds-for-new-files'],
    parts: () => overlayStore((store) => ({ create: (path, offset) => store.create(path, offset, 0) })),
  }),
  fault({
    id: 'older-commands/umask-for-no-directory', title: 'forgets the mask of SITE UMASK where it makes directories', seen: null, caughtBy: ['older-commands/site-umask-holds-for-new-directories'],
    parts: () => overlayStore((store) => ({ makeDirectory: (path) => store.makeDirectory(path, 0) })),
  }),
  fault({
    id: 'older-commands/umask-untold', title: 'tells another mask than it has', seen: 'printf("%d")', caughtBy: ['older-commands/site-umask-tells'],
    parts: () => rewriteReplies((text, on) => (on === 'SITE UMASK' ? text.replace(/mask is (\d+)/, (_, digits: string) => `mask is ${parseInt(digits, 8)}`) : text)),
  }),
  fault({
    id: 'older-commands/umask-lost-by-a-refusal', title: 'has no mask any more when it has refused one', seen: 'strtol() before the check', caughtBy: ['older-commands/site-umask-refused-changes-nothing'],
    parts: () => {
      let lost = false;
      return rewriteReplies((text, on) => {
        if (on !== 'SITE UMASK') return text;
        lost ||= text.startsWith('501');
        return lost && text.startsWith('200') ? '200 The mask is 000.\r\n' : text;
      });
    },
  }),
  fault({
    id: 'older-commands/umask-of-the-process', title: 'sets the mask of all sessions by SITE UMASK', seen: 'umask() in a server of threads', caughtBy: ['older-commands/site-umask-is-the-session-s-own'],
    parts: () => {
      let mask: number | null = null;
      return {
        ...rewriteReplies((text, on) => {
          const told = on === 'SITE UMASK' ? /mask is (\d+)/.exec(text) : null;
          if (told !== null) mask = parseInt(told[1]!, 8);
          return text;
        }),
        ...overlayStore((store) => ({ create: (path, offset) => store.create(path, offset, mask) })),
      };
    },
  }),
  fault({
    id: 'older-commands/idle-untold', title: 'tells its usual idle limit whatever SITE IDLE has set', seen: null, caughtBy: ['older-commands/site-idle-tells'],
    parts: () => rewriteReplies((text, on) => (on === 'SITE IDLE' ? text.replace(/limit is \d+ seconds; .*/, 'limit is 300 seconds.') : text)),
  }),
  fault({
    id: 'older-commands/idle-of-nothing', title: 'takes 0 for SITE IDLE and ends the session at once', seen: 'Pure-FTPd 1.0.50', caughtBy: ['older-commands/site-idle-of-none'],
    parts: () => ({ conditions: { 'limit impossible': () => false } }),
  }),
  fault({
    id: 'older-commands/idle-of-a-word', title: 'dies of a SITE IDLE that is no number', seen: 'students: int() and no try', caughtBy: ['older-commands/site-idle-of-a-word', 'older-commands/site-idle-of-a-negative-number', 'older-commands/site-idle-of-a-number-beyond-all'],
    line: () => clientLines((line) => (/^SITE IDLE (?:\D|\d{20})/.test(line) ? null : line)),
  }),
  fault({
    id: 'older-commands/site-of-fixed-length', title: 'dies of a SITE command that is longer than its buffer', seen: 'wu-ftpd, strcpy()', caughtBy: WORDS.map((word) => `older-commands/site-${word.toLowerCase()}-of-any-length`),
    line: () => clientLines((line) => (/^SITE .{500}/.test(line) ? null : line)),
  }),
];
