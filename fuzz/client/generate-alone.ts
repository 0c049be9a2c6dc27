import * as fc from 'fast-check';
import type { Call, Trick } from './scenario.ts';
import { triggers } from './triggers.ts';

/** Names that need no quotes anywhere: how a command is told of others is a matter of its words, not of the client. */
const NAMES = { get: ['small.txt', 'big.bin', 'big.bin', 'empty.bin', 'missing'], put: ['new.bin', 'new.bin', 'other.txt', 'small.txt'] };

const MANY: readonly Call[] = [
  ...[...NAMES.get, ...NAMES.get].map((path): Call => ({ call: 'download', path, startAt: 0 })),
  ...NAMES.put.flatMap((path): Call[] => [{ call: 'upload', path, local: 'up.bin' }, { call: 'upload', path, local: 'up.txt' }]),
  ...Array.from({ length: 6 }, (): Call => ({ call: 'list', path: '' })),
  ...Array.from({ length: 3 }, (): Call => ({ call: 'downloadToDir', path: '' })),
];

/** Whether a client can be asked for that. */
export type Can = (call: Call) => boolean;

/** What a command can be asked that does one thing and ends: one to three of them, one after the other. */
export function aloneCalls(can: Can): fc.Arbitrary<Call[]> { return fc.array(fc.constantFrom(...MANY.filter(can)), { minLength: 1, maxLength: 3 }); }

/** Whether a command can be asked for it. */
export function isAlone(call: Call): boolean {
  if (call.call === 'download') return call.startAt === 0 && NAMES.get.includes(call.path);
  return call.call === 'upload' ? NAMES.put.includes(call.path) : (call.call === 'list' || call.call === 'downloadToDir') && call.path === '';
}

/** Ways to have a trick played by such calls; any of them where each session meets it. */
export function aloneTriggers(trick: Trick, can: Can): readonly (readonly Call[])[] {
  const ways = triggers(trick).filter((way) => way.every((call) => isAlone(call) && can(call)));
  return ways.length > 0 ? ways : MANY.filter(can).map((call) => [call]);
}
