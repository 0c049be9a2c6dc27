import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SUITES } from '../conformance/catalog.ts';
import { Corpus } from './corpus.ts';
import { exportFinding } from './export/export.ts';
import { readFinding, type FindingFile } from './finding-file.ts';
import { linesOf } from './scenario.ts';
import { readBytes, readLine } from './play/interpret.ts';
import { Tree } from './oracle/tree.ts';
import { shrink } from './shrink.ts';
import { Source } from './source.ts';

const { table } = SUITES['ftp']!;

describe('scenarios', () => {
  it('are the same for the same seed, and others for another', () => {
    const some = (seed: number): string => { const source = new Source(table, seed); return JSON.stringify(Array.from({ length: 60 }, () => source.next())); };
    expect(some(1)).toBe(some(1));
    expect(some(1)).not.toBe(some(2));
  });

  it('are made for a protocol that is no FTP of their own accord', () => {
    const source = new Source(SUITES['minimal-ftp']!.table, 3);
    expect(Array.from({ length: 50 }, () => linesOf(source.next())).flat().join()).toContain('RETR');
  });
});

describe('shrinking', () => {
  it('leaves what is needed, and plays no more than it may', async () => {
    const source = new Source(table, 5, ['stories']);
    const scenario = source.next();
    const needed = scenario.steps.filter((_, at) => at === 2 || at === scenario.steps.length - 1);
    let plays = 0;
    const least = await shrink(scenario, (candidate) => { plays += 1; return Promise.resolve(needed.every((step) => candidate.steps.includes(step))); }, 150);
    expect(least.scenario.steps).toEqual(needed);
    expect(least.plays).toBe(plays);
    expect(plays).toBeLessThanOrEqual(150);
  });
});

describe('the model of the tree', () => {
  const tree = (): Tree => new Tree('fq', new Map([['/shared', { kind: 'directory' }]]));

  it('knows names of its own, and nothing of others', () => {
    const one = tree();
    expect(one.at('/fq1').kind).toBe('absent');
    expect(one.at('/other').kind).toBe('unknown');
    one.set('/fq1', { kind: 'directory' });
    one.set('/fq1/fq2', { kind: 'directory' });
    one.move('/fq1', '/fq3');
    expect([one.at('/fq1').kind, one.at('/fq3/fq2').kind, one.at('/fq1/fq2').kind]).toEqual(['absent', 'directory', 'absent']);
  });

  it('reads paths as every server has to, and no others', () => {
    const one = tree();
    expect(one.resolve('/a/b', '../c')).toBe('/a/c');
    expect(one.resolve('/', '..')).toBeNull();
    expect(one.resolve(null, 'x')).toBeNull();
    expect(one.resolve('/', 'x*')).toBe('/x*');
    expect(one.resolve('/', 'x*', true)).toBeNull();
    expect(one.resolve('/', 'a//b')).toBeNull();
  });
});

it('bytes are lines only where no server may differ', () => {
  expect(readBytes('NOOP\r\nPWD\r\n')?.lines).toEqual(['NOOP', 'PWD']);
  expect(readBytes('NO\xff\xfb\x01OP\r\n')).toEqual({ lines: ['NOOP'], options: 1, telnet: true });
  for (const text of ['NOOP\n', 'NOOP', 'NO\0OP\r\n', 'NO\rOP\r\n', ' NOOP\r\n', 'A\xff\xf4\r\n']) expect(readBytes(text)).toBeNull();
  expect(readLine('stor  a b')).toEqual({ verb: 'STOR', argument: ' a b' });
  expect(readLine('1X').verb).toBe('[malformed line]');
});

describe('a finding', () => {
  const finding: FindingFile = { ftpspec: 'finding', title: 'a "title" with `ticks` and $words', problem: null, scenario: { protocol: 'ftp', generator: 'bytes', steps: [
    { act: 'open', session: 0 }, { act: 'send', session: 0, lines: ['USER {user}', 'PASS {wrong}\xff"\\$x`y`'], wait: true }, { act: 'bytes', session: 0, pieces: ['\0\r\n', "'"] }, { act: 'connect', session: 0 }, { act: 'upload', session: 0, size: 3, text: true, ending: 'end' }, { act: 'receive', session: 0 }, { act: 'drop', session: 0 },
  ] } };

  it('is a program that its interpreter takes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ftpspec-export-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'a.sh'), exportFinding(finding, 'shell', table));
    writeFileSync(join(folder, 'a.py'), exportFinding(finding, 'python', table));
    expect(() => execFileSync('bash', ['-n', join(folder, 'a.sh')])).not.toThrow();
    expect(() => execFileSync('python3', ['-c', 'import ast, sys; ast.parse(open(sys.argv[1]).read())', join(folder, 'a.py')])).not.toThrow();
  });

  it('is read again with every ending that an upload may have', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ftpspec-endings-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const steps = (['end', 'reset', 'open', 'cut', 'bare', 'marked', 'broken', 'resumed'] as const).map((ending) => ({ act: 'upload', session: 0, size: 3, text: true, ending }) as const);
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ ...finding, scenario: { ...finding.scenario, steps } }));
    expect(readFinding(join(folder, 'a.json')).scenario.steps).toEqual(steps);
  });

  it('is refused with a reason where the file holds none', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ftpspec-finding-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const [name, text] of [['no-json', '{'], ['no-finding', '{"a":1}'], ['odd-step', JSON.stringify({ ...finding, scenario: { ...finding.scenario, steps: [{ act: 'jump', session: 0 }] } })]] as const) {
      writeFileSync(join(folder, name), text);
      expect(() => readFinding(join(folder, name))).toThrow(/is no finding/);
    }
    expect(() => readFinding(join(folder, 'missing'))).toThrow(/is no finding/);
  });

  it('and the progress of a campaign stay in the corpus', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ftpspec-corpus-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const wanted = { protocol: 'ftp', seed: null, generators: [] };
    const first = new Corpus(folder, wanted, 42);
    first.save(17);
    expect(new Corpus(folder, wanted, 7)).toMatchObject({ seed: 42, played: 17 });
    expect(() => new Corpus(folder, { ...wanted, seed: 1 }, 7)).toThrow(/another campaign/);
  });
});
