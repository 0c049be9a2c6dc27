import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exampleChecks } from '../conformance/generated/examples.ts';
import { makeFixtures } from '../conformance/make-fixtures.ts';
import { runCheck } from '../conformance/run-check.ts';
import { startBroken } from '../conformance/broken/start.ts';
import { ruleFaults } from '../conformance/broken/rules.ts';
import { Table } from '../src/machine/table.ts';
import { lintProtocol } from '../src/spec/lints.ts';
import { parseProtocol } from '../src/spec/parse.ts';
import type { Protocol } from '../src/spec/model.ts';

const top = join(import.meta.dirname, '..');

/** Does to the chapters what the numbered steps of CONTRIBUTING.md say. */
async function followedSteps(): Promise<{ path: string; text: string }[]> {
  const guide = await readFile(join(top, 'CONTRIBUTING.md'), 'utf8');
  const paths = ['spec/decisions.md', ...(await readdir(join(top, 'spec/ftp'))).filter((name) => name.endsWith('.md')).map((name) => `spec/ftp/${name}`)];
  const files = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(top, path), 'utf8') })));
  const steps = [...guide.matchAll(/(?:At the end of|In) `(spec\/[^`]+)`(?:, below the row that begins\s+with "([^"]+)")?:\n\n(`{3,})markdown\n([\s\S]*?)\n\3\n/g)];
  expect(steps).toHaveLength(5);
  for (const [, path, row, , snippet] of steps) {
    const file = files.find((entry) => entry.path === path)!;
    const lines = file.text.split('\n');
    const at = row === undefined ? lines.length : lines.findLastIndex((line) => line.startsWith(row)) + 1;
    expect(at).toBeGreaterThan(0);
    lines.splice(at, 0, ...(row === undefined ? ['', snippet!, ''] : [snippet!]));
    file.text = lines.join('\n');
  }
  return files;
}

async function verdict(protocol: Protocol, served: Protocol): Promise<string> {
  const table = new Table(protocol);
  const started = await startBroken({ parts: () => ({ protocol: served }) });
  onTestFinished(started.stop);
  const { fixtures } = await makeFixtures(table, started.testee, 4000);
  const check = exampleChecks(table).find(({ id }) => id === 'information/example-a-client-that-names-itself')!;
  return (await runCheck(check, { table, testee: started.testee, fixtures, timeout: 4000 }, (id) => id)).record.verdict;
}

describe('the worked example of CONTRIBUTING.md', () => {
  it('parses, is served, is checked, and its faulty server is caught', async () => {
    const { protocol, margin, problems } = parseProtocol('ftp', await followedSteps());
    expect([...problems, ...lintProtocol(protocol, margin)]).toEqual([]);
    expect(await verdict(protocol, protocol)).toBe('pass');
    const faulty = ruleFaults(protocol).find(({ id }) => id.startsWith('rules/FTP-INF-90'))!.parts!().protocol!;
    expect(await verdict(protocol, faulty)).toBe('fail');
  });
});
