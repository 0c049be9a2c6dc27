import { describe, expect, test } from 'vitest';
import { ciSafe, ciSafeJson, ciSafeMarkup } from './escape-ci.ts';
import { htmlText, inlineSvg } from './escape-html.ts';
import { terminalSafe } from './escape-terminal.ts';
import { xmlAttribute, xmlText } from './escape-xml.ts';
import { markupTokens } from './markup-tokens.ts';
import { hostile } from './samples.ts';

describe('text for a terminal', () => {
  test('shows escape sequences, C1 controls and line ends instead of acting on them', () => {
    expect(terminalSafe('\u001b[2J\u009b31m\r\n\u0007\u007f')).toBe('\\x1b[2J\\x9b31m\\x0d\\x0a\\x07\\x7f');
  });

  test('shows marks that reverse or hide text, and halves of surrogate pairs', () => {
    expect(terminalSafe('a\u202eb\u200bc\ud800d\u{e0041}')).toBe('a\\u{202e}b\\u{200b}c\\u{d800}d\\u{e0041}');
  });

  test('leaves letters of any language as they are', () => {
    expect(terminalSafe('naïve 文件 🙂 \\r\\n')).toBe('naïve 文件 🙂 \\r\\n');
  });
});

describe('text in the output of a CI job', () => {
  /** How the runners find commands. */
  const commands = (text: string): string[] => text.split(/\r\n|[\r\n]/u).filter((line) => line.trimStart().startsWith('::') || /##(?:vso)?\[/iu.test(line));

  test.each(['::error::x', '  \t::set-output name=a::b', 'ok\n::stop-commands::t', 'ok\r::x', '##[error]x', 'a ##vso[task.complete]', '###[group]', '\u00a0::x', '##[a]##[b]'])('%j holds no command', (text) => {
    expect(commands(text)).not.toEqual([]);
    expect(commands(ciSafe(text))).toEqual([]);
    expect(commands(ciSafeMarkup(text))).toEqual([]);
  });

  test('keeps colons and hashes that command nothing', () => {
    expect(ciSafe('EPRT |2|::1|99| ## [x]')).toBe('EPRT |2|::1|99| ## [x]');
  });

  test('leaves the value of JSON as it was', () => {
    const json = JSON.stringify({ actual: hostile });
    expect(ciSafeJson(json)).not.toMatch(/##\[|##vso\[/u);
    expect(JSON.parse(ciSafeJson(json))).toEqual({ actual: hostile });
  });

  test('takes time in proportion to the text', () => {
    const begin = performance.now();
    ciSafe(' '.repeat(1_000_000));
    ciSafe('\n\r \u2028'.repeat(250_000));
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});

describe('text in XML', () => {
  test('drops what XML 1.0 forbids and keeps the rest readable', () => {
    expect(xmlText('a\u0000b\u0008\u001b\ufffe\ud800c\td\n')).toBe('abc\td\n');
  });

  test('comes back from a parser as it went in', () => {
    const { text } = markupTokens(`<a>${xmlText('<&>"\' ]]> ::x')}</a>`);
    expect(text).toBe('&lt;&amp;&gt;&quot;&apos; ]]&gt; ::x');
  });

  test('keeps line ends of attributes as references', () => {
    expect(xmlAttribute('a\r\n\tb')).toBe('a&#13;&#10;&#9;b');
  });

  test('stays one element whatever the server sent', () => {
    expect(markupTokens(`<a b="${xmlAttribute(hostile)}">${xmlText(hostile)}</a>`).tags).toHaveLength(2);
  });
});

describe('text in HTML', () => {
  test('writes controls out and keeps line ends', () => {
    expect(htmlText('a\u0000\u202e\nb\tc')).toBe('a\\x00\\u{202e}\nb\tc');
  });

  test('takes the drawing out of its prolog', () => {
    expect(inlineSvg('<?xml version="1.0"?><!DOCTYPE svg><svg width="1"><a href="#x"/></svg>\n')).toBe('<svg width="1"><a href="#x"/></svg>');
  });

  test.each([
    'no drawing', '<svg><script>x</script></svg>', '<svg onload="x"></svg>', '<svg/onload=x></svg>', '<svg><image href="#"/></svg>',
    '<svg><a xlink:href="page">x</a></svg>', '<svg><a href=\'javascript:x\'/></svg>', '<svg><foreignObject/></svg>',
  ])('refuses the drawing %j', (drawing) => {
    expect(inlineSvg(drawing)).toBeNull();
  });
});
