import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { legalServers } from '../../conformance/legal/all.ts';
import { together, type Legal } from '../../conformance/legal/legal.ts';
import { startLegal } from '../../conformance/legal/start.ts';
import { Cover } from './cover.ts';
import type { CallSeen, Day } from './day.ts';
import { Exchange, type Said } from './exchange.ts';
import { furnish, LOCAL, REMOTE } from './fixtures.ts';
import { Front } from './front.ts';
import type { Performer } from './performer.ts';
import type { ClientScenario } from './scenario.ts';
import { treeOf, type Tree } from './tree.ts';

/** Milliseconds that a client waits for a sign of life: of a server that gives one, on a busy machine, and of one that may not. */
const PATIENCE = { legal: 5000, hostile: 400 };
/** Milliseconds that a whole day may take beyond its waits. */
const SPARE = 10_000;
/** Milliseconds that a client may take to read a mebibyte of replies. */
const MEGABYTE = 1000;
/** How many waits one call can be made of. */
const WAITS = 3;
/** Milliseconds in which the server gives a data connection up. */
const DATA = 3000;

/** Plays a scenario with a client: a server and directories of its own, all gone afterwards. */
export async function playDay(scenario: ClientScenario, performer: Performer): Promise<Day> {
  const top = await mkdtemp(join(tmpdir(), 'ftpspec-client-'));
  const home = join(top, 'home');
  const directory = join(home, 'local');
  await mkdir(directory, { recursive: true });
  await furnish(directory, LOCAL);
  const { wire = () => ({}), ...legal } = personality(scenario);
  const started = await startLegal(legal);
  const exchange = new Exchange();
  const root = started.testee.root!;
  await furnish(root, REMOTE);
  const front = await Front.start(started.testee.port, exchange, scenario.tricks, wire, scenario.alone === true, coverOf(scenario));
  const marks: { said: number; carried: number; server: Tree; local: Tree }[] = [];
  const before = async (): Promise<void> => { marks.push({ said: exchange.said.length, carried: exchange.carried.length, server: await treeOf(root), local: await treeOf(directory) }); };
  const reading = flooded(scenario);
  const patience = scenario.tricks.length === 0 ? PATIENCE.legal : PATIENCE.hostile;
  try {
    const performed = await performer.perform(scenario.calls, { host: '127.0.0.1', port: front.port, user: started.testee.user, password: started.testee.password, directory, patience, reading, alone: scenario.alone === true }, patience * scenario.calls.length * WAITS + SPARE + reading, before);
    if (marks.length <= scenario.calls.length) await before();
    const calls = marks.slice(0, -1).map((mark, at): CallSeen => {
      const next = marks[at + 1]!;
      return { call: scenario.calls[at]!, told: performed.told[at] ?? null, said: ofTheLast(exchange.said.slice(mark.said, next.said)), carried: exchange.carried.slice(mark.carried, next.carried), before: mark, after: next };
    });
    const strays = [...(await readdir(top)).filter((name) => name !== 'home'), ...(await readdir(home)).filter((name) => name !== 'local')];
    return { scenario, performed, exchange, calls, strays };
  } finally {
    front.stop();
    await started.stop();
    await rm(top, { recursive: true, force: true });
  }
}

/** Milliseconds that reading what floods in may take, on a busy machine. */
function flooded({ tricks, calls }: ClientScenario): number {
  return tricks.reduce((sum, one) => sum + (one.trick === 'reply' && one.reply.do === 'flood' ? one.reply.megabytes * MEGABYTE * (one.nth === 0 ? calls.length : 1) : 0), 0);
}

/** Of two connections in one call the first is over: its farewell is of no account. */
function ofTheLast(said: readonly Said[]): readonly Said[] {
  const last = Math.max(0, ...said.map(({ connection }) => connection));
  return said.filter(({ connection }) => connection === last);
}

/** The reference server with its habits. */
export function personality({ habits }: ClientScenario): Legal {
  const chosen = legalServers.filter(({ id }) => habits.includes(id));
  return together('habits', [...chosen, { id: 'limits', title: '', why: '', config: { dataLimit: DATA, tls: null } }]);
}

/** TLS, where the client is told to ask for it. */
function coverOf({ calls }: ClientScenario): Cover | null {
  const secure = calls.flatMap((call) => (call.call === 'access' && call.secure !== false ? [call.secure] : []));
  return secure.length === 0 ? null : new Cover(secure.includes('implicit'));
}
