import { ReplyTexts } from '../../../src/server/reply-text.ts';
import type { Table } from '../../../src/machine/table.ts';

/** Where the book has nothing, because a server could not be asked: which row of the specification speaks, by the key under which the program looks. */
const ROWS: Readonly<Record<string, readonly [on: string, rule: string]>> = {
  out: ['PWD', 'FTP-ACC-10'], XYZZY: ['[unknown command]', 'FTP-FAI-1'], 'USER ok': ['USER', 'FTP-ACC-26'], 'PASS ok': ['PASS', 'FTP-ACC-37'], 'PASS no': ['PASS', 'FTP-ACC-34'], QUIT: ['QUIT', 'FTP-ACC-70'],
  'AUTH ok': ['AUTH', 'FTP-INF-41'], 'PBSZ ok': ['PBSZ', 'FTP-SEC-12'], 'PROT ok': ['PROT', 'FTP-SEC-23'], 'PROT no': ['PROT', 'FTP-SEC-11'], 'TYPE ok': ['TYPE', 'FTP-XFR-5'],
  'CWD ok': ['CWD', 'FTP-FIL-7'], 'CWD no': ['CWD', 'FTP-FIL-4'], 'CDUP ok': ['CDUP', 'FTP-FIL-9'], 'PWD /': ['PWD', 'FTP-FIL-11'], 'MLST no': ['MLST', 'FTP-FIL-47'],
  'SIZE ok': ['SIZE', 'FTP-FIL-43'], 'SIZE no': ['SIZE', 'FTP-FIL-40'], 'MDTM ok': ['MDTM', 'FTP-FIL-46'], 'MDTM no': ['MDTM', 'FTP-FIL-44'], 'REST 5000': ['REST', 'FTP-XFR-34'], 'REST 0': ['REST', 'FTP-XFR-34'],
  'DELE ok': ['DELE', 'FTP-FIL-23'], 'DELE no': ['DELE', 'FTP-FIL-20'], 'RMD ok': ['RMD', 'FTP-FIL-19'], 'RMD no': ['RMD', 'FTP-FIL-4'], 'MKD ok': ['MKD', 'FTP-FIL-15'], 'MKD no': ['MKD', 'FTP-FIL-12'],
  'RNFR ok': ['RNFR', 'FTP-FIL-31'], 'RNFR no': ['RNFR', 'FTP-FIL-30'], 'RNTO ok': ['RNTO', 'FTP-FIL-37'], 'RNTO missing': ['RNTO', 'FTP-FIL-32'],
  'PASV ok': ['PASV', 'FTP-XFR-19'], 'EPSV ok': ['EPSV', 'FTP-XFR-24'], 'PORT ok': ['PORT', 'FTP-XFR-15'], 'PORT no': ['PORT', 'FTP-XFR-12'], 'EPRT ok': ['EPRT', 'FTP-XFR-79'], 'EPRT no': ['EPRT', 'FTP-XFR-12'],
  'RETR no': ['RETR', 'FTP-XFR-43'], 'STOR no': ['STOR', 'FTP-XFR-51'], '[data begins]': ['RETR', 'FTP-XFR-57'], '[data done]': ['[data done]', 'FTP-XFR-60'], '[data unopened]': ['[data unopened]', 'FTP-XFR-61'], '[data failed]': ['[data failed]', 'FTP-XFR-62'],
};

/** What the program puts its own values in place of. */
const VALUES = { path: '/book-new', quoted: '"/book-new"', position: '5000', size: '{size}', modified: '20240131090500', 'host-port': '127,0,0,1,0,0', port: '0', argument: 'I' };

/** What the reference server says by the specification, as the book has it: one character a byte. */
export function spoken({ protocol, rules }: Table, user: string): Record<string, readonly string[]> {
  const texts = new ReplyTexts(protocol);
  return Object.fromEntries(Object.entries(ROWS).map(([key, [on, rule]]) => [key, [texts.render(rules.get(rule)!, on, { ...VALUES, user, ...(key === 'PWD /' && { quoted: '"/"' }) }).toString('latin1')]]));
}
