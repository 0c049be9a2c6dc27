import type { Request } from '../../server/command-line.ts';
import type { CommandLine } from './command-lines.ts';

/** Turns a line into a request: the first word, and the rest as a name (INL-PRO-R4, R5). `canonical` maps a verb to the one whose rules apply. */
export function requestOf({ text }: CommandLine, canonical: (verb: string) => string): Request {
  if (text === null) return { on: '[line too long]', verb: '', argument: '' };
  if (text === '') return { on: '[malformed line]', verb: '', argument: '' };
  const [, word = '', argument = ''] = /^([^ \t]*)[ \t]*(.*)$/s.exec(text) ?? [];
  const verb = word.toUpperCase();
  // Events of the host are written in brackets, and no client may raise one.
  return { on: /^[A-Z]+$/.test(verb) ? canonical(verb) : '[unknown command]', verb, argument };
}
