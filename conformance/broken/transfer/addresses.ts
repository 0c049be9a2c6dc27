import { ftp } from '../../../src/generated/ftp.ts';
import { transferConditions } from '../../../src/server/conditions/transfers.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import { runTransfer } from '../../../src/server/transfer.ts';
import { parseHostPort } from '../../../src/wire/host-port.ts';
import { rewriteReplies } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const refused = transferConditions['address refused']!;
const offered = transferConditions['protocol not offered']!;

/** A server that finds other arguments well formed. */
const syntax = (changes: Readonly<Record<string, string>>): Pick<ServerParts, 'protocol'> => ({
  protocol: { ...ftp, arguments: ftp.arguments.map((entry) => ({ ...entry, syntax: changes[entry.name] ?? entry.syntax })) },
});

/** One byte for the other; where both are the same, another port. */
const swap = (high: number, low: number): [number, number] => (high === low ? [high, low ^ 1] : [low, high]);

/** Servers that write or read addresses wrong. */
export const addressFaults = [
  fault({
    id: 'transfer/227-swaps-the-port', title: 'writes the low byte of the port first in 227', seen: 'students: struct.pack("<H")',
    caughtBy: ['transfer/pasv-download', 'transfer/pasv-upload', 'transfer/pasv-listing'],
    parts: () => rewriteReplies((text, on) => (on === 'PASV' ? text.replace(/(\d+),(\d+)\)/, (_, high: string, low: string) => `${swap(Number(high), Number(low)).join(',')})`) : text)),
  }),
  fault({
    id: 'transfer/229-in-two-numbers', title: 'writes the port in 229 as two numbers, as in 227', seen: 'students',
    caughtBy: ['transfer/epsv-download', 'transfer/epsv-upload', 'transfer/epsv-listing', 'transfer/229-has-a-port-alone'],
    parts: () => rewriteReplies((text, on) => (on === 'EPSV' ? text.replace(/\|\|\|(\d+)\|/, (_, port: string) => `|||${Number(port) >> 8},${Number(port) & 255}|`) : text)),
  }),
  fault({
    id: 'transfer/port-swaps-bytes', title: 'reads the low byte of the port first in PORT', seen: 'students: ntohs() once too often',
    caughtBy: ['transfer/port-download', 'transfer/port-upload', 'transfer/port-listing', 'transfer/port-replaces-pasv'],
    parts: () => ({
      conditions: {
        'address refused': (session, asked) => {
          const target = asked.on === 'PORT' ? parseHostPort(asked.argument) : null;
          if (target === null) return refused(session, asked);
          const [high, low] = swap(target.port >> 8, target.port & 255);
          session.dataPort.active({ ...target, port: 256 * high + low });
          return false;
        },
      },
    }),
  }),
  fault({
    id: 'transfer/eprt-is-not-kept', title: 'answers EPRT by 200 and does nothing', seen: 'students: a stub',
    caughtBy: ['transfer/eprt-download', 'transfer/eprt-upload', 'transfer/eprt-listing'],
    parts: () => ({ conditions: { 'address refused': (session, asked) => (asked.on === 'EPRT' ? false : refused(session, asked)) } }),
  }),
  fault({
    id: 'transfer/epsv-knows-no-protocol', title: 'refuses EPSV with any argument but ALL', seen: null, caughtBy: ['transfer/epsv-for-a-protocol'],
    parts: () => ({ conditions: { 'protocol not offered': (session, asked) => (asked.on === 'EPSV' ? asked.argument !== '' : offered(session, asked)) } }),
  }),
  fault({
    id: 'transfer/port-numbers-of-any-size', title: 'accepts PORT with numbers of any size', seen: 'LightFTP #47, pyftpdlib 1.5.7',
    caughtBy: ['transfer/port-number-beyond-255', 'transfer/port-host-beyond-255', 'transfer/port-of-negative-numbers'],
    parts: () => ({ ...syntax({ 'host-port': String.raw`^-?\d+(,-?\d+){5}$` }), conditions: { 'address refused': () => false } }),
  }),
  fault({
    id: 'transfer/addresses-unchecked', title: 'accepts anything for the address in PORT and EPRT', seen: 'students: split(",") and no try',
    caughtBy: ['transfer/port-of-five-numbers', 'transfer/port-of-letters', 'transfer/port-of-no-numbers', 'transfer/eprt-without-a-port', 'transfer/eprt-port-of-letters', 'transfer/eprt-without-delimiters'],
    parts: () => ({ ...syntax({ 'host-port': '^.+$', 'extended-port': '^.+$' }), conditions: { 'address refused': () => false, 'protocol not offered': () => false } }),
  }),
  fault({
    id: 'transfer/eprt-needs-bars', title: 'takes no other delimiter than | in EPRT', seen: 'vsftpd 3.0.5', caughtBy: ['transfer/eprt-with-another-delimiter'],
    parts: () => syntax({ 'extended-port': String.raw`^\|\d+\|[0-9A-Fa-f:.]+\|\d{1,5}\|$` }),
  }),
  fault({
    id: 'transfer/unreachable-is-done', title: 'says 226 when it could not connect', seen: 'LightFTP #81', caughtBy: ['transfer/active-connection-refused'],
    parts: () => ({
      transfer: async (session, prepared, signal) => {
        const end = await runTransfer(session, prepared, signal);
        return end === '[data unopened]' ? '[data done]' : end;
      },
    }),
  }),
  fault({
    id: 'transfer/522-lists-nothing', title: 'answers 522 without the protocols that it has', seen: null, caughtBy: ['transfer/522-lists-the-protocols'],
    parts: () => rewriteReplies((text) => text.replace(/^522 .*/, '522 Network protocol not supported')),
  }),
];
