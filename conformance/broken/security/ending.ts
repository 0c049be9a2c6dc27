import { ftp } from '../../../src/generated/ftp.ts';
import { ControlChannel } from '../../../src/server/control-channel.ts';
import { ControlSocket } from '../../../src/server/control-socket.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import type { Protocol } from '../../../src/spec/model.ts';
import { REFERENCE_TLS } from '../../reference-tls.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { rude, spoiledTls } from './tls-parts.ts';

export const endingFaults = [
  fault({
    id: 'security/ccc-changes-nothing', title: 'says 200 to CCC and goes on under TLS', seen: null, caughtBy: ['security/ccc-ends-tls'],
    parts: () => ({ protocol: withoutEffect('uncovered') }),
  }),

  fault({
    id: 'security/ccc-drops-prot', title: 'forgets PROT P over CCC', seen: null, caughtBy: ['security/ccc-keeps-prot'],
    parts: () => ({
      ...editProtocol({}, [{ in: ['private'], on: ['CCC'], when: 'forgets PROT', reply: [[200]], next: ['uncovered'] }]),
      conditions: { 'forgets PROT': (session) => { session.privateData = false; return true; } },
    }),
  }),

  fault({
    id: 'security/prot-after-ccc', title: 'accepts PROT after CCC', seen: null, caughtBy: ['security/no-prot-after-ccc'],
    parts: () => editProtocol({}, [{ in: ['uncovered'], on: ['PROT'], reply: [[200]] }]),
  }),

  fault({
    id: 'security/refused-ccc-ends-tls', title: 'refuses CCC and ends TLS', seen: null, caughtBy: ['security/refused-ccc-keeps-tls'],
    config: { tls: { ...REFERENCE_TLS, clearing: false } },
    parts: () => editProtocol({ 'FTP-SEC-41': { next: ['uncovered'] } }),
  }),

  fault({
    id: 'security/rein-keeps-tls', title: 'stays under TLS after REIN', seen: null, caughtBy: ['security/rein-ends-tls'],
    parts: () => ({ protocol: withoutEffect('clear') }),
  }),

  fault({
    id: 'security/no-farewell', title: 'ends the control connection without close_notify', seen: 'DEFACTO: several', caughtBy: ['security/quit-ends-with-close-notify'],
    parts: () => spoiledTls({ control: rude }),
  }),

  fault({
    id: 'security/a-record-is-a-line', title: 'takes each TLS record for a line', seen: null, caughtBy: ['security/commands-in-pieces'],
    parts: () => taking((chunk) => (chunk.includes('\n') ? chunk : Buffer.concat([chunk, Buffer.from('\r\n')]))),
  }),

  fault({
    id: 'security/a-record-is-one-line', title: 'takes one line of each TLS record and drops the rest', seen: null, caughtBy: ['security/commands-in-one-record'],
    parts: () => taking((chunk) => chunk.subarray(0, chunk.indexOf('\n') + 1 || chunk.length)),
  }),
];

/** A protocol in which entering a state asks nothing of the server. */
function withoutEffect(name: string): Protocol {
  return { ...ftp, states: ftp.states.map((state) => (state.name === name ? { ...state, entry: null } : state)) };
}

/** A server that reads what comes under TLS in another way. */
function taking(change: (chunk: Buffer) => Buffer): Pick<ServerParts, 'channel'> {
  return {
    channel: (socket, limit, canonical) => {
      const channel = new ControlChannel(socket, limit, canonical);
      const take = channel.take.bind(channel);
      channel.take = (chunk) => take(socket instanceof ControlSocket && socket.protection !== null ? change(chunk) : chunk);
      return channel;
    },
  };
}
