import { ftp } from '../../../src/generated/ftp.ts';
import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import { type LongAddress, parseLongAddress } from '../../../src/wire/long-address.ts';
import { clientLines } from '../client-lines.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const refused = transferConditions['address refused']!;
const portMissing = transferConditions['no port to listen on']!;
const WRONG = ['a-number-beyond-255', 'a-negative-number', 'a-missing-number', 'a-number-too-many', 'another-host-length', 'another-port-length', 'no-numbers'];

const lpsv = (change: (text: string) => string): Pick<ServerParts, 'reply'> => rewriteReplies((text, on) => (on === 'LPSV' ? change(text) : text));

/** Servers that write or read long addresses wrong. */
export const longAddressFaults = [
  fault({
    id: 'older-commands/228-without-lengths', title: 'writes the numbers of PASV into 228', seen: null, caughtBy: ['older-commands/228-names-a-long-address', 'older-commands/lpsv-download', 'older-commands/lpsv-upload'],
    parts: () => lpsv((text) => text.replace(/\(4,4,/, '(').replace(/,2,(\d+,\d+)\)/, ',$1)')),
  }),
  fault({
    id: 'older-commands/228-swaps-the-port', title: 'writes the low byte of the port first in 228', seen: null, caughtBy: ['older-commands/lpsv-listens-before-it-replies', 'older-commands/lpsv-download'],
    parts: () => lpsv((text) => text.replace(/(\d+),(\d+)\)/, (_, high: string, low: string) => (high === low ? `${high},${Number(low) ^ 1})` : `${low},${high})`))),
  }),
  fault({
    id: 'older-commands/228-names-the-first-port-for-ever', title: 'names in 228 the port of its first LPSV', seen: null, caughtBy: ['older-commands/lpsv-again-and-again'],
    parts: () => {
      let first: string | null = null;
      return lpsv((text) => (text.startsWith('228') ? (first ??= text) : text));
    },
  }),
  fault({
    id: 'older-commands/lprt-is-not-kept', title: 'answers LPRT by 200 and does nothing', seen: 'a stub', caughtBy: ['older-commands/lprt-download', 'older-commands/lprt-upload', 'older-commands/lprt-replaces-pasv'],
    parts: () => ({ conditions: { 'address refused': (session, asked) => (asked.on === 'LPRT' ? false : refused(session, asked)) } }),
  }),
  fault({
    id: 'older-commands/lprt-outlives-pasv', title: 'goes on connecting to the address of LPRT after PASV', seen: null, caughtBy: ['older-commands/pasv-replaces-lprt'],
    parts: () => {
      const kept = new WeakMap<object, LongAddress>();
      return {
        conditions: {
          'address refused': (session, asked) => {
            const target = asked.on === 'LPRT' ? parseLongAddress(asked.argument) : null;
            if (target !== null) kept.set(session, target);
            return refused(session, asked);
          },
          'no port to listen on': async (session, asked) => {
            const none = await portMissing(session, asked);
            const target = kept.get(session);
            if (target !== undefined) session.dataPort.active(target);
            return none;
          },
        },
      };
    },
  }),
  fault({
    id: 'older-commands/lprt-unchecked', title: 'accepts any numbers in LPRT', seen: 'students: split(",") and no count', caughtBy: WRONG.map((id) => `older-commands/lprt-with-${id}`),
    parts: () => ({
      protocol: { ...ftp, arguments: ftp.arguments.map((entry) => (entry.name === 'long-address' ? { ...entry, syntax: '^.+$' } : entry)) },
      conditions: { 'address refused': (session, asked) => (asked.on === 'LPRT' ? false : refused(session, asked)), 'protocol not offered': (session, asked) => (asked.on === 'LPRT' ? false : transferConditions['protocol not offered']!(session, asked)) },
    }),
  }),
  fault({
    id: 'older-commands/lprt-bounces', title: 'refuses PORT where LPRT goes anywhere', seen: 'CVE-1999-0017 by another door', caughtBy: ['older-commands/lprt-to-a-low-port', 'older-commands/lprt-address-refused'],
    parts: () => ({
      conditions: {
        'address refused': (session, asked) => {
          const target = asked.on === 'LPRT' ? parseLongAddress(asked.argument) : null;
          if (target === null) return refused(session, asked);
          session.dataPort.active(target);
          return false;
        },
      },
    }),
  }),
  fault({
    id: 'older-commands/521-lists-nothing', title: 'answers 521 without the families that it has', seen: null, caughtBy: ['older-commands/521-lists-the-families'],
    parts: () => rewriteReplies((text) => text.replace(/^521 .*/, '521 Address family not supported')),
  }),
  fault({
    id: 'older-commands/lprt-of-fixed-length', title: 'dies of an LPRT that is longer than its buffer', seen: 'char buf[64]', caughtBy: ['older-commands/lprt-of-any-length'],
    line: () => clientLines((line) => (line.startsWith('LPRT') && line.length > 200 ? null : line)),
  }),
];
