import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkings } from './chunkings.ts';
import { ControlLineReader } from './control-line.ts';

/** One word a line: text escaped by JSON, then its ending, or what was too long. */
function read(chunks: readonly Buffer[], limit = 32): { lines: string[]; pending: number } {
  const reader = new ControlLineReader({ limit });
  const lines = chunks.flatMap((chunk) => reader.push(chunk)).map((line) =>
    line.kind === 'line'
      ? `${JSON.stringify(line.bytes.toString('latin1'))} ${line.ending}`
      : `too long ${JSON.stringify(line.head.toString('latin1'))} ${line.length}`);
  return { lines, pending: reader.pending };
}

const cases: readonly [what: string, stream: string, lines: string[], pending: number][] = [
  ['a line that ends in CR LF', 'USER joe\r\n', ['"USER joe" crlf'], 0],
  ['a line that ends in LF alone', 'USER joe\nQ', ['"USER joe" lf'], 1],
  ['pipelined commands', 'NOOP\r\nQUIT\r\n', ['"NOOP" crlf', '"QUIT" crlf'], 0],
  ['an empty line', '\r\n\n', ['"" crlf', '"" lf'], 0],
  ['an unfinished line', 'NOOP\r\nQUI', ['"NOOP" crlf'], 3],
  ['a CR that may begin a line end', 'NOOP\r', [], 5],
  ['CR NUL as the character CR', 'RETR a\r\0b\r\n', ['"RETR a\\rb" crlf'], 0],
  ['CR NUL LF as the characters CR and LF', 'STOR foo\r\0\nboo.bar\r\n', ['"STOR foo\\r\\nboo.bar" crlf'], 0],
  ['a bare CR', 'RETR a\rb\r\n', ['"RETR a\\rb" crlf'], 0],
  ['CR CR LF', 'NOOP\r\r\n', ['"NOOP\\r" crlf'], 0],
  ['CR CR NUL CR LF', 'A\r\r\0\r\n', ['"A\\r\\r" crlf'], 0],
  ['a NUL', 'NO\0OP\r\n', ['"NO\\u0000OP" crlf'], 0],
  ['bytes above 127', 'RETR \xff\xe9\r\n', ['"RETR \xff\xe9" crlf'], 0],
  ['ABOR whose LF was lost, before anything follows', 'ABOR\r', ['"ABOR" cr'], 0],
  ['ABOR whose LF was lost, and the next command', 'ABOR\rNOOP\r\n', ['"ABOR" cr', '"NOOP" crlf'], 0],
  ['two ABOR whose LF were lost', 'abor\rABOR\rQUIT\r\n', ['"abor" cr', '"ABOR" cr', '"QUIT" crlf'], 0],
  ['ABOR whole', 'ABOR\r\nNOOP\r\n', ['"ABOR" cr', '"NOOP" crlf'], 0],
  ['ABOR with LF alone', 'ABOR\nNOOP\r\n', ['"ABOR" lf', '"NOOP" crlf'], 0],
  ['an empty line after ABOR', 'ABOR\r\n\r\n', ['"ABOR" cr', '"" crlf'], 0],
  ['a longer word that begins with ABOR', 'ABORT\rX\r\n', ['"ABORT\\rX" crlf'], 0],
  ['a line of exactly the limit', `${'x'.repeat(32)}\r\n`, [`"${'x'.repeat(32)}" crlf`], 0],
  ['a line one over the limit', `${'x'.repeat(33)}\r\nNOOP\r\n`, [`too long "${'x'.repeat(32)}" 33`, '"NOOP" crlf'], 0],
  ['an over-long line that holds what looks like commands', `${'x'.repeat(40)} QUIT\r\nNOOP\n`,
    [`too long "${'x'.repeat(32)}" 45`, '"NOOP" lf'], 0],
];

describe('ControlLineReader', () => {
  it.each(cases)('reads %s at every chunk size', (_, stream, lines, pending) => {
    for (const chunks of chunkings(Buffer.from(stream, 'latin1'))) {
      expect(read(chunks), `chunks of ${chunks[0]?.length}`).toEqual({ lines, pending });
    }
  });

  it('gives the same lines however the stream is cut', () => {
    const byte = fc.oneof(fc.constantFrom(...Buffer.from('\r\n\0ABOR')), fc.nat(255));
    fc.assert(fc.property(fc.array(byte, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (bytes, limit) => {
      const stream = Buffer.from(bytes);
      const whole = read([stream], limit);
      for (const chunks of chunkings(stream)) expect(read(chunks, limit)).toEqual(whole);
    }));
  });

  it('counts an endless line without holding it', () => {
    const reader = new ControlLineReader({ limit: 16 });
    for (let sent = 0; sent < 100; sent += 1) expect(reader.push(Buffer.alloc(10_000, 'x'))).toEqual([]);
    expect(reader.pending).toBe(1_000_000);
    expect(reader.push(Buffer.from('\r\n'))).toEqual([{ kind: 'too long', head: Buffer.alloc(16, 'x'), length: 1_000_000 }]);
  });

  it.each(['US', 'USER\r', 'USER\r\0', 'x'.repeat(99)])('forgets %j when told to', (text) => {
    const reader = new ControlLineReader({ limit: 32 });
    reader.push(Buffer.from(text));
    reader.discard();
    expect(reader.pending).toBe(0);
    expect(reader.push(Buffer.from('NOOP\r\n'))).toEqual([{ kind: 'line', bytes: Buffer.from('NOOP'), ending: 'crlf' }]);
  });

  it('returns lines that later chunks do not change', () => {
    const reader = new ControlLineReader({ limit: 32 });
    const chunk = Buffer.from('NOOP\r\n');
    const [line] = reader.push(chunk);
    chunk.fill(0x78);
    reader.push(Buffer.from('QUIT\r\n'));
    expect(line).toEqual({ kind: 'line', bytes: Buffer.from('NOOP'), ending: 'crlf' });
  });
});
