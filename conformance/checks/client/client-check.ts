import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Client } from 'basic-ftp';
import { check, type Check } from '../../check.ts';
import { CHANGING } from '../../changing.ts';
import { Stop } from '../../stop.ts';
import type { Tester } from '../../tester.ts';
import { withClients, type RealClient } from './real-client.ts';

/** A check with one client that is logged in. The first rule is the one that a failure violates. */
export function clientCheck(id: string, title: string, rules: readonly [string, ...string[]], verbs: readonly string[], steps: (tester: Tester, client: Client, real: RealClient) => Promise<void>): Check {
  return check(`client/${id}`, title, rules, async (tester) => {
    if (tester.ground.writing !== null && verbs.some((verb) => CHANGING.has(verb))) throw new Stop('blocked', tester.ground.writing);
    await withClients(tester, rules[0], 1, async ([real]) => steps(tester, await real!.entered(), real!));
  }, { verbs });
}

/** A body as a stream, to be uploaded. */
export function source(body: Uint8Array): Readable { return Readable.from([Buffer.from(body)], { objectMode: false }); }

/** Downloads a file into memory. */
export async function download(client: Client, path: string, startAt = 0): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({ write(chunk: Buffer, _, done) { chunks.push(chunk); done(); } });
  await client.downloadTo(sink, path, startAt);
  return Buffer.concat(chunks);
}

/** Runs steps with a local directory that is removed afterwards. */
export async function withLocalDirectory<T>(steps: (path: string) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'ftpspec-client-'));
  try {
    return await steps(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
