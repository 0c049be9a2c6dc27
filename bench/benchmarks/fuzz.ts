import type { CampaignResult, Counts } from '../../fuzz/campaign.ts';
import type { Benchmark } from '../benchmark.ts';
import { built } from '../built.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import type { Table } from '../measure/table.ts';
import { timeByPart } from '../measure/time-by-part.ts';
import { startProgram } from '../programs/start-program.ts';
import { REFERENCE, type Served } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';
import { startCompiled } from '../table-server-c/start-compiled.ts';

const SECONDS = 15;
/** Scenarios at a time: so many that none waits for another, though some wait for what a server must not do. */
const AT_ONCE = 128;
const SEED = 959;
/** Milliseconds for a reply: a server that stays silent holds the end of a campaign up. */
const PATIENCE = 999;
/** Milliseconds of a campaign before anything is counted: compilers warm up, those of its workers as well. */
const WARM = 6000;
/** Milliseconds of the campaign that is sampled: the profiler costs a tenth, so that it does not run in those that are counted. */
const SAMPLED = 6000;
/** Whose code is whose. */
const PARTS = { generator: /\/fuzz\/(generate|source|random)|fast-check|pure-rand/, oracle: /\/fuzz\/oracle\/|\/src\/machine\//, player: /\/fuzz\/|\/src\/|\/conformance\// };
/** A session as most are, with the replies that it gets. */
const SESSION: readonly (readonly [verb: string, argument: string, codes: readonly number[]])[] = [
  ['USER', 'u', [331]], ['PASS', 'p', [230]], ['TYPE', 'I', [200]], ['PASV', '', [227]], ['STOR', 'f', [150, 226]], ['SIZE', 'f', [213]], ['PASV', '', [227]], ['RETR', 'f', [150, 226]],
  ['MKD', 'd', [257]], ['CWD', 'd', [250]], ['PWD', '', [257]], ['RNFR', 'f', [550]], ['NOOP', '', [200]], ['QUIT', '', [221]],
];

/** What is measured is what is installed: the compiled program, without what teaches Node to run the sources. */
async function load() {
  const [{ SUITES }, { attachTestee }, { prepare }, { linesOf }, { Source }, { runTeam }, { Observer }] = await Promise.all([
    built<typeof import('../../conformance/catalog.ts')>('conformance/catalog'), built<typeof import('../../conformance/start-testee.ts')>('conformance/start-testee'),
    built<typeof import('../../fuzz/prepare.ts')>('fuzz/prepare'), built<typeof import('../../fuzz/scenario.ts')>('fuzz/scenario'), built<typeof import('../../fuzz/source.ts')>('fuzz/source'),
    built<typeof import('../../fuzz/team/run-team.ts')>('fuzz/team/run-team'), built<typeof import('../../src/machine/observer.ts')>('src/machine/observer'),
  ]);
  return { suite: SUITES['ftp']!, attachTestee, prepare, linesOf, Source, runTeam, Observer };
}
type Engine = Awaited<ReturnType<typeof load>>;

/** Campaigns with every oracle: how fast, and whose time it takes. */
export const fuzz: Benchmark = {
  name: 'fuzz',
  measure: ({ directory }) => withServers(directory, async ({ servers, root }) => {
    const engine = await load();
    const tables: Table[] = [aloneTable(engine)];
    const rows: [string, ...string[]][] = [];
    const data: Record<string, unknown> = {};
    const split: [string, ...string[]][] = [];
    const compiled = await startCompiled(engine.suite.table, directory);
    const node = await startTable();
    const fastest = 'unavailable' in compiled ? [] : [compiled];
    const all = [...fastest, node, ...servers];
    for (const server of [...fastest, node, ...servers.filter(({ name }) => name === REFERENCE)]) {
      for (const workers of server.name === REFERENCE ? [1] : [1, 2]) {
        const { sessions, commands, seconds, own, theirs, memory } = await campaign(engine, server, server.name === REFERENCE ? root : null, workers, all);
        rows.push([server.name, String(workers), (sessions / seconds).toFixed(0), (commands / seconds).toFixed(0), (own * 1e6 / commands).toFixed(0), (theirs * 1e6 / commands).toFixed(0), (commands / own).toFixed(0), memory.toFixed(0)]);
        data[`${server.name} ${workers}`] = { sessions, commands, seconds, fuzzerCpu: own, targetCpu: theirs, memory };
      }
      split.push(await sampled(engine, server, server.name === REFERENCE ? root : null));
    }
    await Promise.all([...fastest, node].map((server) => server.stop()));
    tables.push({ title: 'Whose time a command is', columns: ['target µs', 'generator µs', 'oracle µs', 'player µs', 'sockets and runtime µs'], rows: split, data: {}, notes: ['Target: CPU time of its process. The others: samples of the fuzzer\'s process; what Node and the kernel do for its sockets is the last.'] });
    tables.push({
      title: `Campaigns of ${SECONDS} s with every oracle, ${AT_ONCE} scenarios at a time`, columns: ['workers', 'sessions/s', 'commands/s', 'fuzzer CPU µs each', 'target CPU µs each', 'commands/s of fuzzer CPU', 'memory grown MiB'], rows, data,
      notes: [
        'The tables are the compiled table behind a socket, files in memory; that in C is the fastest server at hand. The server is a process, and so is each worker of the fuzzer.',
        ...('unavailable' in compiled ? [`table in C is left out: ${compiled.unavailable}`] : []),
        'Half of the scenarios move files: a command of theirs is often a data connection as well.',
      ],
    });
    return tables;
  }),
};

/** The compiled table behind a socket, in Node. */
async function startTable(): Promise<Served> {
  const account = { user: 'tester', password: 'secret' };
  const program = await startProgram<{ host: string; port: number }>('table', account);
  return { name: 'table in Node', ...program.told, ...account, pid: program.pid, stop: program.stop };
}

interface Measured { readonly sessions: number; readonly commands: number; readonly seconds: number; readonly own: number; readonly theirs: number; readonly memory: number }

/** One campaign; what it does while it warms up is not counted. */
async function campaign(engine: Engine, server: Served, root: string | null, workers: number, all: readonly Served[]): Promise<Measured> {
  const { play, remove } = await prepared(engine, server, root, workers);
  const now = async ({ sessions, commands, elapsed }: Counts): Promise<Measured> => {
    const [whole, theirs, ...others] = await Promise.all([process.pid, server.pid, ...all.map(({ pid }) => pid)].map(cpuSeconds));
    return { sessions, commands, seconds: elapsed / 1000, own: whole! - others.reduce((sum, one) => sum + one, 0), theirs: theirs!, memory: process.memoryUsage().rss / 2 ** 20 };
  };
  let warm: Promise<Measured> | null = null;
  let last: Promise<Measured> | null = null;
  await play(WARM + SECONDS * 1000, (counts) => {
    if (counts.elapsed < WARM) return;
    // Workers tell of themselves as often: what is counted lies between two such moments.
    if (warm === null) warm = now({ ...counts });
    else last = now({ ...counts });
  }).finally(remove);
  const [before, after] = [await warm!, await last!] as [Measured, Measured];
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, value - before[key as keyof Measured]])) as unknown as Measured;
}

/** Whose time a command takes. */
async function sampled(engine: Engine, server: Served, root: string | null): Promise<[string, ...string[]]> {
  const { play, remove } = await prepared(engine, server, root, 1);
  await play(WARM);
  const before = await cpuSeconds(server.pid);
  const { value: { counts: { commands } }, milliseconds: parts } = await timeByPart(PARTS, () => play(SAMPLED)).finally(remove);
  const theirs = (await cpuSeconds(server.pid)) - before;
  const each = (milliseconds = 0): string => (milliseconds * 1000 / commands).toFixed(1);
  return [server.name, each(theirs * 1000), each(parts['generator']), each(parts['oracle']), each(parts['player']), each(parts['runtime'])];
}

async function prepared({ suite, attachTestee, prepare, Source, runTeam }: Engine, server: Served, root: string | null, workers: number): Promise<{ play: (milliseconds: number, progress?: (counts: Counts) => void) => Promise<CampaignResult>; remove: () => Promise<void> }> {
  const started = await attachTestee(server.host, server.port, server, root, PATIENCE);
  const { subject, remove } = await prepare(suite, started, PATIENCE);
  const source = new Source(subject.table, SEED);
  return { remove, play: (time, progress = () => {}) => runTeam({ subject, source, seed: SEED, only: [], workers, runs: Infinity, time, concurrency: AT_ONCE, maxFindings: 1000, shrinks: false, signal: new AbortController().signal, progress }) };
}

/** What the engine's parts can do by themselves. */
function aloneTable({ suite, Source, Observer, linesOf }: Engine): Table {
  const generated = perSecond(() => {
    const source = new Source(suite.table, SEED);
    let commands = 0;
    for (let at = 0; at < 3000; at++) commands += linesOf(source.next()).length;
    return commands;
  });
  const observed = perSecond(() => {
    for (let at = 0; at < 2000; at++) {
      const observer = new Observer(suite.table);
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
