import type { Benchmark } from '../benchmark.ts';
import { addSample, compare, type Column, type Samples } from '../measure/compare.ts';
import { allowOpenFiles, openFiles } from '../measure/open-files.ts';
import { memoryKiB } from '../measure/process-tree.ts';
import { startProgram, type Program } from '../programs/start-program.ts';
import type { IdleJob } from '../programs/idle-sessions.ts';
import { REFERENCE, type Served } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';

/** How many sessions each server is asked to hold; those that cost a process each are few. */
const COUNTS: Readonly<Record<string, readonly number[]>> = { [REFERENCE]: [1000, 10_000], pyftpdlib: [1000, 4000] };
const FEW = [50];
const WARM_UP = 100;
/** A socket for each session, and what a process needs besides. */
const MOST_FILES = 11_000;
const COLUMNS: readonly Column[] = [
  { key: '1000', title: '1000: KiB each', digits: 1 },
  { key: 'sessions', title: 'most sessions', digits: 0, plain: true },
  { key: 'most', title: 'KiB each', digits: 1 },
  { key: 'whole', title: 'server MiB', digits: 0, plain: true },
  { key: 'files', title: 'open files', digits: 0, plain: true },
];

/** Sessions that are logged in and do nothing. */
export const memory: Benchmark = {
  name: 'memory',
  measure: async ({ directory }) => {
    // Before the servers start: they inherit it.
    await allowOpenFiles(MOST_FILES);
    return withServers(directory, async ({ servers, absent }) => {
      const samples: Samples = new Map();
      for (const server of servers) addSample(samples, server.name, await grow(server, COUNTS[server.name] ?? FEW));
      return [compare('Memory of an idle session', COLUMNS, samples, REFERENCE, [
        'KiB each: what the processes of a server have grown by (PSS), through the number of sessions; a hundred sessions have come and gone before. One run.',
        'Server MiB: all of its memory at the most sessions; open files: those of its processes then. The clients are as many sockets in processes of their own.',
        ...absent,
      ])];
    });
  },
};

/** Adds sessions until each count is reached; those of before stay. */
async function grow(server: Served, counts: readonly number[]): Promise<Record<string, number>> {
  // Sessions that come and go first: what a server needs once is not what a session costs.
  await (await startProgram('idle-sessions', idle(server, WARM_UP))).stop();
  const before = await memoryKiB(server.pid);
  const clients: Program<unknown>[] = [];
  const each: Record<string, number> = {};
  let held = 0;
  try {
    for (const count of counts) {
      clients.push(await startProgram('idle-sessions', idle(server, count - held)));
      held = count;
      const now = await memoryKiB(server.pid);
      each.sessions = count;
      each.most = (now - before) / count;
      each.whole = now / 1024;
      each.files = await openFiles(server.pid);
      if (count === 1000) each['1000'] = each.most;
    }
  } finally {
    await Promise.all(clients.map((client) => client.stop()));
  }
  return each;
}

function idle({ host, port, user, password }: Served, count: number): IdleJob {
  return { host, port, user, password, count };
}
