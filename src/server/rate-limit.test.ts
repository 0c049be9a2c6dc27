import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SUITES } from '../../conformance/catalog.ts';
import { PLAIN, speak } from '../user-client/dialect-place.ts';
import { served } from './served.ts';

const RATE = 200_000;
const BODY = Buffer.alloc(100_000, 'abc');
/** Seconds that the body takes, but for the first tenth of a second, which may pass at once. */
const LEAST = BODY.length / RATE - 0.15;

describe.each(['minimal-ftp', 'inline-marker', 'length-prefixed', 'ephemeral-port-lines'])('a server of %s', (protocol) => {
  test('sends and takes no more than the rate limit allows, whatever the pieces are', async () => {
    const { server, root } = await served(onTestFinished, { rateLimit: RATE, bufferSize: 4096 }, SUITES[protocol]!.parts);
    await writeFile(join(root, 'body'), BODY);
    const files = await speak(protocol, server.address.port);
    onTestFinished(() => files.quit());
    const got = await seconds(() => files.get('body', join(root, 'back'), PLAIN));
    expect(got).toBeGreaterThan(LEAST);
    expect(BODY.equals(await readFile(join(root, 'back')))).toBe(true);
    const stored = protocol === 'length-prefixed' ? null : await seconds(() => files.put(join(root, 'body'), 'stored', PLAIN));
    expect(stored ?? Infinity).toBeGreaterThan(LEAST);
  });
});

test('a client that leaves does not keep a limited transfer waiting', async () => {
  const { server, root } = await served(onTestFinished, { rateLimit: 10, bufferSize: 10_000 }, SUITES['minimal-ftp']!.parts);
  await writeFile(join(root, 'body'), BODY);
  const abort = new AbortController();
  const files = await speak('minimal-ftp', server.address.port);
  await expect(files.get('body', join(root, 'back'), { ...PLAIN, signal: abort.signal, progress: (done) => { if (done > 0) abort.abort(); } })).rejects.toMatchObject({ code: 'ABORTED' });
  await files.quit();
  expect(await seconds(() => server.stop(5000))).toBeLessThan(4);
});

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
