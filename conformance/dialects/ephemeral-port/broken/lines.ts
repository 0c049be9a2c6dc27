import { ephemeralPortLines } from '../../../../src/dialects/ephemeral-port/ephemeral-port.ts';
import { lineFormat, wordFormat } from '../../../../src/dialects/ephemeral-port/format.ts';
import { LineReader } from '../../../../src/dialects/ephemeral-port/line-reader.ts';
import { WordReader } from '../../../../src/dialects/ephemeral-port/word-reader.ts';
import { fault, type Fault } from '../../../broken/fault.ts';
import { otherReader } from './change.ts';

const all = (...ids: string[]): string[] => ids.map((id) => `ephemeral-port-lines/${id}`);

/** Mistakes in the variant in which each word is a line. */
export const lineFaults: readonly Fault[] = [
  fault({ id: 'ephemeral-port-lines/reads-bare-words', title: 'does not wait for the line end', seen: null, caughtBy: all('command-cut-anywhere', 'command-byte-by-byte', 'waits-for-the-end'), parts: () => otherReader((limit) => new WordReader(limit)) }),
  fault({ id: 'ephemeral-port-lines/first-line-only', title: 'takes the first line of a segment and drops the rest', seen: null, caughtBy: all('commands-in-one-segment'), parts: () => otherReader((limit) => { const reader = new LineReader(limit); return { push: (chunk) => reader.push(chunk).slice(0, 1) }; }) }),
  fault({ id: 'ephemeral-port-lines/bare-answers', title: 'answers without line ends', seen: null, caughtBy: all('transfers'), parts: () => ({ format: wordFormat(ephemeralPortLines.protocol) }) }),
  fault({
    id: 'ephemeral-port-lines/endless-listing', title: 'leaves out the empty line after a listing', seen: null, caughtBy: all('listing-ends'),
    parts: () => { const right = lineFormat(ephemeralPortLines.protocol); return { format: (code, lines) => { const bytes = right(code, lines); return code === 212 ? bytes.subarray(0, -2) : bytes; } }; },
  }),
];
