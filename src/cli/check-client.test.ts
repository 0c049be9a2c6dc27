import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLog } from '../../reports/log.ts';
import { ftpspec } from './ftpspec-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftpspec-check-client-'));
  await writeFile(join(folder, 'client.mjs'), CLIENT);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const chosen = ['gets-a-small-file', 'goes-on-after-a-refusal', 'looks-for-its-own-file-first', 'leaves-in-order', 'puts-a-name-with-a-space'].flatMap((name) => ['--check', `client/minimal-ftp/${name}`]);

test.concurrent('an interactive client is told what to do at its prompts; the reports say what it did wrong', async () => {
  const reports = ['c.ndjson', 'c.html', 'c.junit.xml'].map((name) => join(folder, name));
  const { code, out, err } = await ftpspec('check-client', '--protocol', 'minimal-ftp', '--spawn', `node ${folder}/client.mjs {host} {port}`, '--get', 'RETR\\n{name}', '--put', 'STOR {name}', ...chosen, '--report', ...reports);
  expect([code, err]).toEqual([1, '']);
  const log = readLog(reports[0]!);
  expect(Object.fromEntries(log.checks.map(({ id, verdict }) => [id.split('/').pop(), verdict]))).toEqual({
    'gets-a-small-file': 'pass', 'goes-on-after-a-refusal': 'pass', 'looks-for-its-own-file-first': 'warn', 'leaves-in-order': 'pass', 'puts-a-name-with-a-space': 'fail',
  });
  expect(out).toContain('the name two');
  expect(log.checks[0]!.reproduce).toContain(`--get 'RETR\\n{name}'`);
  expect(await readFile(reports[1]!, 'utf8')).toContain('client/minimal-ftp/gets-a-small-file');
  expect(await readFile(reports[2]!, 'utf8')).toContain('<testsuites');
}, 60_000);

test.concurrent('a client that prints and takes without end is ended; a YAML file says how it is started', async () => {
  const file = join(folder, 'words.yaml');
  await writeFile(file, `spawn-get: node -e "setInterval(() => console.log('x'.repeat(9e4)), 1)" {port}\n`);
  const { code, out } = await ftpspec('check-client', '--client', file, '--check', 'client/ftp/gets-a-small-file', '--timeout', '1');
  expect(code).toBe(1);
  expect(out).toContain('the client never connected');
  expect(out.length).toBeLessThan(10_000);
}, 60_000);

test.concurrent('what cannot be started, and wrong use: exit codes 3 and 2 with what to do', async () => {
  const missing = await ftpspec('check-client', '--spawn-get', './no-such-client {port}', '--check', 'client/ftp/gets-a-small-file');
  expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('the client cannot be started')]);
  const nothing = await ftpspec('check-client');
  expect([nothing.code, nothing.err]).toEqual([2, expect.stringContaining('no client to check')]);
  const file = join(folder, 'wrong.yaml');
  await writeFile(file, 'spwan: x\n');
  const wrong = await ftpspec('check-client', '--client', file);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('spwan')]);
}, 60_000);

/** A client of minimal-ftp as students write them: prompts, and two mistakes. */
const CLIENT = String.raw`
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { createInterface } from 'node:readline';
const [host, port] = process.argv.slice(2);
const queue = [], waiting = [];
const control = net.connect(port, host);
createInterface({ input: control }).on('line', (line) => { const next = waiting.shift(); if (next) next(line); else queue.push(line); });
const reply = () => new Promise((resolve) => { if (queue.length > 0) resolve(queue.shift()); else waiting.push(resolve); });
const say = (line) => { control.write(line + '\r\n'); return reply(); };
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const ask = async (text) => { process.stdout.write(text); return (await input.next()).value ?? 'QUIT'; };
console.log(await reply());
for (;;) {
  const [verb, ...words] = (await ask('> ')).split(' ');
  const name = verb === 'QUIT' ? '' : words[0] ?? await ask('file name: ');
  const first = await say((verb + ' ' + name).trim());
  console.log(first);
  if (verb === 'QUIT') break;
  if (!first.startsWith('150')) continue;
  const data = net.connect(/\|\|\|(\d+)/.exec(first)[1], host);
  if (verb === 'STOR') { try { data.end(readFileSync(name)); } catch (error) { console.log('error: ' + error.message); data.end(); } }
  const chunks = [];
  for await (const chunk of data) chunks.push(chunk);
  const last = await reply();
  console.log(last);
  if (verb === 'RETR' && last.startsWith('2')) writeFileSync(name, Buffer.concat(chunks));
}
control.end();
process.exit();
`;
