import type { Protocol } from '../../spec/model.ts';
import type { formatReply } from '../../wire/reply.ts';
import { WORD_END } from './word-channel.ts';

/** The text of the specification that puts no byte on the wire. */
const NOTHING = '(nothing)';
const LF = Buffer.from('\n');

/** The code whose text is the listing. */
export function listingCode(protocol: Protocol): number | undefined {
  return protocol.texts.find(({ lines }) => lines.includes('{listing}'))?.code;
}

/** Writes bare words; the names of a listing are joined by LF, and no names are one LF (EPH-PRO-R14, R15). */
export function wordFormat(protocol: Protocol): typeof formatReply {
  const listing = listingCode(protocol);
  return (code, lines) => {
    const text = joined(lines);
    if (isNothing(text)) return Buffer.alloc(0);
    return Buffer.concat([code === listing && lines.length === 0 ? LF : text, Buffer.from(WORD_END)]);
  };
}

/** Writes a line for each word; an empty line ends a listing (EPH-LIN-R2, R3). */
export function lineFormat(protocol: Protocol): typeof formatReply {
  const listing = listingCode(protocol);
  return (code, lines) => {
    if (isNothing(joined(lines))) return Buffer.alloc(0);
    return Buffer.concat([...lines.flatMap((line) => [bytes(line), LF]), ...(code === listing ? [LF] : []), Buffer.from(WORD_END)]);
  };
}

type Line = Parameters<typeof formatReply>[1][number];

function joined(lines: readonly Line[]): Buffer {
  return Buffer.concat(lines.flatMap((line, at) => (at === 0 ? [bytes(line)] : [LF, bytes(line)])));
}

function bytes(line: Line): Buffer { return typeof line === 'string' ? Buffer.from(line, 'latin1') : line; }

function isNothing(text: Buffer): boolean { return text.toString('latin1') === NOTHING; }
