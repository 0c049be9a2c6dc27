import { hostConditions } from '../../../src/server/conditions/hosts.ts';
import { ftpTable } from '../../catalog.ts';
import { featLine, onlyPromised } from '../another-feature.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { perSession } from '../own-transfer.ts';

const unknown = hostConditions(ftpTable)['host unknown']!;

export const hostFaults = [
  onlyPromised('hosts', 'HOST', 'awaitingUser'),

  fault({
    id: 'hosts/host-not-listed', title: 'has HOST and does not list it in FEAT', seen: null, caughtBy: ['hosts/host-is-listed'],
    parts: () => featLine('HOST', () => null),
  }),

  fault({
    id: 'hosts/any-address', title: 'takes every address for its own', seen: null, caughtBy: ['hosts/host-at-another-address'],
    parts: () => ({ conditions: { 'host unknown': () => false } }),
  }),

  fault({
    id: 'hosts/port-is-ignored', title: 'takes a port behind the host', seen: 'students: the argument is split at its colon', caughtBy: ['hosts/host-with-a-port'],
    parts: () => editProtocol({}, [{ in: ['awaitingUser'], on: ['HOST'], when: 'argument malformed', reply: [[220]] }]),
  }),

  fault({
    id: 'hosts/one-host-only', title: 'takes one HOST a session', seen: null, caughtBy: ['hosts/second-host-counts'],
    parts: () => ({ ...editProtocol({}, [{ in: ['awaitingUser'], on: ['HOST'], when: 'host not available now', reply: [[503]] }]), conditions: { 'host not available now': (session) => session.host !== null } }),
  }),

  fault({
    id: 'hosts/no-host-after-rein', title: 'takes no HOST after REIN', seen: null, caughtBy: ['hosts/rein-ends-host'],
    parts: () => {
      const rein = perSession(() => ({ seen: false }));
      return {
        ...editProtocol({}, [{ in: ['awaitingUser'], on: ['HOST'], when: 'host not available now', reply: [[503]] }]),
        conditions: {
          'ready after a delay': (session, asked) => {
            if (asked.on === 'REIN') rein(session).seen = true;
            return false;
          },
          'host not available now': (session) => rein(session).seen,
        },
      };
    },
  }),

  fault({
    id: 'hosts/unknown-host-shuts-out', title: 'lets nobody in who has once named an unknown host', seen: null, caughtBy: ['hosts/refused-host-changes-nothing'],
    parts: () => {
      const wrong = perSession(() => ({ host: false }));
      return {
        conditions: {
          'host unknown': async (session, asked) => {
            const answer = await unknown(session, asked);
            if (answer) wrong(session).host = true;
            return answer;
          },
          'user refused': (session) => wrong(session).host,
        },
      };
    },
  }),

  fault({
    id: 'hosts/letters-of-hosts-count', title: 'compares names of hosts letter by letter', seen: null, caughtBy: ['hosts/host-in-any-case'],
    parts: () => ({ conditions: { 'host unknown': (session, asked) => asked.argument !== asked.argument.toLowerCase() || unknown(session, asked) } }),
  }),
];
