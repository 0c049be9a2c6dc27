import { Stop } from './stop.ts';
import { drawName, hasVariation } from './variation.ts';

/** Files and directories that many checks only read; made once, before the first check. */
export interface Fixtures {
  /** What the small files hold, six bytes that end in LF: `hello`, or what nobody can know who does not know the run's seed. */
  readonly file: string;
  readonly text: Buffer;
  /** A file large enough to be still running when the next command arrives. */
  readonly large: string;
  readonly largeSize: number;
  /** An empty directory. */
  readonly directory: string;
  /** A directory with one file, `inside.txt`, in it. */
  readonly fullDirectory: string;
  /** Throws a `blocked` Stop naming why the fixture could not be made. */
  need(name: 'file' | 'large' | 'directory' | 'fullDirectory'): string;
}

export const LARGE = 8 * 2 ** 20;

/** The names of a run's fixtures. `failures` says what could not be made, by fixture. */
export function fixtureNames(failures: ReadonlyMap<string, string>, stem = `ftpspec-${drawName('fixtures')}`): Fixtures {
  const names = { file: `${stem}.txt`, large: `${stem}-large.bin`, directory: `${stem}-empty`, fullDirectory: `${stem}-full` };
  return {
    ...names,
    text: Buffer.from(hasVariation() ? `${drawName('text').slice(0, 5)}\n` : 'hello\n'),
    largeSize: LARGE,
    need(name) {
      const failure = failures.get(name);
      if (failure !== undefined) throw new Stop('blocked', failure);
      return names[name];
    },
  };
}
