import { wordFormat } from '../../../../src/dialects/ephemeral-port/format.ts';
import { ephemeralPort } from '../../../../src/dialects/ephemeral-port/ephemeral-port.ts';
import { conditions, values } from '../../../../src/dialects/ephemeral-port/host.ts';
import { LineReader } from '../../../../src/dialects/ephemeral-port/line-reader.ts';
import { WordReader } from '../../../../src/dialects/ephemeral-port/word-reader.ts';
import { requestOfWord } from '../../../../src/dialects/ephemeral-port/words.ts';
import { fault, type Fault } from '../../../broken/fault.ts';
import { overlayStore } from '../../../overlay-store.ts';
import { otherReader, otherRules, otherWords } from './change.ts';

const all = (...ids: string[]): string[] => ids.map((id) => `ephemeral-port/${id}`);
const right = wordFormat(ephemeralPort.protocol);
const listing = (lines: readonly unknown[], code: number): boolean => code === 212 && lines.length > 0;

/** Mistakes on the control connection. */
export const wordFaults: readonly Fault[] = [
  fault({ id: 'ephemeral-port/greets', title: 'says a greeting', seen: null, caughtBy: all('no-greeting', 'bare-command'), parts: () => otherWords({ 220: '220 Welcome' }) }),
  fault({
    id: 'ephemeral-port/one-receive-one-command', title: 'takes each receive for one command, as the document\'s server does', seen: null,
    caughtBy: all('command-with-lf', 'command-with-crlf', 'commands-in-one-segment', 'command-cut-before-its-name', 'quit-cut-anywhere', 'line-cut-anywhere-before-its-name', 'confirmation-cut-anywhere', 'confirmation-glued', 'confirmation-glued-received', 'confirmation-glued-not-received'),
    parts: () => otherReader(() => ({ push: (chunk) => [requestOfWord(chunk.toString('latin1'))] })),
  }),
  fault({ id: 'ephemeral-port/lines-only', title: 'waits for a line end that the document\'s client never sends', seen: null, caughtBy: all('bare-command', 'get', 'quit'), parts: () => otherReader((limit) => new LineReader(limit)) }),
  fault({ id: 'ephemeral-port/answers-confirmations', title: 'answers confirmations', seen: null, caughtBy: all('confirmations-unanswered', 'get-missing-file'), parts: () => otherWords({ 200: 'SUCCESS' }) }),
  fault({
    id: 'ephemeral-port/silent-about-unknown', title: 'says nothing of an unknown command, as the document\'s server does', seen: null,
    caughtBy: all('invalid-command', 'invalid-number', 'invalid-bytes', 'command-in-capitals', 'get-without-name', 'put-without-name', 'endless-command'), parts: () => otherWords({ 502: '(nothing)' }),
  }),
  fault({
    id: 'ephemeral-port/insists-on-confirmation', title: 'takes whatever follows get for its confirmation, as the document\'s server does after ls', seen: null, caughtBy: all('confirmation-not-owed'),
    parts: () => otherReader((limit) => {
      const reader = new WordReader(limit);
      let due = false;
      return {
        push: (chunk) => reader.push(chunk).filter((request) => {
          const swallowed = due;
          due = !due && request.on === 'get';
          return !swallowed;
        }),
      };
    }),
  }),
  fault({ id: 'ephemeral-port/quit-stays', title: 'does not close after quit', seen: null, caughtBy: all('quit', 'quit-cut-anywhere', 'file-outlives-session'), parts: () => otherRules({ 'EPH-PRO-30': { next: [] } }) }),
  fault({ id: 'ephemeral-port/says-goodbye', title: 'says a word before it closes', seen: null, caughtBy: all('quit'), parts: () => otherWords({ 221: 'GOODBYE' }) }),
  fault({ id: 'ephemeral-port/says-done', title: 'says a word after a download, where the client waits for none', seen: null, caughtBy: all('control-stays-silent'), parts: () => otherWords({ 250: 'UPLOAD SUCCESS' }) }),
  fault({
    id: 'ephemeral-port/short-port', title: 'names a port of four digits as it is', seen: null, caughtBy: all('port-in-five-digits'),
    config: { passivePorts: [9000, 9999] }, parts: () => ({ values: async (...asked) => ({ ...(await values(...asked)), port: String(asked[1].passivePort) }) }),
  }),
  fault({ id: 'ephemeral-port/wrong-port', title: 'names another port than it listens on', seen: null, caughtBy: all('get', 'put-valid-file'), parts: () => ({ values: async (...asked) => ({ ...(await values(...asked)), port: '00001' }) }) }),
  fault({
    id: 'ephemeral-port/listing-ends-in-lf', title: 'puts a LF after the last name too', seen: null, caughtBy: all('list', 'list-one-file', 'list-many-files'),
    parts: () => ({ format: (code, lines) => right(code, listing(lines, code) ? [...lines, ''] : lines) }),
  }),
  fault({
    id: 'ephemeral-port/listing-cut', title: 'sends the first 1024 bytes of a listing', seen: null, caughtBy: all('list-many-files'),
    parts: () => ({ reply: (bytes, on) => (on === 'ls' ? bytes.subarray(0, 1024) : bytes) }),
  }),
  fault({ id: 'ephemeral-port/listing-in-commas', title: 'joins names by commas', seen: null, caughtBy: all('list'), parts: () => ({ reply: (bytes, on) => (on === 'ls' ? Buffer.from(bytes.toString('latin1').replaceAll('\n', ','), 'latin1') : bytes) }) }),
  fault({ id: 'ephemeral-port/empty-listing-unsent', title: 'sends nothing for an empty directory, as the document\'s server does', seen: null, caughtBy: all('list-empty-directory'), parts: () => ({ format: (code, lines) => (code === 212 && lines.length === 0 ? Buffer.alloc(0) : right(code, lines)) }) }),
  fault({
    id: 'ephemeral-port/listing-of-the-start', title: 'does not list what was uploaded', seen: null, caughtBy: all('list-after-upload'),
    parts: () => {
      const uploaded = new Set<string>();
      return {
        conditions,
        ...overlayStore((store) => ({
          create: (path: string, offset?: number) => { uploaded.add(path.slice(1)); return store.create(path, offset); },
          list: async (path: string) => {
            const entries = await store.list(path);
            if (!entries.ok) return entries;
            const kept = async function* kept() { for await (const entry of entries.value) if (!uploaded.has(entry.name)) yield entry; };
            return { ok: true as const, value: kept() };
          },
        })),
      };
    },
  }),
];
