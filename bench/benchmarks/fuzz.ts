import { SUITES } from '../../conformance/catalog.ts';
import { attachTestee } from '../../conformance/start-testee.ts';
import { runCampaign, type Counts } from '../../fuzz/campaign.ts';
import { prepare } from '../../fuzz/prepare.ts';
import { linesOf } from '../../fuzz/scenario.ts';
import { Source } from '../../fuzz/source.ts';
import { Observer } from '../../src/machine/observer.ts';
import type { Benchmark } from '../benchmark.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import type { Table } from '../measure/table.ts';
import type { Served } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';

const SUITE = SUITES['ftp']!;
const SECONDS = 15;
/** A session as most are, with the replies that it gets. */
const SESSION: readonly (readonly [verb: string, argument: string, codes: readonly number[]])[] = [
  ['USER', 'u', [331]], ['PASS', 'p', [230]], ['TYPE', 'I', [200]], ['PASV', '', [227]], ['STOR', 'f', [150, 226]], ['SIZE', 'f', [213]], ['PASV', '', [227]], ['RETR', 'f', [150, 226]],
  ['MKD', 'd', [257]], ['CWD', 'd', [250]], ['PWD', '', [257]], ['RNFR', 'f', [550]], ['NOOP', '', [200]], ['QUIT', '', [221]],
];

/** Campaigns with every oracle: how fast, and whose time it takes. */
export const fuzz: Benchmark = {
  name: 'fuzz',
  measure: ({ directory }) => withServers(directory, async ({ servers, root }) => {
    const tables: Table[] = [aloneTable()];
    const rows: [string, ...string[]][] = [];
    const data: Record<string, unknown> = {};
    for (const server of servers) {
      const { counts, own, theirs, memory } = await campaign(server, root);
      const seconds = counts.elapsed / 1000;
      rows.push([server.name, (counts.sessions / seconds).toFixed(0), (counts.commands / seconds).toFixed(0), (own * 1e6 / counts.commands).toFixed(0), (theirs * 1e6 / counts.commands).toFixed(0), (counts.commands / own).toFixed(0), memory.toFixed(0)]);
      data[server.name] = { sessions: counts.sessions, commands: counts.commands, seconds, fuzzerCpu: own, targetCpu: theirs, memory };
    }
    tables.push({
      title: `Campaigns of ${SECONDS} s with every oracle, 8 scenarios at a time`, columns: ['sessions/s', 'commands/s', 'fuzzer CPU µs each', 'target CPU µs each', 'commands/s of fuzzer CPU', 'memory grown MiB'], rows, data,
      notes: ['Half of the scenarios move files: a command of theirs is often a data connection as well.'],
    });
    return tables;
  }),
};

async function campaign(server: Served, root: string): Promise<{ counts: Counts; own: number; theirs: number; memory: number }> {
  const started = await attachTestee(server.host, server.port, server, root, 5000);
  const { subject, remove } = await prepare(SUITE, started, 5000);
  const before = { own: process.cpuUsage(), theirs: await cpuSeconds(server.pid), memory: process.memoryUsage().rss };
  const { counts } = await runCampaign({ subject, source: new Source(subject.table, 959), runs: Infinity, time: SECONDS * 1000, concurrency: 8, maxFindings: 1000, shrinks: false, signal: new AbortController().signal }).finally(remove);
  const own = process.cpuUsage(before.own);
  return { counts, own: (own.user + own.system) / 1e6, theirs: (await cpuSeconds(server.pid)) - before.theirs, memory: (process.memoryUsage().rss - before.memory) / 2 ** 20 };
}

/** What the engine's parts can do by themselves. */
function aloneTable(): Table {
  const generated = perSecond(() => {
    const source = new Source(SUITE.table, 959);
    let commands = 0;
    for (let at = 0; at < 3000; at++) commands += linesOf(source.next()).length;
    return commands;
  });
  const observed = perSecond(() => {
    for (let at = 0; at < 2000; at++) {
      const observer = new Observer(SUITE.table);
      observer.reply(220);
      for (const [verb, argument, codes] of SESSION) {
        observer.sent(verb, argument, {});
        for (const code of codes) observer.reply(code);
      }
    }
    return 2000 * SESSION.length;
  });
  return { title: 'The parts of the engine alone', columns: ['commands/s', 'µs each'], rows: [['generator', generated.toFixed(0), (1e6 / generated).toFixed(1)], ['observer', observed.toFixed(0), (1e6 / observed).toFixed(1)]], notes: [], data: { generated, observed } };
}

/** Commands a second, the best of three. */
function perSecond(work: () => number): number {
  return Math.max(...[0, 1, 2].map(() => {
    const began = performance.now();
    const commands = work();
    return commands / (performance.now() - began) * 1000;
  }));
}
