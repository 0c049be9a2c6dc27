import type { Benchmark } from '../benchmark.ts';
import { compare, type Column } from '../measure/compare.ts';
import { interleave } from '../measure/interleave.ts';
import { Control } from '../programs/control.ts';
import { REFERENCE } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';

const ALONE = 2000;
const BATCH = 100;
const BATCHES = 50;
const COLUMNS: readonly Column[] = [
  { key: 'alone', title: 'alone/s', digits: 0 },
  { key: 'pipelined', title: `${BATCH} at once/s`, digits: 0 },
];

/** NOOP, the command that costs nothing but the way there and back. */
export const commands: Benchmark = {
  name: 'commands',
  measure: ({ directory, runs }) => withServers(directory, async ({ servers, absent }) => {
    const samples = await interleave(servers, runs, true, async (server) => {
      const control = await Control.open(server);
      await control.logIn(server);
      const began = performance.now();
      for (let i = 0; i < ALONE; i += 1) await control.command('NOOP', '2');
      const between = performance.now();
      for (let i = 0; i < BATCHES; i += 1) await control.pipelined('NOOP', BATCH, '2');
      const ended = performance.now();
      await control.quit();
      return { alone: ALONE / (between - began) * 1000, pipelined: (BATCH * BATCHES) / (ended - between) * 1000 };
    });
    return [compare(`NOOP on one connection, median of ${runs}`, COLUMNS, samples, REFERENCE, absent)];
  }),
};
