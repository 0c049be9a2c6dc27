import { clientLines } from '../client-lines.ts';
import { fault } from '../fault.ts';

export const nameFaults = [
  fault({
    id: 'hosts/opts-utf8-switches', title: 'reads names in UTF-8 once OPTS UTF8 ON has come, and in ISO 8859-1 from then on writes them', seen: 'servers with a switch for names', caughtBy: ['hosts/opts-utf8-on'],
    line: () => {
      let on = false;
      return clientLines((line) => {
        on ||= /^OPTS UTF8/i.test(line);
        return on ? Array.from(Buffer.from(line, 'latin1').toString('utf8'), (letter) => (letter > '\xff' ? '?' : letter)).join('') : line;
      });
    },
  }),

  fault({
    id: 'hosts/names-are-decoded', title: 'decodes every name as UTF-8 and puts another character for what is none', seen: 'servers in languages whose strings are Unicode', caughtBy: ['hosts/names-that-are-not-utf-8'],
    line: () => clientLines((line) => Buffer.from(Buffer.from(line, 'latin1').toString('utf8')).toString('latin1')),
  }),

  fault({
    id: 'hosts/telnet-unread', title: 'takes the byte 255 that comes twice for two bytes', seen: 'servers that know no Telnet', caughtBy: ['hosts/byte-255-in-a-name'],
    line: () => clientLines((line) => line.replaceAll('\xff', '\xff\xff')),
  }),

  fault({
    id: 'hosts/cr-ends-a-name', title: 'ends a name at the CR that it holds', seen: 'servers that look for CR alone', caughtBy: ['hosts/cr-in-a-name'],
    line: () => clientLines((line) => line.replace(/\r\0[^\r\n]*/, '')),
  }),

  fault({
    id: 'hosts/cr-nul-is-dropped', title: 'drops the CR of a name together with its NUL', seen: 'servers that drop control characters', caughtBy: ['hosts/cr-in-a-name'],
    line: () => clientLines((line) => line.replaceAll('\r\0', '')),
  }),
];
