import { fileConditions } from '../../../src/server/conditions/files.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

export const serviceFaults = [
  fault({
    id: 'information/lacks-what-every-server-has', title: 'has no APPE, RNFR, RNTO and STAT', seen: 'students', caughtBy: ['information/has-what-every-server-has'],
    parts: () => rewriteReplies((text, on) => (['APPE', 'RNFR', 'RNTO', 'STAT'].includes(on) ? '502 Command not implemented.\r\n' : text)),
  }),

  fault({
    id: 'information/syst-chats', title: 'answers SYST with a version of itself', seen: 'students', caughtBy: ['information/syst-names-a-system'],
    parts: () => rewriteReplies((text, on) => (on === 'SYST' ? '215 (my server) 1.0\r\n' : text)),
  }),

  fault({
    id: 'information/help-after-login', title: 'gives help only to users', seen: 'vsftpd', caughtBy: ['information/help-comes-before-login'],
    parts: () => editProtocol({}, [{ in: ['awaitingUser', 'awaitingPassword'], on: ['HELP'], reply: [[530]] }]),
  }),

  fault({
    id: 'information/help-answers-twice', title: 'answers HELP on some verbs twice', seen: 'bftpd', caughtBy: ['information/help-on-every-verb-keeps-in-step'],
    parts: () => rewriteReplies((text, on) => (on === 'HELP' && /^214-(STOU|NOOP)/.test(text) ? `${text}214 End.\r\n` : text)),
  }),

  fault({
    id: 'information/help-in-bare-lf', title: 'ends the lines of HELP in LF alone', seen: 'students: a text with \\n', caughtBy: ['information/help-is-well-formed'],
    parts: () => rewriteReplies((text, on) => (on === 'HELP' ? text.replace(/\r\n(?=.)/g, '\n') : text)),
  }),

  fault({
    id: 'information/help-lines-are-replies', title: 'puts a code before each line of HELP', seen: 'students: send_reply() in a loop', caughtBy: ['information/help-is-well-formed'],
    parts: () => rewriteReplies((text, on) => (on === 'HELP' ? text.replace(/^(214-| )/gm, '214 ') : text)),
  }),

  fault({
    id: 'information/noop-goes-home', title: 'goes back to the login directory by NOOP', seen: null, caughtBy: ['information/noop-changes-nothing'],
    parts: () => ({
      ...editProtocol({}, [{ in: ['loggedIn'], on: ['NOOP'], when: 'already at the top' }]),
      conditions: {
        'already at the top': (session, asked) => {
          if (asked.on === 'NOOP') session.directory = '/';
          return fileConditions['already at the top']!(session, asked);
        },
      },
    }),
  }),

  fault({
    id: 'information/noop-resets-the-type', title: 'goes back to TYPE A with each NOOP', seen: null, caughtBy: ['information/noop-keeps-type-and-port'],
    parts: () => editProtocol({ 'FTP-INF-2': { next: ['ascii'] } }),
  }),

  fault({
    id: 'information/site-answers-twice', title: 'answers an unknown SITE command once for SITE and once for the word', seen: null, caughtBy: ['information/site-with-odd-words-keeps-in-step'],
    parts: () => rewriteReplies((text, on) => (on === 'SITE' && text.startsWith('501') ? `${text}500 Unknown SITE command.\r\n` : text)),
  }),
];
