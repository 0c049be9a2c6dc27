import type { Served } from '../servers/served.ts';
import { addSample, type Samples } from './compare.ts';

/**
 * Takes `runs` samples of each server in turns, so that what else the machine does falls on all of them alike. With
 * `warmUp` a first round is thrown away: compilers and caches of a server that has just started are cold.
 */
export async function interleave<S extends Pick<Served, 'name'>>(
  servers: readonly S[], runs: number, warmUp: boolean, take: (server: S) => Promise<Readonly<Record<string, number>>>,
): Promise<Samples> {
  const samples: Samples = new Map();
  if (warmUp) for (const server of servers) await take(server);
  for (let run = 0; run < runs; run += 1) {
    for (const server of servers) addSample(samples, server.name, await take(server));
  }
  return samples;
}
