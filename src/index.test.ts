import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attachTestee, catalog, drawSvg, EVERYTHING, ftpTable, ReferenceServer, run, select, type LogRecord } from './index.ts';

test('the library serves, tests what it serves, and draws what was visited', async () => {
  const root = await mkdtemp(join(tmpdir(), 'ftpspec-index-'));
  const server = await ReferenceServer.start({ root, users: [{ name: 'u', password: 'p', readOnly: false }] });
  try {
    const started = await attachTestee('127.0.0.1', server.address.port, { user: 'u', password: 'p' }, root, 5000);
    const records: LogRecord[] = [];
    const end = await run({
      table: ftpTable, checks: select(catalog(), ftpTable, { ...EVERYTHING, checks: ['access/logs-in-and-out'] }), started, target: 'mine', timeout: 5000,
      concurrency: 8, deadline: 60_000, strict: false, reproduce: (id) => id, record: (record) => records.push(record),
    });
    expect(end).toMatchObject({ type: 'end', reason: 'complete', exitCode: 0 });
    expect(records.map(({ type }) => type)).toEqual(['run', 'check', 'end']);
    expect(await drawSvg(ftpTable, end)).toMatch(/visited \d+×/);
  } finally {
    await server.stop(0);
    await rm(root, { recursive: true, force: true });
  }
});
