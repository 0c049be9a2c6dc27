import { clientReads } from '../client-lines.ts';
import { fault } from '../fault.ts';

/** IAC doubled is the byte 255 and no Telnet command: so the reference server sees what one without Telnet sees. */
const LITERAL = '\xff\xff';

export const telnetFaults = [
  fault({
    id: 'grammar/no-telnet', title: 'takes Telnet options for part of the command', seen: 'vsftpd, Pure-FTPd, pyftpdlib', caughtBy: ['grammar/telnet-options-are-taken-out'],
    line: () => clientReads((text) => text.replace(/\xff/g, LITERAL)),
  }),

  fault({
    id: 'grammar/telnet-unanswered', title: 'drops Telnet options without refusing them', seen: null, caughtBy: ['grammar/telnet-options-are-refused'],
    line: () => ({ toClient: (chunk) => Buffer.from(chunk.toString('latin1').replace(/\xff[\xfc\xfe]./gs, ''), 'latin1') }),
  }),

  fault({
    id: 'grammar/telnet-in-one-read', title: 'knows a Telnet option only when it comes in one read', seen: 'CVE-2010-4221', caughtBy: ['grammar/telnet-split'],
    line: () => clientReads((text) => text.replace(/\xff$/, LITERAL)),
  }),

  fault({
    id: 'grammar/no-telnet-interrupt', title: 'takes Telnet IP and DM for part of the verb', seen: 'Pure-FTPd', caughtBy: ['grammar/telnet-interrupt'],
    line: () => clientReads((text) => text.replace(/\xff(?=[\xf2\xf4])/g, LITERAL)),
  }),

  fault({
    id: 'grammar/telnet-answers-refusals', title: 'answers IAC WONT by DONT and IAC DONT by WONT', seen: null, caughtBy: ['grammar/telnet-refusals-stay-unanswered'],
    line: () => clientReads((text) => text.replace(/\xff([\xfc\xfe])/g, (_, refusal: string) => `\xff${refusal === '\xfc' ? '\xfb' : '\xfd'}`)),
  }),
];
