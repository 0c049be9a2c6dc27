import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalog, ftpTable } from '../../conformance/catalog.ts';
import { PEERS, startPeer, type PeerName } from '../../conformance/peers/peer.ts';
import { run } from '../../conformance/run.ts';
import { attachTestee } from '../../conformance/start-testee.ts';
import type { CheckRecord } from '../../conformance/result.ts';
import { gridMarkdown, type ServerResult } from './grid.ts';

const here = import.meta.dirname;

/** What is known about the failures of real servers, by server and check: the clause, read once more. */
type Explained = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Grades a real server with the whole suite, as `ftpspec check` does. */
async function grade(name: PeerName): Promise<ServerResult | null> {
  const root = await mkdtemp(join(tmpdir(), `ftpspec-${name}-`));
  const peer = await startPeer(name, root);
  if ('unavailable' in peer) {
    process.stderr.write(`${name}: ${peer.unavailable}\n`);
    return null;
  }
  try {
    const started = await attachTestee(peer.host, peer.port, { user: peer.user, password: peer.password }, root, 5000);
    const records: CheckRecord[] = [];
    await run({
      table: ftpTable, checks: catalog(), started, target: name, timeout: 5000, concurrency: 8, deadline: 600_000, strict: false, reproduce: (id) => `--check ${id}`,
      record: (record) => { if (record.type === 'check') records.push(record); },
    });
    return { name, greeting: started.greeting?.toString('latin1').split(/\r?\n/)[0] ?? '', records };
  } finally {
    await peer.stop();
    await rm(root, { recursive: true, force: true });
  }
}

const explained = JSON.parse(await readFile(join(here, 'explained.json'), 'utf8')) as Explained;
const results: ServerResult[] = [];
for (const name of PEERS) {
  const result = await grade(name);
  if (result !== null) results.push(result);
}
for (const { name, records } of results) {
  const compact = records.map(({ id, level, verdict, reason, findings }) => ({ id, level, verdict, ...(reason === null ? {} : { reason }), findings: findings.map(({ rule, sent, expected, actual }) => ({ rule, sent, expected, actual })) }));
  await writeFile(join(here, `${name}.json`), `${JSON.stringify(compact.sort((a, b) => (a.id < b.id ? -1 : 1)), null, 1)}\n`);
}
await writeFile(join(here, 'README.md'), gridMarkdown(results, explained, ftpTable.protocol));
const unexplained = results.flatMap(({ name, records }) => records.filter(({ id, verdict }) => verdict === 'fail' && explained[name]?.[id] === undefined).map(({ id }) => `${name}: ${id} fails and explained.json does not say why`));
const stale = results.flatMap(({ name, records }) => Object.keys(explained[name] ?? {}).filter((id) => records.find((record) => record.id === id)?.verdict !== 'fail').map((id) => `${name}: ${id} is explained and does not fail`));
for (const line of [...unexplained, ...stale]) process.stderr.write(`${line}\n`);
process.exitCode = unexplained.length + stale.length > 0 ? 1 : 0;
