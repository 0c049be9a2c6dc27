import { SUITES } from '../../conformance/catalog.ts';
import { attachTestee } from '../../conformance/start-testee.ts';
import type { CampaignResult, Counts } from '../../fuzz/campaign.ts';
import { prepare } from '../../fuzz/prepare.ts';
import { linesOf } from '../../fuzz/scenario.ts';
import { Source } from '../../fuzz/source.ts';
import { runTeam } from '../../fuzz/team/run-team.ts';
import { Observer } from '../../src/machine/observer.ts';
import type { Benchmark } from '../benchmark.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import type { Table } from '../measure/table.ts';
import { timeByPart } from '../measure/time-by-part.ts';
import { startProgram } from '../programs/start-program.ts';
import { REFERENCE, type Served } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';

const SUITE = SUITES['ftp']!;
const SECONDS = 15;
/** Scenarios at a time: so many that none waits for another, though some wait for what a server must not do. */
const AT_ONCE = 128;
const SEED = 959;
/** Milliseconds for a reply: a server that stays silent holds the end of a campaign up. */
const PATIENCE = 999;
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
    for (const [server, workers] of [[table, 1], [table, 2], ...servers.filter(({ name }) => name === REFERENCE).map((one) => [one, 1] as const)] as const) {
      const { counts, own, theirs, memory, parts } = await campaign(server, server === table ? null : root, workers, [table, ...servers]);
      if (workers === 1) split.push(splitRow(server.name, counts.commands, theirs, parts));
      const seconds = counts.elapsed / 1000;
      rows.push([server.name, String(workers), (counts.sessions / seconds).toFixed(0), (counts.commands / seconds).toFixed(0), (own * 1e6 / counts.commands).toFixed(0), (theirs * 1e6 / counts.commands).toFixed(0), (counts.commands / own).toFixed(0), memory.toFixed(0)]);
      data[`${server.name} ${workers}`] = { sessions: counts.sessions, commands: counts.commands, seconds, fuzzerCpu: own, targetCpu: theirs, memory };
    }
    await table.stop();
    tables.push({ title: 'Whose time a command is', columns: ['target µs', 'generator µs', 'oracle µs', 'player µs', 'sockets and runtime µs'], rows: split, data: {}, notes: ['Target: CPU time of its process. The others: samples of the fuzzer\'s process; what Node and the kernel do for its sockets is the last.'] });
    tables.push({
      title: `Campaigns of ${SECONDS} s with every oracle, ${AT_ONCE} scenarios at a time`, columns: ['workers', 'sessions/s', 'commands/s', 'fuzzer CPU µs each', 'target CPU µs each', 'commands/s of fuzzer CPU', 'memory grown MiB'], rows, data,
      notes: ['`table` is the compiled table behind a socket, files in memory: the fastest server at hand. The server is a process, and so is each worker of the fuzzer.', 'Half of the scenarios move files: a command of theirs is often a data connection as well.'],
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

async function campaign(server: Served, root: string | null, workers: number, all: readonly Served[]): Promise<{ counts: Counts; own: number; theirs: number; memory: number; parts: Readonly<Record<string, number>> }> {
  const started = await attachTestee(server.host, server.port, server, root, PATIENCE);
  const { subject, remove } = await prepare(SUITE, started, PATIENCE);
  const source = new Source(subject.table, SEED);
  const play = (runs: number, time: number): Promise<CampaignResult> => runTeam({ subject, source, seed: SEED, only: [], workers, runs: source.made + runs, time, concurrency: AT_ONCE, maxFindings: 1000, shrinks: false, signal: new AbortController().signal });
  // The workers begin anew: they warm up in the time that is counted.
  await play(WARM, SECONDS * 1000);
  const ownNow = async (): Promise<number> => (await cpuSeconds(process.pid)) - (await Promise.all(all.map(({ pid }) => cpuSeconds(pid)))).reduce((sum, one) => sum + one, 0);
  const before = { own: await ownNow(), theirs: await cpuSeconds(server.pid), memory: process.memoryUsage().rss };
  const { value: { counts }, milliseconds: parts } = await timeByPart(PARTS, () => play(Infinity, SECONDS * 1000)).finally(remove);
  return { counts, own: (await ownNow()) - before.own, theirs: (await cpuSeconds(server.pid)) - before.theirs, memory: (process.memoryUsage().rss - before.memory) / 2 ** 20, parts };
}

/** What the engine's parts can do by themselves. */
function aloneTable(): Table {
  const generated = perSecond(() => {
    const source = new Source(SUITE.table, SEED);
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
