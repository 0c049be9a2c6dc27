import { twoWords } from '../machine/two-words.ts';
import { parseCommand } from '../wire/command.ts';
import type { ControlLine } from '../wire/control-line.ts';

/** One thing that the client asked for: a verb of the command table, or what its line turned out to be. */
export interface Request {
  /** A verb, one of two words (`SITE CHMOD`), `[unknown command]`, `[malformed line]` or `[line too long]`. */
  readonly on: string;
  /** The verb as the client wrote it, in upper case. */
  readonly verb: string;
  /** One character a byte, as in paths of the store. */
  readonly argument: string;
}

/** Turns a control line into a request. `canonical` maps a verb to the one whose rules apply. */
export function requestOf(line: ControlLine, canonical: (verb: string) => string): Request {
  if (line.kind === 'too long') return { on: '[line too long]', verb: '', argument: '' };
  const command = parseCommand(line.bytes);
  if (command.malformed !== null) return { on: '[malformed line]', verb: command.verb, argument: '' };
  const argument = command.raw.toString('latin1');
  const two = twoWords(command.verb, argument, (name) => canonical(name) === name);
  return two === null ? { on: canonical(command.verb), verb: command.verb, argument } : { on: two.verb, ...two };
}
