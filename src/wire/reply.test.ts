import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkings } from './chunkings.ts';
import type { ReplyLimits } from './reply.ts';
import { formatReply, ReplyReader } from './reply.ts';

interface Seen { code: number; lines: readonly string[]; faults: readonly string[] }

function read(chunks: readonly Buffer[], limits: Partial<ReplyLimits> = {}): { replies: Seen[]; rest: string; raw: string } {
  const reader = new ReplyReader(limits);
  const replies = chunks.flatMap((chunk) => reader.push(chunk));
  return {
    replies: replies.map(({ code, lines, faults }) => ({ code, lines, faults })),
    rest: reader.rest.toString('latin1'),
    raw: Buffer.concat(replies.map((reply) => reply.raw)).toString('latin1'),
  };
}

const reply = (code: number, lines: string[], ...faults: string[]): Seen => ({ code, lines, faults });

const cases: readonly [what: string, stream: string, replies: Seen[], rest: string][] = [
  ['a reply of one line', '220 Ready\r\n', [reply(220, ['Ready'])], ''],
  ['two replies', '150 Now\r\n226 Done\r\n', [reply(150, ['Now']), reply(226, ['Done'])], ''],
  ['the multi-line reply of RFC 959 §4.2', '123-First line\r\nSecond line\r\n  234 A line beginning with numbers\r\n123 The last line\r\n',
    [reply(123, ['First line', 'Second line', '  234 A line beginning with numbers', 'The last line'])], ''],
  ['an inner line with another code', '211-a\r\n212 b\r\n211 c\r\n', [reply(211, ['a', '212 b', 'c'], 'inner-number')], ''],
  ['inner lines that repeat the code with a hyphen', '230-a\r\n230-b\r\n230 c\r\n', [reply(230, ['a', '230-b', 'c'], 'inner-number')], ''],
  ['a multi-line reply with empty first, inner and last line', '211-\r\n\r\n211 \r\n', [reply(211, ['', '', ''])], ''],
  ['a last line that is the bare code', '211-a\r\n211\r\n220 b\r\n', [reply(211, ['a', ''], 'missing-space'), reply(220, ['b'])], ''],
  ['a code that goes on with a fourth digit inside', '211-a\r\n2111 b\r\n211 c\r\n', [reply(211, ['a', '2111 b', 'c'], 'inner-number')], ''],
  ['an unfinished line', '220 Ready\r\n331 Pass', [reply(220, ['Ready'])], '331 Pass'],
  ['an unfinished reply', '211-a\r\nb\r\n21', [], '211-a\r\nb\r\n21'],
  ['a line that ends in LF alone', '220 Ready\n', [reply(220, ['Ready'], 'bare-lf')], ''],
  ['no text', '226 \r\n', [reply(226, [''], 'no-text')], ''],
  ['a bare code', '226\r\n', [reply(226, [''], 'missing-space', 'no-text')], ''],
  ['a code without space', '220Welcome\r\n', [reply(220, ['Welcome'], 'missing-space')], ''],
  ['a code with a tab', '220\tHi\r\n', [reply(220, ['\tHi'], 'missing-space')], ''],
  ['a first digit out of range', '620 x\r\n020 x\r\n', [reply(620, ['x'], 'bad-first-digit'), reply(20, ['x'], 'bad-first-digit')], ''],
  ['a second digit out of range', '290 x\r\n', [reply(290, ['x'], 'bad-second-digit')], ''],
  ['too few and too many digits', '22 x\r\n2200 x\r\n', [reply(0, ['22 x'], 'bad-code'), reply(0, ['2200 x'], 'bad-code')], ''],
  ['a line without code', 'Hello\r\n\r\n', [reply(0, ['Hello'], 'no-code'), reply(0, [''], 'no-code')], ''],
  ['a space before the code', ' 220 x\r\n', [reply(0, [' 220 x'], 'no-code')], ''],
  ['a NUL', '220 a\0b\r\n', [reply(220, ['a\0b'], 'nul')], ''],
  ['a bare CR', '220 a\rb\r\n220 c\r\r\n', [reply(220, ['a\rb'], 'bare-cr'), reply(220, ['c\r'], 'bare-cr')], ''],
  ['CR NUL as the character CR', '257 "a\r\0b"\r\n', [reply(257, ['"a\rb"'])], ''],
  ['CR NUL LF as the characters CR and LF', '257 "a\r\0\nb"\r\n', [reply(257, ['"a\r\nb"'])], ''],
  ['UTF-8', '257 "\xc3\xa9"\r\n', [reply(257, ['"é"'])], ''],
  ['bytes that are no UTF-8', '257 "\xe9"\r\n', [reply(257, ['"\xe9"'])], ''],
];

describe('ReplyReader', () => {
  it.each(cases)('reads %s at every chunk size', (_, stream, replies, rest) => {
    for (const chunks of chunkings(Buffer.from(stream, 'latin1'))) {
      const raw = stream.slice(0, stream.length - rest.length);
      expect(read(chunks), `chunks of ${chunks[0]?.length}`).toEqual({ replies, rest, raw });
    }
  });

  it('never throws and gives the same replies however the stream is cut', () => {
    const piece = fc.oneof(fc.constantFrom('\r\n', '\n', '\r', '\0', '211-', '211 ', '211', '5', ' ', 'é'), fc.string({ unit: 'binary' }));
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const stream = Buffer.from(pieces.join(''));
      const limits = { maxLine: 12, maxLines: 4, maxBytes: 40 };
      const whole = read([stream], limits);
      for (const chunks of chunkings(stream)) expect(read(chunks, limits)).toEqual(whole);
    }));
  });

  it('loses no byte while the limits hold', () => {
    const piece = fc.oneof(fc.constantFrom('\r\n', '\n', '\r', '\0', '211-', '211 '), fc.string({ unit: 'binary' }));
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const stream = Buffer.from(pieces.join(''));
      const { raw, rest } = read([stream]);
      expect(raw + rest).toBe(stream.toString('latin1'));
    }));
  });

  it('cuts a line at the limit and finds its end', () => {
    for (const chunks of chunkings(Buffer.from('220 abcdef\r\n220 abcdefg\r\n220 b\r\n'))) {
      expect(read(chunks, { maxLine: 10 }).replies).toEqual([
        reply(220, ['abcdef']), reply(220, ['abcdef'], 'too-long'), reply(220, ['b']),
      ]);
    }
  });

  it('drops inner lines beyond the limits and keeps the last line', () => {
    const stream = Buffer.from(`211-a\r\n${'b\r\n'.repeat(50)}211 c\r\n`);
    expect(read([stream], { maxLines: 4 }).replies).toEqual([reply(211, ['a', 'b', 'b', 'c'], 'too-long')]);
    expect(read([stream], { maxBytes: 13 }).replies).toEqual([reply(211, ['a', 'b', 'b', 'c'], 'too-long')]);
  });

  it('holds no more than the limits of a reply that never ends', () => {
    const reader = new ReplyReader({ maxLine: 100, maxLines: 50, maxBytes: 1000 });
    reader.push(Buffer.from('211-a\r\n'));
    for (let sent = 0; sent < 200; sent += 1) expect(reader.push(Buffer.from('x'.repeat(30).concat('\r\n').repeat(50)))).toEqual([]);
    for (let sent = 0; sent < 200; sent += 1) reader.push(Buffer.alloc(1000, 'x'));
    expect(reader.rest.length).toBeLessThanOrEqual(1000 + 101);
  });

  it('forgets an unfinished reply when told to', () => {
    const reader = new ReplyReader();
    reader.push(Buffer.from('211-a\r\nb'));
    reader.discard();
    expect(reader.rest.length).toBe(0);
    expect(reader.push(Buffer.from('220 c\r\n'))).toMatchObject([{ code: 220, lines: ['c'], faults: [] }]);
  });
});

describe('formatReply', () => {
  it.each([
    [formatReply(220, ['Ready']), '220 Ready\r\n'],
    [formatReply(211, ['Features', ' MDTM', 'End']), '211-Features\r\n MDTM\r\n211 End\r\n'],
    [formatReply(211, ['1', '2 x', '3']), '211-1\r\n 2 x\r\n211 3\r\n'],
    [formatReply(257, ['"a\r\n226 b\0"']), '257 "a\r\0?226 b?"\r\n'],
    [formatReply(257, [Buffer.from([0x61, 0xff])]), '257 a\xff\xff\r\n'],
    [formatReply(257, ['é']), '257 \xc3\xa9\r\n'],
    [formatReply(200, []), '200 \r\n'],
  ])('writes %j', (bytes, text) => {
    expect(bytes.toString('latin1')).toBe(text);
  });

  it('writes one reply without faults, whatever the text', () => {
    const text = fc.string({ unit: 'binary' }).filter((line) => line.trim() !== '');
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 59 }), fc.array(text, { minLength: 1 }), (first, low, lines) => {
      const { replies, rest } = read([formatReply(100 * first + low, lines)]);
      expect(rest).toBe('');
      expect(replies).toHaveLength(1);
      expect(replies[0]).toMatchObject({ code: 100 * first + low, faults: [] });
      expect(replies[0]?.lines).toHaveLength(lines.length);
    }));
  });
});
