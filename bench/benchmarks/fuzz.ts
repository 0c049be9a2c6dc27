import { SUITES } from '../../conformance/catalog.ts';
import { attachTestee } from '../../conformance/start-testee.ts';
import { runCampaign, type CampaignResult, type Counts } from '../../fuzz/campaign.ts';
import { prepare } from '../../fuzz/prepare.ts';
import { linesOf } from '../../fuzz/scenario.ts';
import { Source } from '../../fuzz/source.ts';
import { Observer } from '../../src/machine/observer.ts';
import type { Benchmark } from '../benchmark.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import type { Table } from '../measure/table.ts';
import { timeByPart } from '../measure/time-by-part.ts';
import { startProgram } from '../programs/start-program.ts';
import type { Served } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';

const SUITE = SUITES['ftp']!;
const SECONDS = 15;
/** Scenarios played before anything is counted: compilers warm up. */
const WARM = 1000;
/** Whose code is whose. */
const PARTS = { generator: /\/fuzz\/(generate|source|random)|fast-check|pure-rand/, oracle: /\/fuzz\/oracle\/|\/src\/machine\//, player: /\/fuzz\/|\/src\/|\/conformance\// };
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
    const table = await startTable();
    const split: [string, ...string[]][] = [];
    for (const server of [table, ...servers]) {
      const { counts, own, theirs, memory, parts } = await campaign(server, server === table ? null : root);
      split.push(splitRow(server.name, counts.commands, theirs, parts));
      const seconds = counts.elapsed / 1000;
      rows.push([server.name, (counts.sessions / seconds).toFixed(0), (counts.commands / seconds).toFixed(0), (own * 1e6 / counts.commands).toFixed(0), (theirs * 1e6 / counts.commands).toFixed(0), (counts.commands / own).toFixed(0), memory.toFixed(0)]);
      data[server.name] = { sessions: counts.sessions, commands: counts.commands, seconds, fuzzerCpu: own, targetCpu: theirs, memory };
    }
    await table.stop();
    tables.push({ title: 'Whose time a command is', columns: ['target µs', 'generator µs', 'oracle µs', 'player µs', 'sockets and runtime µs'], rows: split, data: {}, notes: ['Target: CPU time of its process. The others: samples of the fuzzer\'s process; what Node and the kernel do for its sockets is the last.'] });
    tables.push({
      title: `Campaigns of ${SECONDS} s with every oracle, 32 scenarios at a time`, columns: ['sessions/s', 'commands/s', 'fuzzer CPU µs each', 'target CPU µs each', 'commands/s of fuzzer CPU', 'memory grown MiB'], rows, data,
      notes: ['`table` is the compiled table behind a socket, files in memory: the fastest server at hand. Server and fuzzer are a process each.', 'Half of the scenarios move files: a command of theirs is often a data connection as well.'],
    });
    return tables;
  }),
};

/** The compiled table behind a socket. */
async function startTable(): Promise<Served> {
  const account = { user: 'tester', password: 'secret' };
  const program = await startProgram<{ host: string; port: number }>('table', account);
  return { name: 'table', ...program.told, ...account, pid: program.pid, stop: program.stop };
}

function splitRow(name: string, commands: number, theirs: number, parts: Readonly<Record<string, number>>): [string, ...string[]] {
  const each = (milliseconds = 0): string => (milliseconds * 1000 / commands).toFixed(1);
  return [name, each(theirs * 1000), each(parts['generator']), each(parts['oracle']), each(parts['player']), each(parts['runtime'])];
}

async function campaign(server: Served, root: string | null): Promise<{ counts: Counts; own: number; theirs: number; memory: number; parts: Readonly<Record<string, number>> }> {
  const started = await attachTestee(server.host, server.port, server, root, 5000);
  const { subject, remove } = await prepare(SUITE, started, 5000);
  const source = new Source(subject.table, 959);
  const play = (runs: number, time: number): Promise<CampaignResult> => runCampaign({ subject, source, runs: source.made + runs, time, concurrency: 32, maxFindings: 1000, shrinks: false, signal: new AbortController().signal });
  await play(WARM, SECONDS * 1000);
  const before = { own: process.cpuUsage(), theirs: await cpuSeconds(server.pid), memory: process.memoryUsage().rss };
  const { value: { counts }, milliseconds: parts } = await timeByPart(PARTS, () => play(Infinity, SECONDS * 1000)).finally(remove);
  const own = process.cpuUsage(before.own);
  return { counts, own: (own.user + own.system) / 1e6, theirs: (await cpuSeconds(server.pid)) - before.theirs, memory: (process.memoryUsage().rss - before.memory) / 2 ** 20, parts };
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
