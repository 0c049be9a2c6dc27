import { TlsService } from '../../../src/server/tls-service.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import type { SessionState } from '../../../src/server/session-state.ts';
import { accessConditions } from '../../../src/server/conditions/access.ts';
import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { REFERENCE_TLS } from '../../reference-tls.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { claiming, perSession, uploads } from '../own-transfer.ts';
import { OTHER_CERTIFICATE, OTHER_KEY } from './other-certificate.ts';
import { isProtected, protectingData, rude, spoiledTls } from './tls-parts.ts';

export const dataFaults = [
  fault({
    id: 'security/data-private-at-once', title: 'protects data as soon as the control connection is protected', seen: null, caughtBy: ['security/data-are-clear-at-first', 'security/prot-p-needs-pbsz'],
    parts: () => protectingData((session) => isProtected(session)),
  }),

  fault({
    id: 'security/prot-without-auth', title: 'accepts PBSZ and PROT in clear', seen: null, caughtBy: ['security/prot-p-needs-auth'],
    parts: () => editProtocol({ 'FTP-SEC-11': { reply: [[200]] } }),
  }),

  fault({
    id: 'security/files-in-clear', title: 'says 200 to PROT P and sends files in clear', seen: null,
    caughtBy: ['security/prot-p-protects-downloads', 'security/prot-p-over-epsv', 'security/nothing-in-clear-under-prot-p', 'security/ccc-keeps-prot'],
    parts: () => protectingData((session, { kind }) => session.privateData && kind !== 'file'),
  }),

  fault({
    id: 'security/listings-in-clear', title: 'protects files and no listings', seen: null, caughtBy: ['security/prot-p-protects-listings'],
    parts: () => protectingData((session, { kind }) => session.privateData && kind !== 'listing'),
  }),

  fault({
    id: 'security/uploads-in-clear', title: 'stores what comes in clear after PROT P', seen: null, caughtBy: ['security/nothing-stored-in-clear-under-prot-p'],
    parts: () => protectingData((session, { kind }) => session.privateData && kind !== 'upload'),
  }),

  fault({
    id: 'security/active-in-clear', title: 'protects passive data connections only', seen: null, caughtBy: ['security/server-on-active-connections'],
    parts: () => {
      const active = new WeakSet<SessionState>();
      return {
        ...protectingData((session) => session.privateData && !active.has(session)),
        conditions: {
          'address refused': (session, asked) => { active.add(session); return transferConditions['address refused']!(session, asked); },
          'no port to listen on': (session, asked) => { active.delete(session); return transferConditions['no port to listen on']!(session, asked); },
        },
      };
    },
  }),

  fault({
    id: 'security/protects-once', title: 'protects one data connection after PROT P, and no other', seen: null, caughtBy: ['security/prot-p-holds'],
    parts: () => {
      const count = perSession(() => ({ transfers: 0 }));
      return protectingData((session) => session.privateData && (count(session).transfers += 1) === 1);
    },
  }),

  fault({
    id: 'security/prot-c-is-ignored', title: 'goes on protecting data after PROT C', seen: null, caughtBy: ['security/prot-c-uncovers'],
    parts: () => protectingData(() => true),
  }),

  fault({
    id: 'security/level-taken-at-pasv', title: 'protects data as PROT said when PASV came', seen: null, caughtBy: ['security/prot-after-pasv'],
    parts: () => {
      const level = new WeakMap<SessionState, boolean>();
      return {
        ...protectingData((session) => level.get(session) ?? session.privateData),
        conditions: { 'no port to listen on': (session, asked) => { level.set(session, session.privateData); return transferConditions['no port to listen on']!(session, asked); } },
      };
    },
  }),

  fault({
    id: 'security/pbsz-resets-prot', title: 'goes back to clear data when PBSZ comes again', seen: null, caughtBy: ['security/pbsz-again-keeps-prot'],
    parts: () => ({
      ...editProtocol({}, [{ in: ['private'], on: ['PBSZ'], when: 'resets protection', reply: [[200]], next: ['sized'] }]),
      conditions: { 'resets protection': (session) => { session.privateData = false; return true; } },
    }),
  }),

  fault({
    id: 'security/failed-data-handshake-ends-all', title: 'drops the session when the handshake on a data connection fails', seen: 'vsftpd: no answer, the process ends', caughtBy: ['security/failed-data-handshake-keeps-the-session'],
    parts: () => spoiledTls({ data: ({ ok }, _, session) => { if (!ok) session.destroy(); } }),
  }),

  fault({
    id: 'security/no-resumption', title: 'has another TLS context for data connections', seen: null, caughtBy: ['security/data-session-is-resumed'],
    parts: () => otherContext(),
  }),

  fault({
    id: 'security/two-certificates', title: 'shows another certificate on data connections', seen: null, caughtBy: ['security/one-certificate'],
    parts: () => otherContext({ certificate: OTHER_CERTIFICATE, key: OTHER_KEY }),
  }),

  fault({
    id: 'security/stores-a-record-less', title: 'loses a byte of uploads that end with a TLS record', seen: null, caughtBy: ['security/uploads-at-any-size'],
    parts: () => uploads((body, _, session) => (session.privateData && body.length === 16_384 ? body.subarray(1) : body)),
  }),

  fault({
    id: 'security/sends-a-byte-less', title: 'loses the first byte of protected downloads of more than a TLS record', seen: null, caughtBy: ['security/downloads-at-any-size', 'security/large-download'],
    parts: () => ({ transfer: (session, prepared, signal) => runTransfer(session, prepared.kind === 'file' && session.privateData && prepared.file.facts.size > 16_384 ? { ...prepared, offset: 1 } : prepared, signal) }),
  }),

  fault({
    id: 'security/no-text-under-tls', title: 'forgets the type of representation under TLS', seen: null, caughtBy: ['security/text-over-tls'],
    parts: () => ({ transfer: (session, prepared, signal) => runTransfer(session.privateData ? claiming(session, false) : session, prepared, signal) }),
  }),

  fault({
    id: 'security/tickets-on-uploads', title: 'sends session tickets on data connections that it only receives on', seen: 'vsftpd, pyftpdlib: what OpenSSL does by itself', caughtBy: ['security/upload-hears-no-tickets'],
    parts: () => spoiledTls({ talkative: true }),
  }),

  fault({
    id: 'security/no-farewell-on-data', title: 'ends data connections without close_notify', seen: 'DEFACTO: several', caughtBy: ['security/download-ends-with-close-notify', 'security/listing-ends-with-close-notify'],
    parts: () => spoiledTls({ data: (done, raw) => { if (done.ok) rude(done.layer, raw); } }),
  }),

  fault({
    id: 'security/cut-uploads-are-whole', title: 'takes a FIN for the end of a protected upload', seen: 'most servers', caughtBy: ['security/cut-upload-is-no-success'],
    parts: () => spoiledTls({ data: (done) => { if (done.ok) Object.defineProperty(done.layer, 'saidFarewell', { get: () => true }); } }),
  }),

  fault({
    id: 'security/broken-uploads-are-whole', title: 'answers 226 to a protected upload that was broken off', seen: null, caughtBy: ['security/broken-upload-is-no-success'],
    parts: () => ({
      transfer: async (session, prepared, signal) => {
        const end = await runTransfer(session, prepared, signal);
        return session.privateData && prepared.kind === 'upload' && end === '[data failed]' ? '[data done]' : end;
      },
    }),
  }),

  fault({
    id: 'security/privacy-for-all', title: 'keeps the protection level in the server, not in the session', seen: 'students: a global variable', caughtBy: ['security/sessions-side-by-side'],
    parts: () => {
      let anybody = false;
      return protectingData((session) => (anybody ||= session.privateData));
    },
  }),

  fault({
    id: 'security/login-makes-private', title: 'protects data after a login under TLS, whatever PROT said', seen: null, caughtBy: ['security/data-are-clear-at-first'],
    parts: () => ({ conditions: { 'password wrong': (session, asked) => {
      const refused = accessConditions['password wrong']!(session, asked) as boolean;
      if (isProtected(session)) session.privateData = true;
      return refused;
    } } }),
  }),
];

/** A server whose data connections have a TLS of their own. */
function otherContext(settings: Partial<typeof REFERENCE_TLS> = {}): Pick<ServerParts, 'tls'> {
  return {
    tls: (own, deadline) => {
      const other = new TlsService({ ...own, ...settings }, deadline);
      const service = new TlsService(own, deadline);
      service.protectData = (raw, session, signal) => other.protectData(raw, session, signal);
      return service;
    },
  };
}
