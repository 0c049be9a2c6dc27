import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';

const here = import.meta.dirname;
const top = join(here, '../..');
let place: string;

interface Step { readonly name?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>> }
const yaml = (name: string): unknown => parse(readFileSync(join(here, name), 'utf8'));

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'ftpspec-ci-'));
  mkdirSync(join(place, 'bin'));
  // What the platforms install. The rest of the commands is run as it stands.
  writeFileSync(join(place, 'bin/ftpspec'), `#!/bin/sh\nTSX_TSCONFIG_PATH='${join(top, 'tsconfig.json')}' exec '${process.execPath}' --import '${import.meta.resolve('tsx')}' '${join(top, 'src/cli/main.ts')}' "$@"\n`);
  writeFileSync(join(place, 'bin/npm'), '#!/bin/sh\nexit 0\n');
  for (const name of ['ftpspec', 'npm']) chmodSync(join(place, 'bin', name), 0o755);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** A directory of its own with an assignment that takes a second, and submissions where wanted. */
function workplace(name: string, submissions: readonly string[] = []): string {
  const directory = join(place, name);
  cpSync(join(top, 'examples/student'), directory, { recursive: true });
  writeFileSync(join(directory, 'assignment.yaml'), 'name: Small lab\nisolation: limits\nitems: [{ name: Login, points: 4, checks: [access/logs-in-and-out, access/quit-before-login] }]\nsubmission: { spawn: "python3 server.py {port} {root}" }\n');
  for (const one of submissions) cpSync(join(top, 'examples/student'), join(directory, 'submissions', one), { recursive: true });
  return directory;
}

function run(words: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const { GITHUB_STEP_SUMMARY: _, ...rest } = process.env;
    const child = spawn(words[0]!, words.slice(1), { cwd, env: { ...rest, PATH: `${join(place, 'bin')}${delimiter}${process.env['PATH']}`, NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { out += chunk.toString(); });
    child.once('close', (code) => resolve({ code, out }));
  });
}

const valid = (schema: string, file: string): unknown => {
  const ajv = new Ajv({ validateFormats: false });
  return ajv.validate(JSON.parse(readFileSync(join(top, `reports/grading/schemas/${schema}.schema.json`), 'utf8')) as object, JSON.parse(readFileSync(file, 'utf8'))) ? null : ajv.errors;
};

test.concurrent('action.yml runs its steps with the inputs in the environment', async () => {
  const directory = workplace('action');
  const { inputs, runs } = yaml('action.yml') as { inputs: Record<string, { default?: string }>; runs: { steps: Step[] } };
  const given: Record<string, string> = { assignment: 'assignment.yaml', build: 'true' };
  const filled = (text: string): string => text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => given[name] ?? inputs[name]!.default!);
  const summary = join(directory, 'summary.md');
  for (const step of runs.steps.filter((one) => one.run !== undefined)) {
    expect(step.run).not.toContain('${{');
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text)]));
    const { code, out } = await run(['bash', '-e', '-c', step.run!], directory, { ...env, GITHUB_STEP_SUMMARY: summary });
    expect([code, out]).toEqual([0, expect.not.stringMatching(/fault of ftpspec/)]);
  }
  expect(readFileSync(summary, 'utf8')).toContain('**4 of 4 points**');
  expect(valid('classroom50', join(directory, 'ftpspec-results/result.json'))).toBeNull();
  expect(['junit.xml', 'feedback.html', 'feedback.md'].filter((name) => !existsSync(join(directory, 'ftpspec-results', name)))).toEqual([]);
}, 60_000);

test.concurrent('the Gradescope bundle leaves results.json', async () => {
  const directory = workplace('gradescope');
  mkdirSync(join(directory, 'source'));
  cpSync(join(directory, 'assignment.yaml'), join(directory, 'source/assignment.yaml'));
  cpSync(join(top, 'examples/student'), join(directory, 'submission'), { recursive: true });
  const { code, out } = await run([join(here, 'gradescope/run_autograder')], directory, { AUTOGRADER: directory });
  expect([code, out]).toEqual([0, expect.stringContaining('4 of 4 points')]);
  expect(valid('gradescope', join(directory, 'results/results.json'))).toBeNull();
  expect((await run(['sh', '-n', join(here, 'gradescope/setup.sh')], directory)).code).toBe(0);
}, 60_000);

test.concurrent('the Classroom 50 shim leaves result.json', async () => {
  const directory = workplace('classroom50');
  const { code } = await run(['python3', join(here, 'classroom50/autograder.py')], directory, { OWNER: 'anna', CLASSROOM: 'net' });
  expect(code).toBe(0);
  expect(valid('classroom50', join(directory, 'result.json'))).toBeNull();
  expect(JSON.parse(readFileSync(join(directory, 'result.json'), 'utf8'))).toMatchObject({ owner: 'anna', classroom: 'net', score: 4, 'max-score': 4 });
}, 60_000);

test.concurrent('the GitLab job leaves JUnit and the feedback', async () => {
  const directory = workplace('gitlab');
  const { grade } = yaml('gitlab-ci.yml') as { grade: { script: string[]; artifacts: { reports: { junit: string } } } };
  // The ready-made assignment takes its time: here a small one stands for it.
  for (const line of grade.script) expect((await run(['sh', '-e', '-c', line.replace('project-09', 'assignment.yaml')], directory)).code).toBe(0);
  expect(readFileSync(join(directory, grade.artifacts.reports.junit), 'utf8')).toContain('<testsuites');
}, 60_000);

test.concurrent('the GitHub matrix and the Kubernetes job make the same tables as one run', async () => {
  const directory = workplace('matrix', ['anna', 'ben', 'clara']);
  expect((await run(['ftpspec', 'grade', 'assignment.yaml', '--submissions', 'submissions', '--out', 'whole'], directory)).code).toBe(0);
  const { jobs } = yaml('github-matrix.yml') as { jobs: { grade: { strategy: { matrix: { shard: number[] } }; env: { SHARDS: number }; steps: Step[] }; summary: { steps: Step[] } } };
  const { shard: shards } = jobs.grade.strategy.matrix;
  expect(jobs.grade.env.SHARDS).toBe(shards.length);
  const step = (steps: readonly Step[], name: string): string => steps.find((one) => one.name === name)!.run!;
  const pod = yaml('kubernetes-job.yaml') as { spec: { completions: number; template: { spec: { containers: { command: string[]; env: { name: string; value: string }[] }[] } } } };
  const container = pod.spec.template.spec.containers[0]!;
  expect(container.env.find(({ name }) => name === 'SHARDS')?.value).toBe(String(pod.spec.completions));
  for (const shard of shards) expect((await run(['bash', '-e', '-c', step(jobs.grade.steps, 'grade')], directory, { SHARD: String(shard), SHARDS: String(shards.length) })).code).toBe(0);
  expect((await run(['bash', '-e', '-c', step(jobs.summary.steps, 'merge')], directory)).code).toBe(0);
  const kubernetes = workplace('kubernetes', ['anna', 'ben', 'clara']);
  for (let index = 0; index < pod.spec.completions; index += 1) expect((await run(container.command, kubernetes, { CLASS: kubernetes, SHARDS: '4', JOB_COMPLETION_INDEX: String(index) })).code).toBe(0);
  expect((await run(['sh', '-c', 'ftpspec merge grades-* --out grades'], kubernetes)).code).toBe(0);
  for (const name of ['summary.csv', 'summary.json', 'summary.html']) {
    const whole = readFileSync(join(directory, 'whole', name), 'utf8');
    expect([readFileSync(join(directory, 'grades', name), 'utf8'), readFileSync(join(kubernetes, 'grades', name), 'utf8')]).toEqual([whole, whole]);
  }
}, 300_000);
