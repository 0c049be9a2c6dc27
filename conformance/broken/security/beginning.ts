import { ControlChannel } from '../../../src/server/control-channel.ts';
import { accessConditions } from '../../../src/server/conditions/access.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import type { SessionState } from '../../../src/server/session-state.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { isProtected, spoiledTls } from './tls-parts.ts';

const wrong = accessConditions['password wrong']!;
const names = (...all: readonly string[]): Pick<ServerParts, 'conditions'> => ({ conditions: { 'mechanism offered': (_, asked) => all.includes(asked.argument) } });

export const beginningFaults = [
  fault({
    id: 'security/auth-answered-334', title: 'asks for ADAT after AUTH TLS', seen: null, caughtBy: ['security/auth-tls-begins-tls', 'security/feature-auth-works'],
    parts: () => editProtocol({ 'FTP-INF-41': { reply: [[334]] } }),
  }),

  fault({
    id: 'security/mechanisms-in-upper-case', title: 'knows TLS and not tls', seen: null, caughtBy: ['security/mechanisms-in-any-case'],
    parts: () => names('TLS', 'TLS-C', 'SSL'),
  }),

  fault({
    id: 'security/no-tls-c', title: 'does not know TLS-C', seen: null, caughtBy: ['security/tls-c-is-tls'],
    parts: () => names('TLS', 'tls'),
  }),

  fault({
    id: 'security/any-mechanism-is-tls', title: 'begins TLS whatever the argument of AUTH is', seen: null, caughtBy: ['security/unknown-mechanism-changes-nothing'],
    parts: () => ({ conditions: { 'mechanism offered': () => true } }),
  }),

  fault({
    id: 'security/no-login-under-tls', title: 'finds every password wrong under TLS', seen: null, caughtBy: ['security/login-under-tls'],
    parts: () => ({ conditions: { 'password wrong': (session, asked) => isProtected(session) || wrong(session, asked) } }),
  }),

  fault({
    id: 'security/any-password-under-tls', title: 'takes TLS for the proof of who somebody is', seen: null, caughtBy: ['security/wrong-password-under-tls'],
    parts: () => ({ conditions: { 'password wrong': (session, asked) => !isProtected(session) && wrong(session, asked) } }),
  }),

  fault({
    id: 'security/feat-hides-tls', title: 'leaves AUTH out of FEAT', seen: null, caughtBy: ['security/feat-lists-tls'],
    parts: () => rewriteReplies((text, on) => (on === 'FEAT' ? text.replace(' AUTH TLS\r\n', '') : text)),
  }),

  fault({
    id: 'security/feat-lists-what-is-not-there', title: 'lists AUTH TLS in FEAT and refuses it', seen: null, caughtBy: ['security/feature-auth-works'],
    parts: () => names(),
  }),

  fault({
    id: 'security/auth-again-logs-out', title: 'refuses a second AUTH and forgets the user', seen: null, caughtBy: ['security/auth-again-keeps-the-session'],
    parts: () => editProtocol({ 'FTP-SEC-4': { next: ['awaitingUser'] } }),
  }),

  fault({
    id: 'security/waits-after-a-failed-handshake', title: 'leaves a connection open whose handshake has failed', seen: null, caughtBy: ['security/failed-handshake-ends-the-session'],
    line: () => {
      let asked = false;
      return {
        toServer: (chunk) => {
          const passes = !asked || chunk[0] === 0x16;
          asked ||= chunk.includes('AUTH TLS');
          return passes ? chunk : Buffer.alloc(0);
        },
      };
    },
  }),

  fault({
    id: 'security/handshakes-are-never-given-up', title: 'has room for two handshakes and counts failed ones for ever', seen: null, caughtBy: ['security/failed-handshake-harms-nobody'],
    parts: () => {
      let shaking = 0;
      return {
        ...spoiledTls({ control: ({ socket }) => { shaking += 1; socket.once('secure', () => { shaking -= 1; }); } }),
        conditions: { 'mechanism offered': () => shaking < 2 },
      };
    },
  }),

  fault({
    id: 'security/plaintext-is-kept', title: 'executes after the handshake what came in clear before it', seen: 'CVE-2011-1575, pyftpdlib #315', caughtBy: ['security/commands-behind-auth-are-dropped', 'security/user-behind-auth-is-dropped'],
    parts: () => forgetting(() => {}),
  }),

  fault({
    id: 'security/half-a-line-is-kept', title: 'keeps half a line over the handshake', seen: 'CVE-2011-1575', caughtBy: ['security/half-a-command-behind-auth-is-dropped'],
    parts: () => forgetting((channel) => { channel.requests.length = 0; }),
  }),

  fault({
    id: 'security/plaintext-ends-tls-for-all', title: 'offers nobody TLS any more after somebody has sent commands behind AUTH', seen: null, caughtBy: ['security/commands-behind-auth-harm-nobody'],
    parts: () => {
      let spoilt = false;
      return { ...forgetting((channel) => { spoilt ||= channel.requests.length > 0; channel.requests.length = 0; }), conditions: { 'mechanism offered': () => !spoilt } };
    },
  }),

  fault({
    id: 'security/auth-keeps-the-login', title: 'leaves the user logged in over AUTH', seen: 'uFTP #30', caughtBy: ['security/auth-ends-the-login'],
    parts: () => editProtocol({ 'FTP-INF-41': { next: ['secured'] } }),
  }),

  fault({
    id: 'security/auth-keeps-the-directory', title: 'keeps the working directory over AUTH', seen: null, caughtBy: ['security/auth-resets-the-directory'],
    parts: () => {
      const kept = new WeakMap<SessionState, SessionState['directory']>();
      return {
        conditions: {
          'mechanism offered': (session) => { kept.set(session, session.directory); return true; },
          'password wrong': (session, asked) => {
            const refused = wrong(session, asked) as boolean;
            session.directory = kept.get(session) ?? session.directory;
            return refused;
          },
        },
      };
    },
  }),

  fault({
    id: 'security/auth-keeps-the-type', title: 'keeps TYPE I over AUTH', seen: null, caughtBy: ['security/auth-resets-the-type'],
    parts: () => editProtocol({ 'FTP-INF-41': { next: ['awaitingUser', 'anyAddress', 'defaultPort', 'nothingPending', 'secured'] } }),
  }),
];

/** A server that forgets something else than what came in clear. */
function forgetting(forget: (channel: ControlChannel) => void): Pick<ServerParts, 'channel'> {
  return {
    channel: (socket, limit, canonical) => {
      const channel = new ControlChannel(socket, limit, canonical);
      channel.forget = () => forget(channel);
      return channel;
    },
  };
}
