/** A part of a file: bytes from `start` on, up to but not including `end`. */
export interface Part { readonly start: number; readonly end: number | null }

/** One way to read a command's argument. */
export interface Reading {
  readonly path: string;
  readonly part: Part | null;
}

const QUOTED = /^"((?:[^"]|"")+)"(.*)$/s;
const NUMBERS = /^(.*?),? (\d{1,20})(?:,? (\d{1,20}))?$/s;

/** Verbs whose argument holds a path beside something else, and where. */
const READERS: Readonly<Record<string, (argument: string) => readonly Reading[]>> = {
  MFMT: behindTime,
  MFCT: behindTime,
  MFF: (argument) => one(/^[^ ]* (.*)$/s.exec(argument)?.[1] ?? ''),
  XCRC: partOfFile,
  XMD5: partOfFile,
  XSHA1: partOfFile,
  XSHA256: partOfFile,
  COMB: (argument) => one(fileNames(argument)[0] ?? ''),
};

/**
 * The paths that an argument may name, the likeliest first: where several are possible the first that exists is meant. All of an argument is the
 * path but for the verbs that say more.
 */
export function readingsOf(on: string, argument: string): readonly Reading[] { return READERS[on]?.(argument) ?? one(argument); }

/** File names with spaces between them; those in double quotes may hold spaces, and double quotes doubled. */
export function fileNames(argument: string): string[] {
  return [...argument.matchAll(/"((?:[^"]|"")+)"|([^" ]+)/g)].map(([, quoted, plain]) => (quoted === undefined ? plain! : quoted.replaceAll('""', '"')));
}

function one(path: string): readonly Reading[] { return [{ path, part: null }]; }

function behindTime(argument: string): readonly Reading[] { return one(/^[\d.]* (.*)$/s.exec(argument)?.[1] ?? ''); }

function partOfFile(argument: string): readonly Reading[] {
  const quoted = QUOTED.exec(argument);
  if (quoted !== null) return [{ path: quoted[1]!.replaceAll('""', '"'), part: partIn(NUMBERS.exec(quoted[2]!)) }];
  const numbers = NUMBERS.exec(argument);
  return numbers === null || numbers[1] === '' ? one(argument) : [{ path: argument, part: null }, { path: numbers[1]!, part: partIn(numbers) }];
}

/** One number is the end, two are start and end. */
function partIn(numbers: RegExpExecArray | null): Part | null {
  if (numbers === null) return null;
  const [, , first, second] = numbers;
  return second === undefined ? { start: 0, end: Number(first) } : { start: Number(first), end: Number(second) };
}
