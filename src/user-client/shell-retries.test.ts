import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { formatHead } from '../dialects/length-prefixed/answer.ts';
import { scriptedServer } from '../dialects/length-prefixed/scripted-server.ts';
import { NEVER, speak } from './dialect-place.ts';
import { performLine } from './perform-line.ts';

test('a download of length-prefixed is tried again at the prompt too: five attempts in all', async () => {
  const body = Buffer.from('the fox');
  const checksum = createHash('md5').update(body).digest('hex');
  const { port } = await scriptedServer(onTestFinished, (socket, _, connection) => {
    socket.end(connection < 5 ? 'OK' : Buffer.concat([formatHead({ name: Buffer.from('fox'), size: BigInt(body.length), checksum }), body]));
  });
  const directory = await mkdtemp(join(tmpdir(), 'ftpspec-retries-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const [printed, noted, waits]: [string[], string[], number[]] = [[], [], []];
  const context = {
    files: await speak('length-prefixed', port), directory, print: (text: string) => { printed.push(text); }, screen: null, ask: null, history: [],
    note: (level: string) => { noted.push(level); }, clock: { now: () => 0, wait: async (milliseconds: number) => { waits.push(milliseconds); } }, signal: NEVER, runLocal: async () => 0,
  };
  expect(await performLine('get fox', context)).toBe(false);
  expect(waits).toEqual([1000, 2000, 4000, 8000]);
  expect(printed).toEqual([...Array<unknown>(4).fill(expect.stringMatching(/; trying again in \d s \(\d of 4\)\n$/)), expect.stringMatching(/^fox: 7 bytes, .*MD5 [0-9a-f]{32} verified\n$/)]);
  expect(noted.filter((level) => level === 'warn')).toHaveLength(4);
  expect(await readFile(join(directory, 'fox'), 'latin1')).toBe('the fox');
});
