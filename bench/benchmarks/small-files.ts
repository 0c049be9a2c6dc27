import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { compare, type Column } from '../measure/compare.ts';
import { interleave } from '../measure/interleave.ts';
import { Control } from '../programs/control.ts';
import { REFERENCE } from '../servers/served.ts';
import { withServers } from '../servers/with-servers.ts';

const FILES = 300;
const COLUMNS: readonly Column[] = [
  { key: 'rate', title: 'files/s', digits: 0 },
  { key: 'middle', title: 'median ms', digits: 2 },
  { key: 'slow', title: '99th of 100 ms', digits: 2 },
];

/** Small files one after the other, each with PASV and RETR. A delayed acknowledgement would show as 40 ms. */
export const smallFiles: Benchmark = {
  name: 'small-files',
  measure: ({ directory, runs }) => withServers(directory, async ({ servers, root, absent }) => {
    await writeFile(join(root, 'small'), Buffer.alloc(1024, 'x'), { mode: 0o644 });
    const samples = await interleave(servers, runs, true, async (server) => {
      const control = await Control.open(server);
      await control.logIn(server);
      await control.command('TYPE I', '2');
      const times: number[] = [];
      const began = performance.now();
      for (let i = 0; i < FILES; i += 1) times.push(await retrieve(control, server.host));
      const seconds = (performance.now() - began) / 1000;
      await control.quit();
      times.sort((a, b) => a - b);
      return { rate: FILES / seconds, middle: times[Math.floor(FILES / 2)]!, slow: times[Math.floor(FILES * 0.99)]! };
    });
    return [compare(`${FILES} files of 1 KiB, each PASV and RETR, median of ${runs}`, COLUMNS, samples, REFERENCE, absent)];
  }),
};

/** Milliseconds from PASV to the last of the data's end and the 226 reply. */
async function retrieve(control: Control, host: string): Promise<number> {
  const began = performance.now();
  const socket = connect(await control.passive(), host).resume();
  const closed = once(socket, 'close');
  await control.command('RETR small', '1');
  await Promise.all([control.reply('2'), closed]);
  return performance.now() - began;
}
