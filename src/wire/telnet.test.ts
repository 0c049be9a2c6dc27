import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkings } from './chunkings.ts';
import { TelnetFilter } from './telnet.ts';

function filter(chunks: readonly Buffer[]): { data: string; replies: string; signals: string } {
  const filtered = new TelnetFilter();
  const parts = chunks.map((chunk) => filtered.push(chunk));
  return {
    data: Buffer.concat(parts.map((part) => part.data)).toString('latin1'),
    replies: Buffer.concat(parts.map((part) => part.replies)).toString('hex'),
    signals: parts.flatMap((part) => part.signals).join(' '),
  };
}

const cases: readonly [what: string, stream: string, data: string, replies: string, signals: string][] = [
  ['plain text', 'NOOP\r\n', 'NOOP\r\n', '', ''],
  ['IAC IAC as 0xFF', 'RETR \xff\xff\r\n', 'RETR \xff\r\n', '', ''],
  ['IAC IAC IAC IP', 'a\xff\xff\xff\xf4b', 'a\xffb', '', 'IP'],
  ['WILL, refused by DONT', '\xff\xfb\x01NOOP\r\n', 'NOOP\r\n', 'fffe01', ''],
  ['DO, refused by WONT', '\xff\xfd\x18NOOP\r\n', 'NOOP\r\n', 'fffc18', ''],
  ['an option that is itself 255', '\xff\xfd\xffNOOP', 'NOOP', 'fffcff', ''],
  ['WONT and DONT, without an answer', '\xff\xfc\x01\xff\xfe\x01NOOP', 'NOOP', '', ''],
  ['ABOR after IP and Synch', '\xff\xf4\xff\xf2ABOR\r\n', 'ABOR\r\n', '', 'IP DM'],
  ['ABOR after a Synch whose DM was lost', '\xff\xf4\xffABOR\r\n', 'ABOR\r\n', '', 'IP'],
  ['ABOR after a Synch whose IAC was lost', '\xff\xf4\xf2ABOR\r\n', 'ABOR\r\n', '', 'IP DM'],
  ['0xF2 elsewhere as data', 'RETR \xf2\xff\xf4A\xf2', 'RETR \xf2A\xf2', '', 'IP'],
  ['the other signals', '\xff\xf5\xff\xf6\xff\xf3x', 'x', '', 'AO AYT BRK'],
  ['commands without meaning here', 'a\xff\xf1\xff\xf7\xff\xf8\xff\xf9\xff\xf0b', 'ab', '', ''],
  ['a subnegotiation', 'a\xff\xfa\x18\x00xterm\xff\xff\r\n\xff\xf0b', 'ab', '', ''],
  ['IP inside a subnegotiation as part of it', 'a\xff\xfa\x18\xff\xf4x\xff\xf0b', 'ab', '', ''],
  ['an IAC before a byte that is no command', 'a\xffb\xff\xefc', 'ab\xefc', '', ''],
];

describe('TelnetFilter', () => {
  it.each(cases)('reads %s at every chunk size', (_, stream, data, replies, signals) => {
    for (const chunks of chunkings(Buffer.from(stream, 'latin1'))) {
      expect(filter(chunks), `chunks of ${chunks[0]?.length}`).toEqual({ data, replies, signals });
    }
  });

  it('gives the same result however the stream is cut', () => {
    const byte = fc.oneof(fc.constant(0xff), fc.integer({ min: 0xf0, max: 0xfe }), fc.nat(255));
    fc.assert(fc.property(fc.array(byte, { maxLength: 60 }), (bytes) => {
      const stream = Buffer.from(bytes);
      const whole = filter([stream]);
      for (const chunks of chunkings(stream)) expect(filter(chunks)).toEqual(whole);
    }));
  });

  it('restores every text whose IAC are doubled', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      const sent = Buffer.from(text.replaceAll('\xff', '\xff\xff'), 'latin1');
      expect(filter([sent])).toEqual({ data: text, replies: '', signals: '' });
    }));
  });

  it('never answers with more bytes than it was sent', () => {
    const flood = Buffer.alloc(30_000, Buffer.from([0xff, 0xfd, 0x01]));
    expect(new TelnetFilter().push(flood).replies.length).toBe(30_000);
  });
});
