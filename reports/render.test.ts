import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readLog } from './log.ts';
import { checkReportPaths, renderFile, REPORT_ENDINGS } from './render.ts';
import { failingLog, sampleProtocol } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftpspec-render-'));
afterAll(() => rmSync(folder, { recursive: true }));
const render = (name: string): string => {
  const path = join(folder, name);
  renderFile(path, failingLog, sampleProtocol);
  return readFileSync(path, 'utf8');
};

describe('a report file', () => {
  test.each([
    ['a.html', /^<!doctype html>/u], ['a.json', /^\{/u], ['a.ndjson', /^\{"type":"run"/u], ['A.XML', /^<\?xml/u],
    ['a.junit', /^<\?xml/u], ['a.junit.xml', /^<\?xml/u], ['new/folder/a.html', /^<!doctype/u],
  ])('%s holds what its ending says', (name, content) => {
    expect(render(name)).toMatch(content);
  });

  test('as JSON holds run, checks, end and summary', () => {
    expect(JSON.parse(render('b.json'))).toMatchObject({
      run: failingLog.run, checks: JSON.parse(JSON.stringify(failingLog.checks)), end: failingLog.end, summary: { checks: 10, notRun: 1, counts: { fail: 1, blocked: 3 } },
    });
  });

  test('as NDJSON is a log again', () => {
    render('b.ndjson');
    expect(readLog(join(folder, 'b.ndjson'))).toEqual(failingLog);
  });

  test('leaves nothing behind when it cannot be written', () => {
    const inside = join(folder, 'inside');
    mkdirSync(join(inside, 'taken.html'), { recursive: true });
    expect(() => renderFile(join(inside, 'taken.html'), failingLog, null)).toThrow(/taken\.html: cannot write the report/u);
    expect(readdirSync(inside)).toEqual(['taken.html']);
  });
});

describe('report paths before a run', () => {
  const code = (...paths: string[]): string => {
    try {
      checkReportPaths(paths);
      return 'fine';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  test('may name files and folders that are not there yet', () => {
    expect(code(join(folder, 'not/yet/r.html'), 'r.json')).toBe('fine');
  });

  test.each(['r.pdf', 'html', '', 'r.html.gz'])('refuse %j and list the endings there are', (path) => {
    expect(code(path)).toBe('unknown-format');
    expect(() => checkReportPaths([path])).toThrow(REPORT_ENDINGS.join(', '));
  });

  test('refuse a folder, a path below a file, and one path twice', () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'dir.html'), { recursive: true });
    expect(code(join(folder, 'dir.html'))).toBe('unwritable');
    expect(code(join(folder, 'file', 'r.html'))).toBe('unwritable');
    expect(code('r.html', './r.html')).toBe('unwritable');
  });

  test.skipIf(process.getuid?.() === 0)('refuse a folder that cannot be written', () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    expect(code(join(locked, 'r.html'))).toBe('unwritable');
  });
});
