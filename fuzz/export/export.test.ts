import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleFaults } from '../../conformance/broken/rules.ts';
import { SUITES } from '../../conformance/catalog.ts';
import { embedTestee, type StartedTestee } from '../../conformance/start-testee.ts';
import { present } from '../../src/server/interop/program.ts';
import type { FindingFile } from '../finding-file.ts';
import { GENERATOR_NAMES } from '../generate/generators.ts';
import { FORM_WAYS } from '../generate/forms.ts';
import { representationOf } from '../oracle/form.ts';
import { bodyOf, formed } from '../play/bodies.ts';
import { OWN_PROTOCOLS } from '../own/wires.ts';
import type { Problem } from '../problem.ts';
import type { Ending, Step } from '../scenario.ts';
import { Source } from '../source.ts';
import { exportFinding, type ExportKind } from './export.ts';

const suite = SUITES['ftp']!;
const folder = mkdtempSync(join(tmpdir(), 'ftpspec-exports-'));
let server: StartedTestee;
let files = 0;
beforeAll(async () => { server = await embedTestee({ user: 'tester', password: 'secret' }, null, suite.parts); });
afterAll(async () => { await server.stop(); rmSync(folder, { recursive: true, force: true }); });

interface Ran { readonly code: number | null; readonly text: string }

/** Runs what `ftpspec replay --export` writes, against a server. */
function runs(kind: ExportKind, finding: FindingFile, { testee: { host, port, root, account } }: StartedTestee = server, patience = 20): Promise<Ran> {
  const path = join(folder, `${(files += 1)}.${kind}`);
  writeFileSync(path, exportFinding(finding, kind, SUITES[finding.scenario.protocol]!.table));
  return new Promise((resolve) => {
    const child = spawn(kind === 'python' ? 'python3' : 'bash', [path, host, String(port), 'tester', 'secret', ...(kind === 'python' ? [root!] : [])], { env: { ...process.env, PATIENCE: String(patience), ...(account !== undefined && { FTPSPEC_ACCOUNT: account }) }, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString('latin1'); });
    child.on('close', (code) => resolve({ code, text }));
  });
}

const finding = (steps: readonly Step[], problem: Problem | null = null, protocol = 'ftp'): FindingFile => ({ ftpspec: 'finding', title: 'what is wrong', problem, scenario: { protocol, generator: 'stories', steps } });
const says = (...lines: string[]): Step[] => lines.map((line) => ({ act: 'send', session: 0, lines: [line], wait: true }));
const ENTERED: readonly Step[] = [{ act: 'open', session: 0 }, ...says('USER {user}', 'PASS {password}')];
const uploads = (name: string, size: number, text: boolean, ending: Ending): Step[] => [...says('PASV'), { act: 'connect', session: 0 }, ...says(`STOR ${name}`), { act: 'upload', session: 0, size, text, ending }];

/** What a run has left on the disk under the name of that number. */
function left({ text }: Ran, number: number): string | null {
  const path = join(server.testee.root!, `${/ (f[0-9a-f]+q)\d/.exec(text)![1]!}${number}`);
  return existsSync(path) ? readFileSync(path, 'latin1') : null;
}

const SIZE = 3000;
/** Goes on with an upload behind the marker in its middle, and asks for one in a download. */
const marks = (type: string, mode: string): Step[] => [
  ...ENTERED, ...says(`TYPE ${type}`, `MODE ${mode}`), ...uploads('{n61}', SIZE, true, 'marked'), ...uploads('{n62}', SIZE, true, 'broken'), ...says('PASV'), { act: 'connect', session: 0 }, ...says('REST {marker}', 'STOR {n62}'), { act: 'upload', session: 0, size: SIZE, text: true, ending: 'resumed' },
];

describe.runIf(present('python3'))('a finding as a Python program', { timeout: 60_000 }, () => {
  it.each(GENERATOR_NAMES)('plays what the generator makes to its end: %s', async (name) => {
    const source = new Source(suite.table, 959, [name]);
    for (const scenario of [source.next(), source.next()]) {
      const { code, text } = await runs('python', { ...finding([]), scenario });
      expect(text).not.toContain('Traceback');
      expect(text).toContain('< 220 ');
      expect(code).toBe(0);
    }
  });

  it('sends bodies in every form that TYPE, STRU and MODE make', async () => {
    const ways = [...new Map(FORM_WAYS.map((form) => [form.join(), form])).values()];
    const ran = await runs('python', finding([...ENTERED, ...ways.flatMap(([type, structure, mode], at) => [...says(`TYPE ${type}`, `STRU ${structure}`, `MODE ${mode}`), ...uploads(`{n${at + 1}}`, 700 + at, at % 2 === 0, 'end')])]));
    expect(ran).toMatchObject({ code: 0 });
    for (const [at, [type, structure, mode]] of ways.entries()) {
      const body = bodyOf(700 + at, at % 2 === 0);
      const file = formed(700 + at, at % 2 === 0, representationOf(type, structure, mode))?.file;
      expect(left(ran, at + 1), `${type} ${structure} ${mode}\n${ran.text}`).toBe((file ?? (type.startsWith('A') ? Buffer.from(body.toString('latin1').replaceAll('\r\n', '\n'), 'latin1') : body)).toString('latin1'));
    }
  });

  it.each([['A', 'B'], ['I', 'C'], ['E', 'B']])('goes on at restart markers of both sides: TYPE %s, MODE %s', async (type, mode) => {
    const ran = await runs('python', finding([...marks(type, mode), ...says('MODE S', 'TYPE I'), ...uploads('{n63}', 20_000, false, 'end'), ...says(`MODE ${mode}`, 'PASV'), { act: 'connect', session: 0 }, ...says('RETR {n63}'), { act: 'receive', session: 0 }, ...says('REST {marker}')]));
    expect(ran.code).toBe(0);
    expect(ran.text.match(/< 110 MARK/g)).toHaveLength(3);
    expect(ran.text).toMatch(/> REST [^0\\]\S*\n< 350[^]*= a restart marker: (\d+)\n> REST \1\\r\\n\n< 350/);
    const whole = formed(SIZE, true, representationOf(type, 'F', mode))!.file.toString('latin1');
    expect(left(ran, 61)).toBe(whole);
    expect(left(ran, 62)).toBe(whole);
  });

  it('has what lies outside the served directory made, and takes it away again', async () => {
    const { text } = await runs('python', finding([...ENTERED, ...says('RETR {escape-file}', 'CWD {link-directory}', 'MKD {escape-new}')]));
    expect(text).toMatch(/> RETR \.\.\/ftpspec-root-\w+-outside-\w+\/secret[\w.]+/);
    expect(text).toMatch(/outside the served directory there is now: hollow, linked\.txt, secret/);
    expect(readdirSync(server.testee.root!).filter((name) => name.includes('link'))).toEqual([]);
  });

  it('tells by its exit code whether the problem shows', async () => {
    const { table } = suite;
    const row = table.protocol.rules.find(({ on, when }) => on.includes('RETR') && when === 'file missing')!;
    const fault = ruleFaults(table.protocol).find(({ id }) => id.startsWith(`rules/${row.id}-`))!;
    const faulty = await embedTestee({ user: 'tester', password: 'secret' }, null, { ...suite.parts, ...fault.parts!() });
    const played = (symptom: string): FindingFile => finding([...ENTERED, ...says('PASV', 'RETR {missing}')], { kind: 'reply', rule: row.id, rules: [], verb: 'RETR', sent: '', expected: ['550'], actual: symptom, symptom });
    try {
      const seen = await runs('python', played('?'), faulty);
      const code = /> RETR [^]*?< (\d{3})/.exec(seen.text)![1]!;
      expect(row.reply.flat()).not.toContain(Number(code));
      expect(await runs('python', played(code), faulty)).toMatchObject({ code: 1, text: expect.stringContaining('It shows.') as string });
      expect(await runs('python', played(code))).toMatchObject({ code: 0, text: expect.stringContaining('It does not show.') as string });
    } finally {
      await faulty.stop();
    }
  });

  it('plays what is found in a protocol that names its port late', async () => {
    const minimal = SUITES['minimal-ftp']!;
    const started = await embedTestee({ user: 'tester', password: 'secret' }, null, minimal.parts, minimal.greets);
    try {
      const { text, code } = await runs('python', { ...finding([]), scenario: new Source(minimal.table, 4, ['data']).next() }, started);
      expect(text).not.toContain('Traceback');
      expect(text).toContain('< 220');
      expect(code).toBe(0);
    } finally {
      await started.stop();
    }
  });
});

describe.runIf(present('python3')).each(OWN_PROTOCOLS)('a finding over the wire of %s', (name) => {
  const own = SUITES[name]!;
  const program = (scenario: FindingFile['scenario'], started: StartedTestee, problem: Problem | null = null, patience = 20): Promise<Ran> => runs('python', { ...finding([], problem), scenario }, started, patience);

  it('is played as a Python program', { timeout: 60_000 }, async () => {
    const started = await embedTestee({ user: 'tester', password: 'secret' }, null, own.parts, own.greets);
    try {
      for (const generator of ['stories', 'near-valid', 'bytes', 'data', 'interleaved']) {
        const { text, code } = await program(new Source(own.table, 11, [generator]).next(), started);
        expect(text).not.toContain('Traceback');
        expect(text).toMatch(/^> /m);
        expect(code).toBe(0);
      }
      expect(readdirSync(started.testee.root!).filter((one) => /q(?:file|large|dir|full)$/.test(one))).toEqual([]);
    } finally {
      await started.stop();
    }
  });

  it('shows on the server that has the fault', { timeout: 60_000 }, async () => {
    const [on, row] = own.table.protocol.rules.flatMap((rule) => rule.on.filter((verb) => /^get$/i.test(verb) && rule.when === 'file missing').map((verb) => [verb, rule] as const))[0]!;
    const fault = ruleFaults(own.table.protocol).find(({ id }) => id.startsWith(`rules/${row.id}-`))!;
    const started = await embedTestee({ user: 'tester', password: 'secret' }, null, { ...own.parts, ...fault.parts!() }, own.greets);
    const right = await embedTestee({ user: 'tester', password: 'secret' }, null, own.parts, own.greets);
    const scenario = { protocol: name, generator: 'stories', steps: [{ act: 'open', session: 0 }, { act: 'send', session: 0, lines: [`${on} {missing}`], wait: true }] } as const;
    const problem = (symptom: string): Problem => ({ kind: 'reply', rule: row.id, rules: [], verb: on, sent: '', expected: [], actual: '', symptom });
    const symptom = String(row.reply[0]![0]);
    try {
      expect(await program(scenario, right, problem(symptom))).toMatchObject({ code: 1 });
      // What it says instead may be nothing.
      expect(await program(scenario, started, problem(symptom), 1)).toMatchObject({ code: 0 });
    } finally {
      await started.stop();
      await right.stop();
    }
  });

  it('is none that a shell can play', () => {
    expect(() => exportFinding(finding([], null, name), 'shell', own.table)).toThrow(/a shell cannot speak/);
  });
});

describe('a finding as a shell script', { timeout: 60_000 }, () => {
  it('sends bodies in blocks, and goes on at a restart marker', async () => {
    const ran = await runs('shell', finding(marks('A', 'B')));
    expect(ran.code).toBe(0);
    expect(ran.text).toContain('a shell cannot break a connection off');
    const whole = formed(SIZE, true, representationOf('A', 'F', 'B'))!.file.toString('latin1');
    expect(left(ran, 61)).toBe(whole);
    expect(left(ran, 62)).toBe(whole);
  });

  it('says what a shell cannot do, and ends there', async () => {
    expect(await runs('shell', finding([...ENTERED, ...says('PORT {listen}')]))).toMatchObject({ code: 3, text: expect.stringContaining('a shell cannot listen') as string });
    expect(await runs('shell', finding([...ENTERED, ...says('REST {marker}')]))).toMatchObject({ code: 3, text: expect.stringContaining('a download brings') as string });
  });

  it('makes what it needs, and shows what comes', async () => {
    const { code, text } = await runs('shell', finding([...ENTERED, ...says('TYPE I', 'PASV'), { act: 'connect', session: 0 }, ...says('RETR {file}'), { act: 'receive', session: 0 }, ...says('QUIT')]));
    expect(code).toBe(0);
    expect(text).toMatch(/h {3}e {3}l {3}l {3}o/);
    expect(text).toContain('< 221 ');
  });
});

it.each(['python', 'shell'] as const)('a finding of a user who has an account logs in with it: %s', { timeout: 60_000 }, async (kind) => {
  const started = await embedTestee({ user: 'tester', password: 'secret', account: 'house 7' }, null, suite.parts);
  try {
    const { text } = await runs(kind, finding([...ENTERED, ...says('ACCT {account}', 'SIZE {file}', 'QUIT')]), started);
    expect(text.match(/> ACCT house 7[^]*?\n< 230 /g)).toHaveLength(2);
    expect(text).toContain('< 213 ');
  } finally {
    await started.stop();
  }
});

