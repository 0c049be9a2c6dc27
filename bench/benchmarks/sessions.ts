import type { Benchmark } from '../benchmark.ts';
import { compare, type Column } from '../measure/compare.ts';
import { interleave } from '../measure/interleave.ts';
import { cpuSeconds } from '../measure/process-tree.ts';
import { Control, type Account, type Endpoint } from '../programs/control.ts';
import { REFERENCE } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';

const SESSIONS = 300;
/** Sessions at a time. */
const WIDTH = 4;
const COLUMNS: readonly Column[] = [
  { key: 'anonymous', title: 'anonymous/s', digits: 0 },
  { key: 'anonymous cpu', title: 'CPU ms each', digits: 2 },
  { key: 'password', title: 'password/s', digits: 0 },
  { key: 'password cpu', title: 'CPU ms each', digits: 2 },
];

/** Whole sessions: connect, USER, PASS, QUIT. */
export const sessions: Benchmark = {
  name: 'sessions',
  measure: ({ directory, runs }) => withServers(directory, async ({ servers, absent }) => {
    const samples = await interleave(servers, runs, true, async (server) => {
      const values: Record<string, number> = {};
      const accounts = { anonymous: { user: 'anonymous', password: 'bench@' }, password: server };
      for (const [kind, account] of Object.entries(accounts)) {
        const before = await cpuSeconds(server.pid);
        const began = performance.now();
        await manySessions(server, account);
        values[kind] = SESSIONS / (performance.now() - began) * 1000;
        values[`${kind} cpu`] = ((await cpuSeconds(server.pid)) - before) * 1000 / SESSIONS;
      }
      return values;
    });
    return [compare(`Sessions (connect, USER, PASS, QUIT), ${SESSIONS} by ${WIDTH} clients, median of ${runs}`, COLUMNS, samples, REFERENCE, [
      'vsftpd and Pure-FTPd start a process for each session and hash passwords with crypt(3), which is slow on purpose.',
      ...absent,
    ])];
  }),
};

async function manySessions(at: Endpoint, account: Account): Promise<void> {
  let left = SESSIONS;
  await Promise.all(Array.from({ length: WIDTH }, async () => {
    while (left > 0) {
      left -= 1;
      const control = await Control.open(at);
      await control.logIn(account);
      await control.quit();
    }
  }));
}
