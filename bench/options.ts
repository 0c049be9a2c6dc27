import { parseArgs } from 'node:util';

/** What the user asked to be measured. */
export interface Options {
  /** Names of benchmarks; empty means all. */
  readonly only: readonly string[];
  /** MiB of a large file. */
  readonly size: number;
  /** Times that each measurement is taken; medians are shown. */
  readonly runs: number;
  /** File for the numbers as JSON, or null. */
  readonly json: string | null;
  /** Where served directories are made. On a memory file system the disk has no part in the numbers. */
  readonly directory: string;
}

/** @throws TypeError when an option is not known, RangeError when a number is none */
export function readOptions(args: readonly string[], temporary: string): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      size: { type: 'string', default: '1024' },
      runs: { type: 'string', default: '3' },
      json: { type: 'string' },
      directory: { type: 'string', default: temporary },
    },
  });
  return {
    only: values.only.flatMap((names) => names.split(',')),
    size: positive('size', values.size),
    runs: positive('runs', values.runs),
    json: values.json ?? null,
    directory: values.directory,
  };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new RangeError(`--${name} wants a number from 1, not ${text}`);
  return number;
}
