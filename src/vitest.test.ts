import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeConformance } from './vitest.ts';

describeConformance({ reference: true, select: { checks: ['access/logs-in-and-out', 'access/quit-before-login'] } });
describeConformance({
  spawn: 'python3 examples/student/server.py {port} {root}', user: 'student', password: 'student', timeout: 2000,
  select: { checks: ['access/logs-in-and-out', 'files/pwd-names-what-cwd-takes', 'files/size-argument-missing'] }, known: ['files/pwd-names-what-cwd-takes'],
});

test('a broken MUST fails its test and says why; so does a known failure that passes', async () => {
  const top = join(import.meta.dirname, '..');
  // Inside the project, so that vitest is found.
  const folder = mkdtempSync(join(top, 'reports/.vitest-'));
  try {
    writeFileSync(join(folder, 'own.test.ts'), `import { describeConformance } from '../../src/vitest.ts';
describeConformance({ spawn: 'python3 examples/student/server.py {port} {root}', user: 'student', password: 'student', timeout: 2000,
  select: { checks: ['access/logs-in-and-out', 'files/pwd-names-what-cwd-takes'] }, known: ['access/logs-in-and-out'] });
`);
    const output = await new Promise<string>((resolve) => {
      const child = spawn('npx', ['vitest', 'run', '--root', top, folder.slice(top.length + 1), '--coverage.enabled=false'], { cwd: top, env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString(); });
      child.once('close', () => resolve(text));
    });
    expect(output).toMatch(/2 failed/);
    expect(output).toContain('this check passes now');
    expect(output).toMatch(/The path stands directly after the code/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
