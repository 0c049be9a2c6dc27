import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { logLine, readLog, ResultLog } from './log.ts';
import { ReportError } from './report-error.ts';
import { failingLog } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftpspec-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const file = (text?: string): string => {
  const path = join(folder, `${files++}.ndjson`);
  if (text !== undefined) writeFileSync(path, text);
  return path;
};
const failure = (path: string): ReportError => {
  try {
    readLog(path);
  } catch (error) {
    return error as ReportError;
  }
  throw new Error('was read');
};
const { run, checks, end } = failingLog;
const whole = [run, ...checks, ...(end ? [end] : [])].map(logLine).join('');

describe('the result log', () => {
  test('reads back what was written, hostile text included', () => {
    const log = new ResultLog(join(folder, 'made', 'deep', 'run.ndjson'));
    for (const record of [run, ...checks, ...(end ? [end] : [])]) log.append(record);
    log.close();
    expect(readLog(log.path)).toEqual(failingLog);
  });

  test('has each record in the file when append returns', () => {
    const log = new ResultLog(file());
    log.append(run);
    expect(readFileSync(log.path, 'utf8')).toBe(logLine(run));
    log.close();
  });

  test('keeps what a killed run had', () => {
    const path = file();
    const program = `import { ResultLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)};
      const log = new ResultLog(${JSON.stringify(path)});
      log.append(${JSON.stringify(run)}); log.append(${JSON.stringify(checks[0])}); process.kill(process.pid, 'SIGKILL');`;
    const ended = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: join(import.meta.dirname, '..') });
    expect(ended.signal).toBe('SIGKILL');
    expect(readLog(path)).toMatchObject({ checks: [checks[0]], end: null, cut: null });
  });

  test('refuses a record after its end', () => {
    const log = new ResultLog(file());
    log.close();
    log.close();
    expect(() => log.append(run)).toThrow(expect.objectContaining({ code: 'log-closed' }));
  });

  test('names the file that cannot be made', () => {
    expect(() => new ResultLog(join(file('x'), 'below.ndjson'))).toThrow(/below\.ndjson: cannot write/u);
  });
});

describe('a log that is not whole', () => {
  test('loses only the line that was cut', () => {
    const path = file(whole.slice(0, -20));
    expect(readLog(path)).toMatchObject({ end: null, cut: checks.length + 2, checks: { length: checks.length } });
  });

  test('may be cut inside a character', () => {
    const path = file(logLine(run));
    appendFileSync(path, Buffer.from('{"type":"check","id":"文').subarray(0, -1));
    expect(readLog(path).cut).toBe(2);
  });

  test('keeps a last record that lacks only its line end', () => {
    expect(readLog(file(whole.trimEnd())).end).toEqual(end);
  });
});

describe('a log that is none', () => {
  test.each([
    ['', /:1: no "run" record/u],
    ['\u001b[31m\n', /:1: no JSON/u],
    ['{"type":"run"}\n', /:1: tool: /u],
    [`${logLine(run)}[]\n`, /:2: /u],
    [`${logLine(run)}{"type":"nonsense"}\n`, /:2: type: /u],
    [logLine(checks[0] ?? run), /:1: the first record must be/u],
    [logLine(run) + logLine(run), /:2: a second "run" record/u],
    [whole + logLine(run), /a "run" record after the "end" record/u],
    [`${logLine(run)}\n{"type":"check"\n${logLine(run)}`, /:3: no JSON/u],
    [logLine(run) + logLine({ ...run, selected: -1 }), /:2: selected: /u],
  ])('names the place of the fault in %j', (text, message) => {
    const error = failure(file(text));
    expect(error.code).toBe('log-malformed');
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\u001b');
  });

  test('is told apart from a file that is missing or no file', () => {
    expect(failure(join(folder, 'absent')).code).toBe('log-unreadable');
    expect(failure(folder).message).toMatch(/no regular file/u);
  });

  test('cannot replace the prototype of its counts', () => {
    const text = logLine(run) + JSON.stringify(end).replace('"states":{', '"states":{"__proto__":7,');
    const states = readLog(file(text)).end?.states ?? {};
    expect(Object.getPrototypeOf(states)).toBe(Object.prototype);
    expect(states['access.loggedIn']).toBe(26);
  });
});
