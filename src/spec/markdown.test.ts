import { describe, expect, it } from 'vitest';
import { readMarkdown } from './markdown.ts';

describe('readMarkdown', () => {
  it('finds headings, tables, block quotes and fences with their lines', () => {
    const text = '# One `two`\n\ntext\n\n| A  b | C |\n| --- | --- |\n| `x` | y |\n\n> first\n> goes on\n>\n> second\n\n```session\nS: 220\n```\n\n- ```session\n  in a list\n  ```\n';
    expect(readMarkdown(text)).toEqual([
      { kind: 'heading', line: 1, depth: 1, text: 'One two' },
      { kind: 'table', line: 5, header: ['a b', 'c'], rows: [{ line: 7, cells: [
        { text: 'x', parts: [{ code: true, text: 'x' }] },
        { text: 'y', parts: [{ code: false, text: 'y' }] },
      ] }] },
      { kind: 'quote', line: 9, text: 'first goes on' },
      { kind: 'quote', line: 12, text: 'second' },
      { kind: 'fence', line: 14, info: 'session', lines: ['S: 220'] },
      { kind: 'fence', line: 18, info: 'session', lines: ['in a list'] },
    ]);
  });

  it('keeps escaped pipes in cells, in backticks and outside', () => {
    const [table] = readMarkdown('| a | b |\n| - | - |\n| `x\\|y` | p \\| q |\n');
    expect(table).toMatchObject({ rows: [{ cells: [{ text: 'x|y' }, { text: 'p | q' }] }] });
  });

  it('keeps rows with too few and too many cells as they are', () => {
    const [table] = readMarkdown('| a | b |\n| - | - |\n| 1 |\n| 1 | 2 | 3 |\n');
    expect(table?.kind === 'table' ? table.rows.map(({ cells }) => cells.length) : null).toEqual([1, 3]);
  });

  it('reads a link to a decision as the decision, another one as its words', () => {
    const [quote] = readMarkdown('> see [decision](../decisions.md#bare-lf) and [that](x.md)\n');
    expect(quote).toMatchObject({ text: 'see decisions.md#bare-lf and that' });
  });

  it('refuses a text that is too long or nested too deeply', () => {
    expect(() => readMarkdown('x'.repeat((1 << 20) + 1))).toThrow('is longer than 1048576 characters');
    expect(() => readMarkdown('>'.repeat(20_000))).toThrow('is nested too deeply to be read');
  });
});
