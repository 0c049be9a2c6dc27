import { FILE_END_CODE, formatReply } from '../../../../src/dialects/inline-marker/format.ts';
import { statisticsOf, values } from '../../../../src/dialects/inline-marker/values.ts';
import { conditions } from '../../../../src/dialects/inline-marker/conditions.ts';
import { fault, type Fault } from '../../../broken/fault.ts';
import { overlayStore } from '../../../overlay-store.ts';
import { reads, rules, says } from './parts.ts';

/** Mistakes in lines, replies, listings and statistics. */
export const sessionFaults: readonly Fault[] = [
  fault({ id: 'inline-marker/lf-replies', title: 'ends reply lines in LF', seen: 'students: \\n', caughtBy: ['inline-marker/replies-are-lines'], parts: () => says((text) => text.replaceAll('\r\n', '\n')) }),
  fault({ id: 'inline-marker/words-for-codes', title: 'sends the name of a reply without its number', seen: null, caughtBy: ['inline-marker/replies-are-lines', 'inline-marker/greets'], parts: () => says((text) => text.replace(/^\d{3} /, '')) }),
  fault({ id: 'inline-marker/upper-case-only', title: 'knows verbs in upper case only', seen: 'students: if cmd == "LIST"', caughtBy: ['inline-marker/verbs-in-any-case'], parts: () => reads((text) => (/^[A-Z]* *[a-z]/.test(text) && !/^[A-Z]+ /.test(text) ? `X${text}` : text)) }),
  fault({ id: 'inline-marker/one-receive-is-one-command', title: 'takes each receive for a whole command', seen: 'the coursework itself: recv(1024)', caughtBy: ['inline-marker/command-cut-at-every-byte'], parts: () => reads((text) => (text.endsWith('\n') ? text : `${text}\r\n`)) }),
  fault({ id: 'inline-marker/first-line-of-a-receive', title: 'takes the first line of each receive and drops the others', seen: 'the coursework itself: split()', caughtBy: ['inline-marker/two-commands-in-a-segment', 'inline-marker/listing-ends-in-an-empty-line', 'inline-marker/commands-wait-for-a-download'], parts: () => reads((text) => text.slice(0, text.indexOf('\n') + 1) || text) }),
  fault({ id: 'inline-marker/long-line-as-two', title: 'takes the rest of a long line for another one', seen: 'students: recv(1024)', caughtBy: ['inline-marker/long-line', 'inline-marker/example-lines-that-are-no-command'], parts: () => reads((text) => text.replace(/[^\r\n]{1024}/g, '$&\r\n')) }),
  fault({ id: 'inline-marker/crlf-only', title: 'ends lines at CR LF only', seen: null, caughtBy: ['inline-marker/lf-ends-a-line'], parts: () => reads((text) => text.replace(/(?<!\r)\n/g, ' ')) }),
  fault({ id: 'inline-marker/silent-on-empty-lines', title: 'says nothing to an empty line', seen: 'students: if not data: continue', caughtBy: ['inline-marker/empty-line', 'inline-marker/replies-are-lines', 'inline-marker/example-lines-that-are-no-command'], parts: () => reads((text) => text.replace(/^ *\r\n/, '')) }),
  fault({ id: 'inline-marker/syst-in-two-lines', title: 'ends the reply to SYST in an empty line', seen: null, caughtBy: ['inline-marker/syst-in-one-line'], parts: () => says((text, on) => (on === 'SYST' ? `${text}\r\n` : text)) }),
  fault({ id: 'inline-marker/quit-stays', title: 'says goodbye and stays', seen: 'students: no break', caughtBy: ['inline-marker/quit-closes'], parts: () => rules({ 'INL-PRO-45': { next: [] } }) }),
  fault({ id: 'inline-marker/no-separators', title: 'lists sizes without separators', seen: null, caughtBy: ['inline-marker/list-shows-a-file'], parts: () => says((text, on) => (on === 'LIST' ? text.replace(/(\d),(?=\d{3})/g, '$1') : text)) }),
  fault({ id: 'inline-marker/all-are-files', title: 'lists directories as files', seen: null, caughtBy: ['inline-marker/list-shows-a-directory'], parts: () => says((text, on) => (on === 'LIST' ? text.replaceAll(/DIR {3}/g, 'FILE  ') : text)) }),
  fault({ id: 'inline-marker/endless-listing', title: 'sends no empty line after a listing', seen: 'students: "\\r\\n".join(lines)', caughtBy: ['inline-marker/listing-ends-in-an-empty-line'], parts: () => says((text, on) => (on === 'LIST' ? text.replace(/\r\n\r\n$/, '\r\n') : text)) }),
  fault({ id: 'inline-marker/empty-listing-in-two-lines', title: 'ends an empty listing in an empty line', seen: null, caughtBy: ['inline-marker/list-of-nothing'], parts: () => says((text, on) => (on === 'LIST' && text.includes('No files') ? `${text}\r\n` : text)) }),
  fault({
    id: 'inline-marker/listing-dies-of-one-name', title: 'answers LIST with an error when one name cannot be looked at', seen: 'students: one try around the loop', caughtBy: ['inline-marker/list-skips-the-unreadable'],
    parts: () => ({
      conditions: {
        ...conditions,
        'cannot be listed': async (session, asked) => {
          const entries = await session.store.list('/');
          if (entries.ok) for await (const { kind } of entries.value) if (kind === 'special') return true;
          return conditions['cannot be listed']!(session, asked);
        },
      },
    }),
  }),
  fault({ id: 'inline-marker/five-statistics', title: 'does not show the errors', seen: null, caughtBy: ['inline-marker/stat-shows-all'], parts: () => says((text, on) => (on === 'STAT' ? text.replace(/Errors: .*\r\n/, '') : text)) }),
  fault({ id: 'inline-marker/uptime-in-seconds', title: 'shows the uptime as a number', seen: null, caughtBy: ['inline-marker/stat-shows-all'], parts: () => says((text, on) => (on === 'STAT' ? text.replace(/Uptime: .*\r\n/, 'Uptime: 12\r\n') : text)) }),
  fault({
    id: 'inline-marker/counts-nothing', title: 'shows statistics that never change', seen: 'students: increment_stat on a local', caughtBy: ['inline-marker/stat-counts'],
    parts: () => ({ values: async (table, session, asked, code) => ({ ...(await values(table, session, asked)), ...Object.fromEntries(Object.keys(statisticsOf(session.statistics)).map((name) => [name, name === 'uptime' ? '0d 0h 0m 0s' : String(code)])) }) }),
  }),
  fault({ id: 'inline-marker/deletes-nothing', title: 'says that it deleted a file, and did not', seen: null, caughtBy: ['inline-marker/del-removes'], parts: () => ({ conditions: { ...conditions, 'cannot be removed': () => false } }) }),
  fault({ id: 'inline-marker/deletes-directories', title: 'deletes directories', seen: null, caughtBy: ['inline-marker/del-directory'], parts: () => ({ ...overlayStore((store) => ({ remove: async (path) => { const done = await store.remove(path); return done.ok ? done : store.removeDirectory(path); } })), ...rules({ 'INL-PRO-41': null }) }) }),
  fault({ id: 'inline-marker/first-word-of-a-name', title: 'takes the first word after the verb for the name', seen: 'the coursework itself: args[0]', caughtBy: ['inline-marker/name-with-spaces'], parts: () => reads((text) => text.replace(/^([A-Z]+ +[^ \r\n]+)[^\r\n]*/, '$1')) }),
  fault({ id: 'inline-marker/ascii-names', title: 'replaces what is not ASCII in names', seen: 'students: decode("ascii", "replace")', caughtBy: ['inline-marker/name-in-unicode'], parts: () => reads((text) => text.replace(/^(?:GET|PUT) .*/, (line) => line.replace(/[^ -~\r\n]/g, '?'))) }),
  fault({ id: 'inline-marker/short-names', title: 'takes no name of more than 64 bytes', seen: null, caughtBy: ['inline-marker/name-of-255-bytes'], parts: () => reads((text) => text.replace(/^((?:GET|PUT) [^\r\n]{64})[^\r\n]+/, `$1${'n'.repeat(300)}`)) }),
  fault({ id: 'inline-marker/cuts-long-names', title: 'cuts long names', seen: null, caughtBy: ['inline-marker/longer-name'], parts: () => reads((text) => text.replace(/^((?:GET|PUT) [^\r\n]{255})[^\r\n]+/, '$1')) }),
  fault({ id: 'inline-marker/numbered-file-end', title: 'writes a number before FILE_END', seen: null, caughtBy: ['inline-marker/get-sends-a-file'], parts: () => ({ format: (code, lines) => (code === FILE_END_CODE ? Buffer.from('250 FILE_END\r\n') : formatReply(code, lines)) }) }),
];
