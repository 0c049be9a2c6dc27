import { ftp } from '../../../src/generated/ftp.ts';
import type { ServerParts } from '../../../src/server/reference-server.ts';
import { clientLines } from '../client-lines.ts';
import { editProtocol } from '../edit-protocol.ts';
import { fault } from '../fault.ts';

const TWINS = ['XPWD', 'XCUP', 'XCWD', 'XMKD', 'XRMD'];

/** A server that takes other arguments of ALLO. */
const allocation = (syntax: string): Pick<ServerParts, 'protocol'> => ({ protocol: { ...ftp, arguments: ftp.arguments.map((entry) => (entry.name === 'allocation' ? { ...entry, syntax } : entry)) } });

/** A synonym with a function of its own, which says yes too soon. */
const careless = (synonym: string, other: string, twin: string): ReturnType<typeof fault> => fault({
  id: `older-commands/${synonym.toLowerCase()}-says-yes`, title: `answers ${synonym} without looking`, seen: 'students: a copied function that was mended once', caughtBy: [`older-commands/${synonym.toLowerCase()}-refuses-as-${twin}`],
  line: () => clientLines((line) => (line.startsWith(`${synonym} `) ? `${other}\r\n` : line)),
});

/** Servers that spoil what they need not do, and whose synonyms are not synonyms. */
export const superfluousFaults = [
  careless('XCWD', 'CWD /', 'cwd'),
  careless('XRMD', 'NOOP', 'rmd'),
  careless('XMKD', 'PWD', 'mkd'),
  fault({
    id: 'older-commands/synonyms-need-no-login', title: 'asks for a login before it looks for the X-commands', seen: 'sys-ftpd', caughtBy: TWINS.map((verb) => `older-commands/${verb.toLowerCase()}-before-login`),
    parts: () => editProtocol({}, [{ in: ['awaitingUser', 'awaitingPassword'], on: ['PWD', 'CDUP', 'CWD', 'MKD', 'RMD'], reply: [[250]] }]),
  }),
  fault({
    id: 'older-commands/smnt-logs-out', title: 'logs the user out by SMNT', seen: null, caughtBy: ['older-commands/smnt-leaves-the-session'],
    parts: () => editProtocol({ 'FTP-FIL-10': { next: ['awaitingUser'] } }),
  }),
  fault({
    id: 'older-commands/smnt-resets-the-type', title: 'goes back to TYPE A by SMNT', seen: null, caughtBy: ['older-commands/smnt-leaves-the-session'],
    parts: () => editProtocol({ 'FTP-FIL-10': { next: ['ascii'] } }),
  }),
  fault({
    id: 'older-commands/acct-logs-out', title: 'takes ACCT for the beginning of a login', seen: null, caughtBy: ['older-commands/acct-leaves-the-session'],
    parts: () => editProtocol({ 'FTP-ACC-54': { next: ['awaitingUser'] } }),
  }),
  fault({
    id: 'older-commands/allo-takes-a-number', title: 'knows no R in ALLO', seen: 'students: int(argument)', caughtBy: ['older-commands/allo-with-a-record-size'],
    parts: () => allocation(String.raw`^\d+$`),
  }),
  fault({
    id: 'older-commands/allo-takes-anything', title: 'reads ALLO no further than its number', seen: 'atoi()', caughtBy: ['older-commands/allo-with-r-and-nothing'],
    parts: () => allocation(String.raw`^\d.*$`),
  }),
  fault({
    id: 'older-commands/allo-reserves-elsewhere', title: 'stores the file that ALLO announced under the name of its reservation', seen: null, caughtBy: ['older-commands/allo-before-an-upload'],
    line: () => {
      let reserved = false;
      return clientLines((line) => {
        if (line.startsWith('ALLO')) reserved = true;
        return reserved ? line.replace(/^(STOR [^\r\n]*)/, '$1.alloc') : line;
      });
    },
  }),
];
