import { parseModeAndPath, parseTimeAndPath } from '../../src/wire/site-arguments.ts';

/** A path in double quotes, doubled inside, and what follows it. */
const QUOTED = /^"((?:[^"]|"")+)"(.*)$/s;

/** A part of a file that a command names: the first byte, and the byte behind the last. */
export interface Named { readonly path: string; readonly from: number; readonly to: number | null }

/** What a command that hashes a file names; null where servers may read that in several ways. */
export function hashed(verb: string, argument: string): Named | null {
  if (verb === 'HASH') return { path: argument, from: 0, to: null };
  const quoted = QUOTED.exec(argument);
  if (quoted === null) return / \d+$/.test(argument) ? null : { path: argument, from: 0, to: null };
  const numbers = /^(?:,? (\d{1,15}))?(?:,? (\d{1,15}))?$/.exec(quoted[2]!);
  if (numbers === null) return null;
  const [, first, second] = numbers;
  return { path: quoted[1]!.replaceAll('""', '"'), from: second === undefined ? 0 : Number(first), to: second ?? first ? Number(second ?? first) : null };
}

/** The names of COMB: the file to be made, and those that it is made of. */
export function combined(argument: string): readonly string[] {
  return [...argument.matchAll(/"((?:[^"]|"")+)"|([^" ]+)/g)].map(([, quoted, plain]) => (quoted === undefined ? plain! : quoted.replaceAll('""', '"')));
}

/** Facts that a command sets, in lower case, and of which path; null where its argument is of no such form. */
export function factsSet(verb: string, argument: string): { readonly path: string; readonly facts: ReadonlyMap<string, string> } | null {
  switch (verb) {
    case 'MFMT': case 'MFCT': {
      const found = /^(\d{14})(?:\.\d+)? (.+)$/s.exec(argument);
      return found === null ? null : { path: found[2]!, facts: new Map([[verb === 'MFMT' ? 'modify' : 'create', found[1]!]]) };
    }
    case 'MFF': {
      const found = /^((?:[^;= ]+=[^; ]*;)+) (.+)$/s.exec(argument);
      return found === null ? null : { path: found[2]!, facts: new Map(found[1]!.split(';').slice(0, -1).map((pair): [string, string] => { const [name = '', value = ''] = pair.split('='); return [name.toLowerCase(), value]; })) };
    }
    case 'SITE CHMOD': {
      const found = parseModeAndPath(argument);
      return found === null ? null : { path: found.path, facts: new Map([['unix.mode', found.mode.toString(8)]]) };
    }
    case 'SITE UTIME': {
      const found = parseTimeAndPath(argument);
      return found === null || found.modified === null ? null : { path: found.path, facts: new Map([['modify', found.modified.toISOString().replace(/[-:T]|\..*/g, '')]]) };
    }
    default: return null;
  }
}
