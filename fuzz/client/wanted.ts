import type { Said } from './exchange.ts';
import type { Call } from './scenario.ts';

/** A command with the replies that its client may have taken for its answer. */
export interface Asked {
  readonly verb: string;
  readonly argument: string;
  readonly codes: readonly number[];
}

/** Verbs whose success each call promises: `each` time they were sent, the `last` time, or `once`. Others may be refused. */
const PROMISED: Readonly<Record<Call['call'], { readonly each?: readonly string[]; readonly last?: readonly string[]; readonly once?: readonly string[] }>> = {
  access: { once: ['USER', 'PASS'] },
  pwd: { last: ['PWD'] }, cdup: { last: ['CDUP'] }, cd: { last: ['CWD'] }, remove: { last: ['DELE'] }, removeEmptyDir: { last: ['RMD'] }, rename: { last: ['RNTO'] },
  size: { last: ['SIZE'] }, lastMod: { last: ['MDTM'] }, list: { last: ['LIST', 'MLSD', 'NLST', 'STAT'] },
  upload: { last: ['STOR'] }, append: { last: ['APPE'] }, download: { last: ['RETR'] },
  downloadToDir: { each: ['RETR'] }, uploadFromDir: { each: ['STOR'] }, ensureDir: { last: ['CWD'] },
  removeDir: { each: ['DELE', 'RMD'] }, clearWorkingDir: { each: ['DELE', 'RMD'] },
  features: {}, close: {}, send: {}, sendIgnoringError: {},
};

/** The commands of a call that have to succeed if it is to succeed. */
export function promised(call: Call, said: readonly Said[]): Asked[] {
  const { each = [], last = [], once = [] } = PROMISED[call.call];
  const asked = commandsIn(said);
  const ways = asked.filter(({ verb }) => once.includes(verb));
  const one = asked.findLast(({ verb }) => last.includes(verb)) ?? ways.find(succeeded) ?? ways.at(-1);
  return [...asked.filter(({ verb }) => each.includes(verb)), ...(one === undefined ? [] : [one])];
}

/** All commands. What comes behind the final reply to one and before the next is extra, and may have been taken for an answer to that: nobody knows when the client read it. */
export function commandsIn(said: readonly Said[]): Asked[] {
  const asked: { verb: string; argument: string; codes: number[] }[] = [];
  let extra: number[] = [];
  let final = true;
  for (const one of said) {
    if (one.what === 'command') {
      asked.push({ verb: one.verb, argument: one.argument, codes: extra });
      extra = [];
      final = false;
    } else if (one.what === 'reply') {
      asked.at(-1)?.codes.push(one.code);
      if (final) extra.push(one.code);
      final ||= one.code >= 200;
    }
  }
  return asked;
}

/** The last reply to it that is no preliminary one; null where there was none. */
export function lastCode(asked: Asked): number | null { return asked.codes.findLast((code) => code >= 200) ?? null; }

export function succeeded({ codes }: Asked): boolean { return codes.some((code) => code >= 200 && code < 300); }
