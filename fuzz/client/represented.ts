import type { Said } from './exchange.ts';
import { commandsIn, succeeded, type Asked } from './wanted.ts';

/** Whether what went over the data connections of a session is the file itself, from its beginning: in TYPE I or L, in MODE S, with no REST before it. */
export function asTheyAre(said: readonly Said[]): boolean {
  const commands = commandsIn(said);
  return /^[IL]/i.test(last(commands, 'TYPE') ?? 'A') && inStream(said) && !commands.some(({ verb, argument }) => verb === 'REST' && Number(argument) > 0);
}

/** Whether the end of a data connection is all that tells the end of its data: in other modes the data tell it. */
export function inStream(said: readonly Said[]): boolean { return /^S/i.test(last(commandsIn(said), 'MODE') ?? 'S'); }

function last(commands: readonly Asked[], verb: string): string | undefined { return commands.findLast((one) => one.verb === verb && succeeded(one))?.argument; }
