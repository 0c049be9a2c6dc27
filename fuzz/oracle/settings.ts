import type { Reply } from '../../src/wire/reply.ts';

/** What a session has chosen beside the representation, as far as it is known: null for what is not. */
export interface Settings {
  /** Facts that MLST and MLSD show, in lower case. */
  readonly facts: ReadonlySet<string> | null;
  /** Language tag of LANG and name of OPTS HASH, in upper case. */
  readonly language: string | null;
  readonly hash: string | null;
  /** The part that HASH reads, last byte included; `whole` where none was chosen. */
  readonly part: { readonly from: number; readonly to: number } | 'whole' | null;
  readonly umask: number | null;
  readonly idle: string | null;
}

export const FRESH_SETTINGS: Settings = { facts: null, language: null, hash: null, part: 'whole', umask: null, idle: null };

/** The settings after a command that was accepted. */
export function settingsAfter(before: Settings, verb: string, argument: string, reply: Reply): Settings {
  // A part is of one command.
  const settings: Settings = typeof before.part === 'object' && before.part !== null ? { ...before, part: null } : before;
  const words = argument.split(' ');
  switch (verb) {
    case 'LANG': return { ...settings, language: argument === '' ? null : argument.toUpperCase() };
    case 'RANG': return { ...settings, part: partOf(words) };
    case 'SITE UMASK': return /^[0-7]{1,4}$/.test(argument) ? { ...settings, umask: Number.parseInt(argument, 8) } : settings;
    case 'SITE IDLE': return /^\d+$/.test(argument) ? { ...settings, idle: String(Number(argument)) } : settings;
    case 'OPTS': return chosen(settings, words, reply);
    case 'HOST': return { ...settings, language: null };
    default: return settings;
  }
}

function chosen(settings: Settings, [option = '', ...rest]: readonly string[], reply: Reply): Settings {
  switch (option.toUpperCase()) {
    case 'HASH': return rest.length === 0 ? settings : { ...settings, hash: rest.join(' ').toUpperCase() };
    case 'MLST': {
      const told = /MLST OPTS ?(.*)$/i.exec(reply.lines.join(' '))?.[1];
      return { ...settings, facts: told === undefined ? null : new Set(told.toLowerCase().split(';').map((fact) => fact.trim()).filter((fact) => fact !== '')) };
    }
    default: return settings;
  }
}

function partOf([first, last]: readonly string[]): Settings['part'] {
  const [from, to] = [Number(first), Number(last)];
  return from === 1 && to === 0 ? 'whole' : Number.isSafeInteger(from) && Number.isSafeInteger(to) && from <= to ? { from, to } : null;
}
