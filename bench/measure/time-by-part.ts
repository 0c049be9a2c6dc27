import { Session } from 'node:inspector/promises';

/**
 * Runs `work` under V8's sampling profiler and tells how many milliseconds of this process went to each part of its code: the part of a
 * function is that of the first name whose pattern matches its file. What has no file (system calls, garbage collection) counts for its
 * name in parentheses, or for `runtime`; idle time does not count.
 */
export async function timeByPart<T>(parts: Readonly<Record<string, RegExp>>, work: () => Promise<T>): Promise<{ readonly value: T; readonly milliseconds: Readonly<Record<string, number>> }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  try {
    const value = await work();
    const { profile } = await session.post('Profiler.stop');
    const nameOf = new Map(profile.nodes.map(({ id, callFrame: { url, functionName } }) => [id, functionName === '(idle)' ? null : (Object.entries(parts).find(([, pattern]) => pattern.test(url))?.[0] ?? 'runtime')]));
    const milliseconds: Record<string, number> = {};
    profile.samples?.forEach((id, at) => {
      const name = nameOf.get(id) ?? null;
      if (name !== null) milliseconds[name] = (milliseconds[name] ?? 0) + (profile.timeDeltas?.[at] ?? 0) / 1000;
    });
    return { value, milliseconds };
  } finally {
    session.disconnect();
  }
}
