import { describe, expect, it } from 'vitest';
import { chunkings } from '../../wire/chunkings.ts';
import { CommandLines } from './command-lines.ts';

function lines(chunks: readonly Buffer[], limit = 20): (string | null)[] {
  const cutter = new CommandLines(limit);
  const found: (string | null)[] = [];
  for (let chunk of chunks) {
    while (chunk.length > 0) {
      const { line, rest } = cutter.cut(chunk);
      if (line !== null) found.push(line.text);
      chunk = rest;
    }
  }
  return found;
}

describe('command lines', () => {
  it('are the same however the stream is cut', () => {
    const stream = Buffer.from('LIST\r\nget  a b \n\r\n\tSTAT\r\nPUT x\ry\r\nthis line is far too long\r\nQUIT\r\nrest');
    for (const chunks of chunkings(stream)) expect(lines(chunks)).toEqual(['LIST', 'get  a b', '', 'STAT', 'PUT x\ry', null, 'QUIT']);
  });

  it('may be as long as the limit and no longer, whatever ends them', () => {
    expect(lines([Buffer.from(`${'a'.repeat(20)}\r\n${'a'.repeat(21)}\r\n${'a'.repeat(20)}\n${'a'.repeat(21)}\n`)])).toEqual(['a'.repeat(20), null, 'a'.repeat(20), null]);
  });

  it('are cut off one at a time', () => {
    const { line, rest } = new CommandLines(20).cut(Buffer.from('PUT a\r\nFILE_START\r\n'));
    expect(line).toEqual({ text: 'PUT a' });
    expect(rest.toString()).toBe('FILE_START\r\n');
  });
});
