import { hashConditions } from '../../../src/server/conditions/hashes.ts';
import { informationConditions } from '../../../src/server/conditions/information.ts';
import type { Conditions } from '../../../src/server/session-state.ts';
import { ftpTable } from '../../catalog.ts';
import { featLine } from '../another-feature.ts';
import { answering } from '../answering.ts';
import { clientLines } from '../client-lines.ts';
import { editProtocol, rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';
import { joined, noJail } from '../no-jail.ts';
import { perSession } from '../own-transfer.ts';

const valueWrong = informationConditions(ftpTable)['option value wrong']!;
const VERBS = ['XCRC', 'XMD5', 'XSHA1', 'XSHA256'];

/** Other digits of the same number. */
const spoilt = (digits: string): string => digits.replace(/[0-9a-f]{8,}/, (hash) => Array.from(hash).reverse().join('').replace(/^./, '7'));

export const hashFaults = [
  fault({
    id: 'de-facto/hash-without-its-range', title: 'answers HASH with the digits and the path alone', seen: null, caughtBy: ['de-facto/hash-of-a-file'],
    parts: () => rewriteReplies((text, on) => (on === 'HASH' ? text.replace(/ \d+-\d+ /, ' ') : text)),
  }),

  fault({
    id: 'de-facto/hash-of-the-text', title: 'hashes in TYPE A what it would send then', seen: null, caughtBy: ['de-facto/hash-whatever-the-type'],
    parts: () => answering((session, asked) => (asked.on === 'HASH' && session.ascii ? { digest: spoilt(asked.found) } : undefined)),
  }),

  fault({
    id: 'de-facto/hash-marks-nothing', title: 'marks no hash in FEAT', seen: null, caughtBy: ['de-facto/hash-is-listed'],
    parts: () => featLine('HASH', (line) => line.replace('*', '')),
  }),

  fault({
    id: 'de-facto/opts-hash-does-nothing', title: 'says 200 to OPTS HASH and hashes as before', seen: null, caughtBy: ['de-facto/opts-hash-selects'],
    parts: () => answering((session, asked, { option }) => {
      if (asked.on !== 'OPTS' || !/^hash ./i.test(asked.argument)) return undefined;
      session.hash = 'SHA-256';
      return { option: option! };
    }),
  }),

  fault({
    id: 'de-facto/opts-hash-takes-all', title: 'says 200 to OPTS HASH with any name', seen: null, caughtBy: ['de-facto/opts-hash-of-nobody'],
    parts: () => ({ conditions: { 'option value wrong': (session, asked) => !/^hash/i.test(asked.argument) && valueWrong(session, asked) } }),
  }),

  fault({
    id: 'de-facto/hash-lacks-sha-1', title: 'has no SHA-1', seen: null, caughtBy: ['de-facto/hash-has-sha-1'],
    parts: () => featLine('HASH', (line) => line.replace('SHA-1;', '')),
  }),

  fault({
    id: 'de-facto/rein-keeps-the-hash', title: 'keeps the selected hash over REIN', seen: null, caughtBy: ['de-facto/rein-resets-the-hash'],
    parts: () => {
      const last = perSession(() => ({ hash: 'SHA-256' }));
      return answering((session, asked) => {
        if (asked.on === 'REIN') session.hash = last(session).hash;
        last(session).hash = session.hash;
        return undefined;
      });
    },
  }),

  fault({
    id: 'de-facto/rang-does-nothing', title: 'says 350 to RANG and hashes the whole file', seen: null, caughtBy: ['de-facto/hash-of-a-part'],
    parts: () => ({ conditions: ignoringRange() }),
  }),

  fault({
    id: 'de-facto/rang-stays', title: 'keeps the part when RANG 1 0 takes it back', seen: null, caughtBy: ['de-facto/rang-takes-itself-back'],
    parts: () => {
      const last = perSession<{ range: { start: number; end: number | null } | null }>(() => ({ range: null }));
      return {
        ...editProtocol({ 'FTP-DEF-22': { next: ['ranging'] } }),
        ...answering((session, asked) => {
          if (asked.on !== 'RANG') return undefined;
          if (session.range === null) session.range = last(session).range;
          last(session).range = session.range;
          return undefined;
        }),
      };
    },
  }),

  ...VERBS.map((verb) => fault({
    id: `de-facto/${verb.toLowerCase()}-of-something-else`, title: `tells by ${verb} digits that are not those of the file`, seen: null, caughtBy: [`de-facto/${verb.toLowerCase()}-of-a-file`],
    parts: () => answering((_, asked) => (asked.on === verb ? { digest: spoilt(asked.found) } : undefined)),
  })),

  fault({
    id: 'de-facto/quotes-belong-to-the-path', title: 'takes the double quotes for a part of the path', seen: null, caughtBy: ['de-facto/hash-of-a-quoted-path'],
    line: () => clientLines((line) => line.replace(/^(X\w+) "(.*)"/, '$1 %22$2%22')),
  }),

  fault({
    id: 'de-facto/part-is-ignored', title: 'hashes the whole file whatever part is asked for', seen: null, caughtBy: ['de-facto/hash-between-two-bytes'],
    line: () => clientLines((line) => line.replace(/^(X\w+ "[^"]*") \d+ \d+/, '$1')),
  }),

  fault({
    id: 'de-facto/hashes-everything', title: 'hashes any file of the system', seen: 'checks of paths in RETR only', caughtBy: ['de-facto/no-hash-from-outside'],
    parts: () => noJail(VERBS, joined),
  }),
];

function ignoringRange(): Conditions {
  return {
    'cannot be hashed': (session, asked) => {
      session.range = null;
      return hashConditions['cannot be hashed']!(session, asked);
    },
  };
}
