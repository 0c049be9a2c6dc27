import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { renderHtml } from './html.tsx';
import { assertNested, markupTokens } from './markup-tokens.ts';
import { failingLog, passingLog, sampleProtocol } from './samples.ts';

const VOID = ['meta', 'input', 'br'];
const page = renderHtml(failingLog, sampleProtocol, { diagram: null });
/** The page without the two elements whose content is no markup. */
const markup = (html: string): string => html.replace('<!doctype html>\n', '').replace(/<style>.*?<\/style>/su, '').replace(/<script>.*<\/script>(?=<\/body>)/su, '');
const { tags, text } = markupTokens(markup(page));

describe('server text in the HTML report', () => {
  test('makes no element and no attribute', () => {
    assertNested(tags, VOID);
    const names = new Set(tags.map((tag) => tag.name));
    for (const name of ['script', 'img', 'iframe', 'object', 'link', 'svg']) expect(names).not.toContain(name);
    expect(tags.flatMap((tag) => Object.keys(tag.attributes)).filter((name) => /^on|^src$|^srcset$/iu.test(name))).toEqual([]);
  });

  test('is shown', () => {
    expect(text).toContain('\\x1b[31mred');
    expect(text).toContain('&lt;script>alert(1)');
    expect(text).toContain('\\u{202e}txet');
  });

  test('cannot be a workflow command when the file is printed in a job', () => {
    expect(page.split(/[\r\n]/u).filter((line) => /^\s*::|##\[|##vso\[/iu.test(line))).toEqual([]);
  });

  test('could not run if it came through: only this script is allowed', () => {
    const script = /<script>(.*)<\/script><\/body>/su.exec(page)?.[1] ?? '';
    expect(script).toContain('apply()');
    const policy = tags.find((tag) => tag.attributes['http-equiv'])?.attributes['content'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  });
});

describe('the HTML report', () => {
  test('needs no other file and no network', () => {
    expect(page.match(/https?:|@import|url\(/gu)).toBeNull();
    const links = tags.flatMap(({ attributes }) => ['href', 'src', 'action', 'data'].map((name) => attributes[name] ?? '#'));
    expect(links.filter((link) => !link.startsWith('#'))).toEqual([]);
  });

  test('tells the worst first and links blocked checks to their cause', () => {
    const order = tags.filter((tag) => tag.name === 'details' && tag.kind === 'open').map((tag) => tag.attributes['data-verdict']);
    expect(order).toEqual(['crash', 'fail', 'flaky', 'blocked', 'blocked', 'blocked', 'warn', 'not-implemented', 'tolerated', 'pass']);
    const links = tags.filter((tag) => tag.name === 'a' && tag.kind === 'open').map((tag) => decodeURIComponent(tag.attributes['href'] ?? ''));
    expect(links).toEqual(['#transfer/retrieve-ascii', '#transfer/restart', '#transfer/retrieve-image', '#transfer/retrieve-image']);
  });

  test('sets the data connection apart from the control connection', () => {
    expect(page).toContain('class="received data"');
    expect(page).toContain('class="received control"');
  });

  test('says that a run was cut short', () => {
    expect(page).toContain('This run is not whole.');
    expect(page).toContain('6 of 10 do not conform');
  });

  test('says so when all is well', () => {
    const good = renderHtml(passingLog, sampleProtocol, { diagram: null });
    expect(good).toContain('>Conforms<');
    expect(good).not.toContain('This run is not whole.');
  });

  test('holds the drawing it was given, but no active one', () => {
    expect(renderHtml(passingLog, sampleProtocol, { diagram: '<?xml?><svg id="states"></svg>' })).toContain('<svg id="states"></svg>');
    expect(renderHtml(passingLog, sampleProtocol, { diagram: '<svg id="states" onload="x"></svg>' })).not.toContain('id="states"');
  });

  test('stays small when a check has a great many lines, and says what it left out', () => {
    const [check] = passingLog.checks;
    const wire = [{ at: 1, session: 1, channel: 'data', direction: 'received', data: '\\r\\n'.repeat(32_768) }] as const;
    const html = renderHtml({ ...passingLog, checks: [{ ...check!, wire }] }, sampleProtocol, { diagram: null });
    expect(html.length).toBeLessThan(400_000);
    expect(html).toContain('31968 lines are left out here');
  });

  test('works without the protocol and for a run in which nothing ran', () => {
    expect(renderHtml({ ...failingLog, checks: [], end: null }, null, { diagram: null })).toContain('Nothing ran');
  });
});
